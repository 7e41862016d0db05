"""
Places where very many incidents share one coordinate: a market, a hospital, a station's own address.

A place may be one door or a whole quarter that was put on one point; the file does not tell. No ground can be
drawn around it, so it is never an area, and is listed beside the areas.
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from scipy.special import betainc, gammainc

from gis.frames import IncidentFrame
from hotspots.evidence.geohash import point_ids
from hotspots.evidence.ground import Members
from hotspots.evidence.incident_columns import category_words, first_and_last
from hotspots.evidence.profile import word_counts
from hotspots.finding.grid import Floats, Ints

LEAST_REPEATED = 10  # incidents at one place; fewer are the business of its beat
FALSE_DISCOVERIES = 0.05
SET_ASIDE_SHARE = 0.01  # of the places, those with the most incidents, before usual repeats are known
MOST_ROUNDS = 20

REPEATED_COLUMNS = {
    "place_id": "str",
    "incidents": "int64",
    "share": "float64",
    "expected": "float64",
    "p_value": "float64",
    "p_value_adjusted": "float64",
    "main_category": "str",
    "main_category_share": "float64",
    "harm": "float64",
    "first_occurred_at": "datetime64[us, UTC]",
    "last_occurred_at": "datetime64[us, UTC]",
    "area_id": "str",
}
"""Columns of the table of repeated places and their types."""


@dataclass(frozen=True, slots=True)
class RepeatTest:
    """
    Which places have more incidents than repeats explain.

    Parameters
    ----------
    expected
        Incidents of the usual place.
    p_value, p_value_adjusted
        Of each place; adjusted for all places.
    significant
        Whether the place is one of them.
    """

    expected: float
    p_value: Floats
    p_value_adjusted: Floats
    significant: npt.NDArray[np.bool_]


def repeat_test(incidents: Ints) -> RepeatTest:
    """
    Test which places have more incidents than repeats at the others explain.

    Repeats beyond the first incident are Poisson, or negative binomial where they scatter more; mean and
    variance are those of the places that are not found, again until nothing changes (one place with one
    repeat is added, so that a county of one place can be judged). False-discovery rate 5 % over all places.

    Parameters
    ----------
    incidents
        Incidents at each place, 1 or more.

    References
    ----------
    .. [1] Benjamini and Hochberg (1995), doi:10.1111/j.2517-6161.1995.tb02031.x
    """
    values, which = np.unique(incidents, return_inverse=True)
    count = np.bincount(which)
    found = np.cumsum(count[::-1])[::-1] <= max(1, SET_ASIDE_SHARE * len(incidents))
    for _ in range(MOST_ROUNDS):
        mean, p_value = _tail(values, np.where(found, 0, count))
        rates = p_value * len(incidents) / np.cumsum(count[::-1])[::-1]
        adjusted = np.minimum(np.minimum.accumulate(rates), 1.0)
        again = (adjusted <= FALSE_DISCOVERIES) & (values >= LEAST_REPEATED)
        if (again == found).all():
            break
        found = again
    return RepeatTest(mean + 1, p_value[which], adjusted[which], found[which])


def _tail(values: Ints, usual: Ints) -> tuple[float, Floats]:
    """Give the mean repeats of the usual places and the chance of as many incidents at any."""
    repeats = values - 1.0
    places = usual.sum() + 1
    mean = float((repeats @ usual + 1) / places)
    variance = float(((repeats - mean) ** 2 @ usual + (1 - mean) ** 2) / places)
    if variance <= mean * (1 + 1e-9):
        tail = gammainc(np.maximum(repeats, 1), mean)
    else:
        tail = betainc(np.maximum(repeats, 1), mean**2 / (variance - mean), 1 - mean / variance)
    return mean, np.where(repeats > 0, tail, 1.0)


def find_repeated_places(
    incidents: IncidentFrame, place: Ints, test: RepeatTest, areas: gpd.GeoDataFrame
) -> gpd.GeoDataFrame:
    """
    List the places with significantly more incidents than places usually have, and at least ten.

    Parameters
    ----------
    incidents
        Incidents used.
    place
        Place of each incident, numbered from 0 without gaps.
    test
        Which places have more incidents than repeats explain.
    areas
        Areas listed, with ``area_id``, in EPSG:4326.

    Returns
    -------
    GeoDataFrame
        Points in EPSG:4326 with the columns of ``REPEATED_COLUMNS``, most incidents first. ``area_id`` names
        the area that a place lies in, if any.
    """
    number = np.cumsum(test.significant) - 1
    rows = np.flatnonzero(test.significant[place])
    if len(rows) == 0:
        return no_repeated_places()
    group = number[place[rows]]
    order = np.argsort(group, kind="stable")
    members = Members(group[order], rows[order], int(number[-1]) + 1)
    inside = IncidentFrame(incidents.iloc[members.point])
    words = word_counts(category_words(inside), members.area, members.areas)
    held = members.count()
    points = inside.geometry.to_numpy()[np.searchsorted(members.area, np.arange(members.areas))]
    table = pd.DataFrame(
        {
            "place_id": point_ids(gpd.GeoSeries(points, crs="EPSG:4326")),
            "incidents": held,
            "share": held / len(incidents),
            "expected": test.expected,
            "p_value": test.p_value[test.significant],
            "p_value_adjusted": test.p_value_adjusted[test.significant],
            "main_category": [found[0][0] if found else "" for found in words],
            "main_category_share": [
                found[0][1] / sum(n for _, n in found) if found else 0 for found in words
            ],
            "harm": members.count(inside["harm"].to_numpy(dtype=float)),
            "area_id": _area_of(points, areas),
        }
        | {name: pd.to_datetime(ends, utc=True) for name, ends in first_and_last(inside, members).items()}
    )
    order = np.lexsort((table["place_id"], -table["incidents"]))
    return _typed(table.iloc[order].reset_index(drop=True), points[order])


def no_repeated_places() -> gpd.GeoDataFrame:
    """Make a table of no places with every column."""
    return _typed(pd.DataFrame(columns=list(REPEATED_COLUMNS)), [])


def _area_of(points: np.ndarray, areas: gpd.GeoDataFrame) -> list[str]:
    names = [""] * len(points)
    if len(areas):
        found = shapely.STRtree(areas.geometry.values).query(points, predicate="intersects")
        for point, area in zip(*found.tolist(), strict=True):
            names[point] = areas["area_id"].iloc[area]
    return names


def _typed(table: pd.DataFrame, points: object) -> gpd.GeoDataFrame:
    shapes = gpd.array.GeometryArray(np.array(points, dtype=object))
    typed = table[list(REPEATED_COLUMNS)].astype(REPEATED_COLUMNS)
    return gpd.GeoDataFrame(typed, geometry=shapes, crs="EPSG:4326")
