"""Units that the register names: townships and stations by their codes, and ground made of villages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import shapely

from gis.errors import InputError
from web.services.filings.units import HALF_YEARLY, reporting_units

if TYPE_CHECKING:
    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

    from data.store import Store


def unit_names(store: Store) -> dict[str, str]:
    """Give the names of townships and stations by their codes."""
    named = [store.places(layer) for layer in ("townships", "stations")]
    return {
        str(code): str(name)
        for frame in named
        for code, name in zip(frame["code"], frame["name"], strict=True)
    }


def unit_code(word: str, names: Mapping[str, str]) -> str:
    """
    Bring a unit that somebody typed by name back to its code; a department is its own name.

    Examples
    --------
    >>> unit_code("城关镇", {"620523100": "城关镇"}), unit_code("市场监管局", {})
    ('620523100', '市场监管局')
    """
    word = word.strip()
    if word in names:
        return word
    return next((code for code, name in names.items() if name == word), word)


def departments_of(store: Store) -> list[str]:
    """List the departments that the county knows: those that report, and those that entries name."""
    known = {unit.name for unit in reporting_units(store, HALF_YEARLY)}
    units = unit_names(store)
    for entry in store.register.listed():
        known |= {entry.lead, *entry.facts.get("supporting", ())}
    return sorted(known - set(units) - set(units.values()) - {""})


def villages_of(store: Store, station: str = "", township_code: str = "") -> gpd.GeoDataFrame:
    """Give the villages of a station or township; of the county where neither is named."""
    villages = store.places("villages")
    if township_code:
        return villages[villages["township_code"] == township_code]
    return villages[villages["station"] == station] if station else villages


def ground_of(store: Store, codes: Sequence[str]) -> tuple[BaseGeometry, str, str]:
    """
    Unite villages to the outline of an area; gives it with the township and the station of most of it.

    Raises
    ------
    InputError
        ``register.no_outline`` or ``register.unit_unknown``.
    """
    villages = store.places("villages").set_index("code")
    if not codes:
        raise InputError("register.no_outline")
    if unknown := [code for code in codes if code not in villages.index]:
        raise InputError("register.unit_unknown", unit=unknown[0])
    chosen = villages.loc[list(dict.fromkeys(codes))]
    largest = chosen.iloc[int(shapely.area(chosen.geometry.to_numpy()).argmax())]
    outline = shapely.union_all(chosen.geometry.to_numpy())
    return outline, str(largest["township_code"]), str(largest["station"])


def county_ground(store: Store) -> BaseGeometry | None:
    """Unite all townships; None without any."""
    townships = store.places("townships")
    return shapely.union_all(townships.geometry.to_numpy()) if len(townships) else None


def townships_ground(store: Store, codes: Sequence[str]) -> BaseGeometry | None:
    """
    Unite townships to the ground of a problem; None for the whole county.

    Raises
    ------
    InputError
        ``register.unit_unknown``.
    """
    if not codes:
        return None
    townships = store.places("townships")
    if unknown := set(codes) - set(townships["code"]):
        raise InputError("register.unit_unknown", unit=sorted(unknown)[0])
    return shapely.union_all(townships.geometry[townships["code"].isin(list(codes))].to_numpy())
