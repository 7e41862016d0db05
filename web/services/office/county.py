"""What a county sets on the settings page: its name, its words, what the public may see, its tiles."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from data.store.audit import Deed
from gis.errors import Problem, TableError
from web.texts import text

if TYPE_CHECKING:
    from data.store import Store
    from web.settings import Settings

Sign = Callable[[Deed], Deed]

WORDS = ("county_name", "committee_title", "governance_title", "tile_url")
NUMBERS = {"public_threshold": (10, 1, 1000), "public_base": (5, 1, 100)}
"""Usual value, smallest and largest of the settings that are numbers."""

LONGEST_WORDS = 300
TITLES = {"committee_title": "role.committee", "governance_title": "role.governance"}
"""Titles that a county may call by its own words: 平安建设领导小组, for one."""


def county_values(store: Store) -> dict[str, Any]:
    """Give every setting: what the county has set, else the usual."""
    kept = store.county_settings.all()
    usual: dict[str, Any] = dict.fromkeys(WORDS, "") | {name: number[0] for name, number in NUMBERS.items()}
    return {name: kept.get(name, value) for name, value in usual.items()}


def with_county(settings: Settings, store: Store) -> Settings:
    """Give the settings of a service with the county's own name and tiles, where it has set them."""
    kept = county_values(store)
    return replace(
        settings,
        county_name=kept["county_name"] or settings.county_name,
        tile_url=kept["tile_url"] or settings.tile_url,
    )


def own_titles(store: Store) -> dict[str, str]:
    """Give the titles that the county has words of its own for, by the key of the usual ones."""
    kept = county_values(store)
    return {key: kept[name] for name, key in TITLES.items() if kept[name]}


def office_name(store: Store, lang: str) -> str:
    """Name the governance office: by the county's own title, else the usual one."""
    return own_titles(store).get(TITLES["governance_title"]) or text(TITLES["governance_title"], lang)


def change_settings(store: Store, asked: Mapping[str, str], sign: Sign) -> None:
    """
    Change settings; all or none.

    Raises
    ------
    TableError
        Everything that is wrong: ``setting.number``, ``setting.tile_url``, ``setting.too_long``.
    """
    before = county_values(store)
    wanted, problems = {}, []
    for name, said in asked.items():
        value, problem = _read(name, said.strip())
        if problem is not None:
            problems.append(problem)
        elif value != before[name]:
            wanted[name] = value
    if problems:
        raise TableError.of(problems)
    for name, value in wanted.items():
        deed = Deed("setting.changed", name, details={"before": before[name], "after": value})
        store.county_settings.put(name, value, sign(deed))


def _read(name: str, said: str) -> tuple[Any, Problem | None]:
    if name in NUMBERS:
        _, least, most = NUMBERS[name]
        if not said.isdecimal() or not least <= int(said) <= most:
            return None, Problem("setting.number", {"setting": name, "least": least, "most": most})
        return int(said), None
    if len(said) > LONGEST_WORDS:
        return None, Problem("setting.too_long", {"setting": name, "most": LONGEST_WORDS})
    if name == "tile_url" and said:
        address = urlsplit(said)
        parts = all(part in said for part in ("{z}", "{x}", "{y}"))
        if address.scheme not in {"http", "https"} or not address.netloc or not parts:
            return None, Problem("setting.tile_url", {})
    return said, None
