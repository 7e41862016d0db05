"""The disorderly areas planted in the demo county: real named places, some years, and what happens there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import Polygon

from data.demo.key_places import FREIGHT_YARD, Places
from data.demo.plane import Floats

SHARE = 0.125  # of the incidents in scope
FIRST_YEAR = 2023
YEARS = (2023, 2024, 2025)


@dataclass(frozen=True, slots=True)
class Plan:
    """One area to plant: the place, the years, how far it reaches, what happens and when, how much of it."""

    place: str
    years: tuple[int, ...]
    radius_m: float
    words: tuple[str, ...]
    hours: str
    strength: float = 1.0


PLANS = (
    Plan("汽车客运站", (2023, 2024, 2025), 200, ("扒窃", "扒窃", "盗窃车内财物", "殴打他人"), "market", 1.2),
    Plan("东门农贸市场", (2023, 2025), 160, ("扒窃", "扒窃", "盗窃电动自行车"), "market", 1.1),
    Plan(
        "滨河路娱乐街",
        (2024, 2025),
        230,
        ("殴打他人", "寻衅滋事", "醉酒滋事", "故意伤害"),
        "late_evening",
        1.4,
    ),
    Plan("第二中学", (2023,), 190, ("寻衅滋事", "殴打他人", "抢夺"), "school", 0.9),
    Plan("人民医院", (2023, 2024), 180, ("盗窃电动自行车", "盗窃电动自行车", "扒窃"), "working_day", 1.0),
    Plan("锦绣安置小区", (2025,), 240, ("入室盗窃", "盗窃电动自行车", "故意损毁财物"), "night", 1.2),
    Plan("职业技术学校", (2024, 2025), 200, ("殴打他人", "寻衅滋事", "盗窃电动自行车"), "school", 0.9),
    Plan("建材城工地", (2024, 2025), 260, ("盗窃建材", "盗窃建材", "盗窃车内财物"), "night", 0.9),
    Plan("西关夜市", (2023, 2025), 150, ("醉酒滋事", "殴打他人", "扒窃"), "late_evening", 1.0),
    Plan(
        "北关出租屋片区",
        (2023, 2024, 2025),
        300,
        ("入室盗窃", "赌博", "盗窃电动自行车", "卖淫嫖娼"),
        "night",
        1.3,
    ),
    Plan("{town0}农贸市场", (2023, 2025), 180, ("扒窃", "盗窃电动自行车", "扒窃"), "market", 0.6),
    Plan("{town1}农贸市场", (2024,), 220, ("赌博", "殴打他人", "醉酒滋事"), "evening", 0.6),
    Plan("{town2}中学", (2025,), 210, ("寻衅滋事", "殴打他人", "抢夺"), "school", 0.5),
    Plan(FREIGHT_YARD, (2023, 2024), 360, ("盗窃车内财物", "盗窃车内财物", "盗窃摩托车"), "night", 0.7),
)


@dataclass(frozen=True, slots=True)
class PlantedArea:
    """An area as planted: its plan with the place's real name, its middle and its shape."""

    plan: Plan
    name: str
    middle: Floats
    shape: Polygon

    @property
    def pattern(self) -> str:
        """How it runs over the years: persists, recurs, appears or fades."""
        years = self.plan.years
        if years == YEARS:
            return "persists"
        if len(years) == 2 and years[1] - years[0] > 1:
            return "recurs"
        return "appears" if years[-1] == YEARS[-1] else "fades"


def make_planted(rng: np.random.Generator, places: Places, town_names: list[str]) -> list[PlantedArea]:
    """Lay out the areas around their places."""
    towns = {f"town{number}": name.removesuffix("镇") for number, name in enumerate(town_names[:3])}
    turns = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    areas = []
    for plan in PLANS:
        name = plan.place.format(**towns)
        middle = places.at(name)
        lean = 1 + rng.uniform(0.1, 0.3) * np.cos(2 * turns + rng.uniform(0, 6.28))
        lean += 0.08 * np.cos(3 * turns + rng.uniform(0, 6.28))
        ring = middle + (plan.radius_m * lean / lean.mean())[:, None] * np.column_stack(
            [np.cos(turns), np.sin(turns)]
        )
        areas.append(PlantedArea(plan, name + "周边", middle, Polygon(ring)))
    return areas


def plant_points(rng: np.random.Generator, area: PlantedArea, count: int) -> Floats:
    """Draw points inside an area, denser towards its middle."""
    kept: list[Floats] = []
    while sum(map(len, kept)) < count:
        draw = area.middle + rng.normal(0, area.plan.radius_m * 0.62, (4 * count + 8, 2))
        kept.append(draw[shapely.contains_xy(area.shape, draw)])
    return np.concatenate(kept)[:count]
