"""Units that the register names: townships and stations by their codes, and ground made of villages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import shapely

from gis.errors import InputError

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
