"""
What people call the police about in the demo county, and when.

Requests for help are the majority of calls, as in reality; preventable crime and public order at a place are
about a sixth.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data.categories import Meaning, read_categories
from data.demo.plane import Floats

HOURS = {
    "all_day": (3, 2, 2, 1, 1, 2, 4, 6, 8, 9, 9, 9, 8, 8, 8, 8, 8, 9, 9, 9, 8, 7, 6, 4),
    "night": (9, 9, 9, 8, 6, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 4, 5, 6, 8, 9, 9),
    "late_evening": (9, 7, 4, 2, 1, 1, 1, 1, 1, 1, 2, 2, 3, 3, 2, 2, 3, 4, 5, 7, 9, 11, 12, 12),
    "working_day": (1, 1, 1, 1, 1, 1, 2, 4, 8, 10, 11, 9, 6, 6, 9, 10, 9, 7, 5, 4, 3, 2, 1, 1),
    "market": (0.3, 0.2, 0.2, 0.2, 0.5, 1, 4, 8, 12, 13, 13, 11, 7, 6, 6, 6, 7, 7, 4, 2, 1, 1, 0.5, 0.4),
    "school": (0.5, 0.3, 0.2, 0.2, 0.2, 0.5, 3, 6, 3, 2, 3, 8, 6, 4, 3, 4, 10, 12, 8, 7, 9, 7, 3, 1),
    "rush": (2, 1, 1, 1, 1, 2, 4, 9, 9, 7, 7, 7, 6, 6, 7, 7, 8, 11, 11, 8, 6, 5, 4, 3),
    "evening": (3, 2, 1, 1, 1, 1, 2, 3, 4, 4, 4, 5, 5, 4, 4, 4, 5, 7, 9, 11, 12, 11, 8, 5),
}
"""Hours of the day: relative frequency of each."""

WEEKDAYS = {
    "even": (1, 1, 1, 1, 1, 1, 1),
    "weekend": (0.85, 0.8, 0.85, 0.9, 1.2, 1.4, 1.15),
    "working_day": (1.15, 1.1, 1.1, 1.1, 1.1, 0.75, 0.6),
}
"""Days of the week, Monday first."""

MONTHS = {
    "even": (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1),
    "winter": (1.5, 1.35, 1.0, 0.85, 0.8, 0.8, 0.8, 0.85, 0.9, 1.0, 1.15, 1.5),
    "summer": (0.65, 0.7, 0.85, 1.0, 1.15, 1.35, 1.5, 1.45, 1.15, 0.95, 0.75, 0.65),
    "school": (0.5, 0.5, 1.3, 1.25, 1.3, 1.1, 0.5, 0.5, 1.4, 1.3, 1.3, 1.1),
}
"""Months of the year."""


@dataclass(frozen=True, slots=True)
class Offence:
    """
    A word of the incident form: how much of it, where and when it happens, how it becomes known.

    Attributes
    ----------
    where
        ``homes``, ``town`` (more of them in towns), ``country``, ``roads``, ``places`` or ``anywhere``.
    interval_h
        Mean length of the time in which it may have happened; 0 where the minute is known.
    discovered
        Share that patrols find themselves.
    repeats
        Share that follows another one close by within days.
    """

    word: str
    weight: float
    where: str = "homes"
    hours: str = "all_day"
    weekdays: str = "even"
    months: str = "even"
    trend: float = 0.0
    cases: float = 0.0
    interval_h: float = 0.0
    discovered: float = 0.0
    repeats: float = 0.0

    @property
    def meaning(self) -> Meaning:
        """Class, scope and harm, as the shipped table of categories has them."""
        return read_categories().meaning(self.word)


OFFENCES = (
    Offence(
        "入室盗窃", 22, "homes", "night", months="winter", trend=-0.1, cases=0.7, interval_h=9, repeats=0.3
    ),
    Offence(
        "盗窃电动自行车",
        20,
        "town",
        "evening",
        months="summer",
        trend=0.04,
        cases=0.6,
        interval_h=4,
        repeats=0.15,
    ),
    Offence("盗窃车内财物", 9, "town", "night", cases=0.6, interval_h=7, repeats=0.2),
    Offence("扒窃", 12, "town", "market", "weekend", trend=-0.12, cases=0.5),
    Offence("盗窃摩托车", 5, "homes", "night", cases=0.6, interval_h=6),
    Offence("盗窃牲畜", 3, "country", "night", months="winter", cases=0.7, interval_h=8),
    Offence("盗窃建材", 5, "homes", "night", cases=0.6, interval_h=10),
    Offence("抢夺", 1.6, "town", "late_evening", cases=0.9),
    Offence("抢劫", 0.9, "town", "late_evening", cases=1.0),
    Offence("故意伤害", 3.5, "town", "late_evening", "weekend", "summer", cases=0.8),
    Offence("故意损毁财物", 13, "homes", "night", cases=0.35, interval_h=5),
    Offence("电信网络诈骗", 17, "homes", "working_day", trend=0.08, cases=0.7),
    Offence("殴打他人", 26, "town", "late_evening", "weekend", "summer", cases=0.35, repeats=0.05),
    Offence("寻衅滋事", 10, "town", "late_evening", "weekend", "summer", cases=0.4),
    Offence("赌博", 11, "homes", "evening", months="winter", cases=0.4, discovered=0.4),
    Offence("醉酒滋事", 12, "town", "late_evening", "weekend", "summer", cases=0.15),
    Offence("扰乱公共场所秩序", 7, "town", "evening", "weekend", cases=0.3, discovered=0.15),
    Offence("卖淫嫖娼", 2.5, "town", "late_evening", cases=0.8, discovered=0.75),
    Offence("交通事故", 118, "roads", "rush", "working_day"),
    Offence("交通拥堵", 30, "roads", "rush", "working_day"),
    Offence("违法停车", 26, "town", "rush", trend=0.06),
    Offence("火灾", 5, "anywhere", "evening", months="winter"),
    Offence("安全生产事故", 1.5, "places", "working_day", "working_day"),
    Offence("溺水", 0.8, "anywhere", "evening", months="summer"),
    Offence("家庭纠纷", 36, "homes", "evening", "weekend"),
    Offence("邻里纠纷", 30, "homes", "evening"),
    Offence("消费纠纷", 18, "places", "market", "weekend"),
    Offence("债务纠纷", 14, "town", "working_day", "working_day"),
    Offence("人员走失", 42, "places"),
    Offence("开锁", 55, "town", "evening"),
    Offence("遗失物品", 88, "places", "market", "weekend"),
    Offence("噪音扰民", 72, "town", "late_evening", "weekend", "summer"),
    Offence("流浪犬", 28, "anywhere", months="summer"),
    Offence("咨询", 98, "town", "working_day", "working_day"),
    Offence("群众求助", 128, "anywhere"),
)
"""Weights are shares of all incidents, about per thousand."""

INVALID = Offence("误报", 0, "town")


def day_weights(offence: Offence, days: np.ndarray, first_year: int) -> Floats:
    """How likely each day is, by month, weekday and the yearly trend."""
    months = (days.astype("datetime64[M]").astype(int) % 12).astype(int)
    weekdays = (days.astype("datetime64[D]").astype(int) + 3) % 7
    years = days.astype("datetime64[Y]").astype(int) + 1970 - first_year
    trend = (1 + offence.trend) ** years
    by_month, by_weekday = np.array(MONTHS[offence.months]), np.array(WEEKDAYS[offence.weekdays])
    return np.asarray(by_month[months] * by_weekday[weekdays] * trend, dtype=np.float64)
