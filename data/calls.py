"""
Calls that must not count twice, calls that are none, and coordinates that are fillers: the stated rules.

- A call is *repeated* when an earlier call of the same class came from the same address, or from the same
  point, within `REPEAT_WITHIN`; the first one stays valid. Registered cases are never repeated.
- A call is *invalid* when its status or its category says so: mistaken, harassing, false, a test.
- A point is a *default* when at least `DEFAULT_ADDRESSES` different addresses in at least `DEFAULT_AREAS`
  different roads or villages stand on it: one place has one address, or several in one road.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.import_report import DefaultPoint
from data.texts import Hashes, mix

REPEAT_WITHIN = np.timedelta64(30, "m")
DEFAULT_ADDRESSES = 10
DEFAULT_AREAS = 5
POINT_STEP_DEG = 1e-5
"""Points closer than this (about a metre) are one."""

INVALID_WORDS = re.compile(
    r"无效|误报|误拨|骚扰(?:电话|报警)|恶意骚扰|虚假警情|谎报|报假警|测试|挂断|无声电话|不成立|撤销|撤案|"
    r"false alarm|prank|hang ?-?up|\btest\b|test call|\binvalid\b|unfounded|cancell?ed|abandoned call|"
    r"wrong number|\bvoid\b|not valid",
    re.IGNORECASE,
)
REPEATED_WORDS = re.compile(r"重复|\bduplicate\b|\brepeat(?:ed)?\b", re.IGNORECASE)

Mask = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class DefaultPoints:
    """Rows that stand on fillers, and the fillers, fullest first."""

    rows: Mask
    points: tuple[DefaultPoint, ...]


def point_keys(lon: Numbers, lat: Numbers) -> Hashes:
    """Give points that are the same point the same key; 0 where there is none."""
    missing = np.isnan(lon) | np.isnan(lat)
    steps = (np.rint(np.where(missing, 0, values) / POINT_STEP_DEG).astype(np.int64) for values in (lon, lat))
    return np.where(missing, np.uint64(0), mix(*steps) | np.uint64(1))


def find_default_points(lon: Numbers, lat: Numbers, address_hash: Hashes, area_hash: Hashes) -> DefaultPoints:
    """
    Find coordinates that stand for many different addresses.

    Parameters
    ----------
    lon, lat
        Points, NaN where there is none.
    address_hash, area_hash
        Hash of each row's address, and of its road or village; 0 where unknown.

    Returns
    -------
    DefaultPoints
        Nothing where rows carry no addresses: then it cannot be told.
    """
    table = pd.DataFrame({"point": point_keys(lon, lat), "address": address_hash, "area": area_hash})
    usable = table[(table["point"] != 0) & (table["address"] != 0) & (table["area"] != 0)]
    counts = usable.groupby("point", sort=False).agg(
        addresses=("address", "nunique"), areas=("area", "nunique")
    )
    fillers = counts[(counts["addresses"] >= DEFAULT_ADDRESSES) & (counts["areas"] >= DEFAULT_AREAS)]
    rows = table["point"].isin(fillers.index).to_numpy()
    on_them = pd.DataFrame({"point": table["point"][rows], "lon": lon[rows], "lat": lat[rows]})
    first = on_them.groupby("point", sort=False).agg(
        lon=("lon", "first"), lat=("lat", "first"), rows=("lon", "size")
    )
    listed = first.join(fillers).sort_values(["rows", "lon", "lat"], ascending=[False, True, True])
    columns = (listed[name].tolist() for name in ("lon", "lat", "rows", "addresses"))
    points = tuple(DefaultPoint(*values) for values in zip(*columns, strict=True))
    return DefaultPoints(rows, points)


def find_repeated(moments: npt.NDArray[np.datetime64], class_hash: Hashes, *places: Hashes) -> Mask:
    """
    Find repeated calls.

    Parameters
    ----------
    moments
        When each call came.
    class_hash
        Hash of each call's class.
    *places
        Keys of where it came from (address, point); 0 where unknown.

    Returns
    -------
    ndarray of bool
        True for all but the first of a chain of calls, each within `REPEAT_WITHIN` of the one before.
    """
    repeated = np.zeros(len(moments), dtype=bool)
    for place in places:
        rows = np.flatnonzero((place != 0) & ~np.isnat(moments))
        key = mix(place[rows], class_hash[rows])
        order = np.lexsort((rows, moments[rows], key))
        rows, key = rows[order], key[order]
        follows = (key[1:] == key[:-1]) & (np.diff(moments[rows]) <= REPEAT_WITHIN)
        repeated[rows[1:][follows]] = True
    return repeated
