"""
City, town, suburb, village: settlements read from a population grid, and what they mean for a patrol.

The classes are level 2 of the Degree of Urbanisation on cells of 1 km, so that inhabitants of a cell are
inhabitants per km2. Where a county brings the official classification codes of its villages, those decide;
classes from a grid are derived ones and must be labelled so.

References
----------
.. [1] Eurostat (2021), Applying the Degree of Urbanisation: a methodological manual, chapters 2 and 7.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final, Literal, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from gis.errors import SizeError
from gis.grids import MAX_CELLS

Zone: TypeAlias = Literal["urban", "fringe", "rural"]
Raster: TypeAlias = npt.NDArray[np.float64]
Mask: TypeAlias = npt.NDArray[np.bool_]

CELL_M = 1_000.0
DENSE, MODERATE, LOW = 1_500, 300, 50  # people per km2
CITY_PEOPLE, TOWN_PEOPLE, VILLAGE_PEOPLE = 50_000, 5_000, 500
LARGEST_GAP_CELLS = 14  # gaps below 15 km2 are filled
MAJORITY = 5  # of the eight cells around
TOWN_DISTANCE_CELLS = 3  # two cells between a semi-dense town and the next city or dense town

FOUR: Final = ndimage.generate_binary_structure(2, 1)
EIGHT: Final = ndimage.generate_binary_structure(2, 2)


class Settlement(IntEnum):
    """Classes of level 2, with the codes that the Global Human Settlement Layer gives them."""

    CITY = 30
    DENSE_TOWN = 23
    SEMI_DENSE_TOWN = 22
    SUBURBAN = 21
    VILLAGE = 13
    DISPERSED = 12
    MOSTLY_UNINHABITED = 11


ZONE_OF_SETTLEMENT: dict[Settlement, Zone] = {
    Settlement.CITY: "urban",
    Settlement.DENSE_TOWN: "urban",
    Settlement.SEMI_DENSE_TOWN: "rural",  # China's plains hold 300 farmers per km2 without a street
    Settlement.SUBURBAN: "fringe",
    Settlement.VILLAGE: "rural",
    Settlement.DISPERSED: "rural",
    Settlement.MOSTLY_UNINHABITED: "rural",
}


def settlement_classes(
    column: npt.ArrayLike, row: npt.ArrayLike, population: npt.ArrayLike
) -> npt.NDArray[np.int64]:
    """
    Classify cells of 1 km by the Degree of Urbanisation, level 2.

    Parameters
    ----------
    column, row
        Cells of 1 km, as `gis.grids.cell_index` names them; a cell that comes twice is added up, one that
        does not come has no inhabitants.
    population
        Inhabitants of each cell.

    Returns
    -------
    ndarray
        A code of `Settlement` for each cell given.

    Raises
    ------
    SizeError
        ``grid.too_many_cells`` when the cells lie too far apart.
    ValueError
        When a population is negative or missing.
    """
    column, row = np.asarray(column, dtype=np.int64), np.asarray(row, dtype=np.int64)
    people = np.asarray(population, dtype=float)
    if not (np.isfinite(people).all() and (people >= 0).all()):
        raise ValueError("population must be zero or more in every cell")
    if len(people) == 0:
        return np.empty(0, dtype=np.int64)
    shape = (int(np.ptp(row)) + 1, int(np.ptp(column)) + 1)
    if shape[0] * shape[1] > MAX_CELLS:
        raise SizeError(
            "grid.too_many_cells", cells=shape[0] * shape[1], limit=MAX_CELLS, cell_m=CELL_M,
            width_km=shape[1], height_km=shape[0],
        )  # fmt: skip
    place = (row - row.min(), column - column.min())
    density = np.zeros(shape)
    np.add.at(density, place, people)
    return np.asarray(_classes(density)[place], dtype=np.int64)


def _classes(density: Raster) -> npt.NDArray[np.int64]:
    centre = _urban_centres(density)
    dense = _clusters((density >= DENSE) & ~centre, density, FOUR, TOWN_PEOPLE)
    moderate = density >= MODERATE
    urban = _clusters(moderate | centre, density, EIGHT, TOWN_PEOPLE)
    village = _clusters(moderate & ~urban, density, EIGHT, VILLAGE_PEOPLE)
    classes = np.where(density >= LOW, Settlement.DISPERSED, Settlement.MOSTLY_UNINHABITED).astype(np.int64)
    classes[village] = Settlement.VILLAGE
    classes[urban] = Settlement.SUBURBAN
    classes[_far_clusters(urban, centre | dense)] = Settlement.SEMI_DENSE_TOWN
    classes[dense] = Settlement.DENSE_TOWN
    classes[centre] = Settlement.CITY
    return classes


def _clusters(mask: Mask, density: Raster, contiguity: Mask, people: int) -> Mask:
    """Keep the clusters of cells that hold at least so many people."""
    labels, n_clusters = ndimage.label(mask, contiguity)
    totals = np.asarray(ndimage.sum_labels(density, labels, np.arange(n_clusters + 1)))
    totals[0] = -1.0  # the background
    return np.asarray(totals >= people)[labels]


def _urban_centres(density: Raster) -> Mask:
    """Find dense clusters with a city's population, each with its gaps filled and its edge smoothed."""
    padded = np.pad(density, 1)
    labels, n_clusters = ndimage.label(_clusters(padded >= DENSE, padded, FOUR, CITY_PEOPLE), FOUR)
    centres = np.zeros(padded.shape, dtype=bool)
    for number in range(1, n_clusters + 1):
        centres |= _smoothed(_filled(labels == number))
    return centres[1:-1, 1:-1]


def _filled(cluster: Mask) -> Mask:
    gaps, n_gaps = ndimage.label(~cluster, FOUR)
    sizes = np.bincount(gaps.ravel(), minlength=n_gaps + 1)
    small = sizes <= LARGEST_GAP_CELLS
    edge = np.concatenate([gaps[0], gaps[-1], gaps[:, 0], gaps[:, -1]])
    small[edge] = False  # what reaches the edge of the raster surrounds the cluster
    return np.asarray(cluster | small[gaps])


def _smoothed(cluster: Mask) -> Mask:
    """Add the cells that have the cluster on at least five of eight sides, until none is left."""
    around = EIGHT.astype(int)
    around[1, 1] = 0
    while True:
        wider = cluster | (ndimage.convolve(cluster.astype(int), around, mode="constant") >= MAJORITY)
        if (wider == cluster).all():
            return cluster
        cluster = wider


def _far_clusters(urban: Mask, dense: Mask) -> Mask:
    """Find the urban clusters that are towns of their own, not the surroundings of a city or a dense town."""
    if not dense.any():
        return urban
    labels, n_clusters = ndimage.label(urban, EIGHT)
    distance = ndimage.distance_transform_edt(~dense)
    nearest = np.asarray(ndimage.minimum(distance, labels, np.arange(n_clusters + 1)))
    nearest[0] = 0.0
    return np.asarray(nearest >= TOWN_DISTANCE_CELLS)[labels]


@dataclass(frozen=True, slots=True)
class ZoneCodes:
    """
    Which official classification codes of a village are urban and which are fringe; all others are rural.

    Attributes
    ----------
    urban, fringe
        Codes that count so everywhere.
    urban_in_seat, fringe_in_seat
        Codes that count so in the county seat alone.
    """

    urban: Sequence[str] = ("111", "123")
    fringe: Sequence[str] = ("112",)
    urban_in_seat: Sequence[str] = ("121",)
    fringe_in_seat: Sequence[str] = ("122",)

    def __post_init__(self) -> None:
        """Refuse codes that are none, and codes that would be two things at once."""
        groups = (self.urban, self.fringe, self.urban_in_seat, self.fringe_in_seat)
        codes = [code for group in groups for code in group]
        if unknown := sorted(set(codes) - CLASS_CODES):
            raise ValueError(f"no classification codes: {', '.join(unknown)}")
        if len(codes) != len(set(codes)):
            raise ValueError("a classification code can stand in one group only")


CLASS_CODES = frozenset({"111", "112", "121", "122", "123", "210", "220"})
"""Urban core, urban-rural fringe, town centre, town-rural fringe, special area, township centre, village."""


def zones_of_codes(
    codes: npt.ArrayLike, in_county_seat: npt.ArrayLike, zone_codes: ZoneCodes | None = None
) -> npt.NDArray[np.object_]:
    """
    Read villages' zones from their official classification codes.

    Parameters
    ----------
    codes
        Three digits for each village.
    in_county_seat
        Whether each village belongs to the county seat.
    zone_codes
        Which codes are urban and which are fringe, where a county sees it differently.

    Returns
    -------
    ndarray of str
        ``urban``, ``fringe`` or ``rural``; ``""`` where the code is missing or unknown.
    """
    rule = zone_codes or ZoneCodes()
    code, seat = np.asarray(codes, dtype=object).astype(str), np.asarray(in_county_seat, dtype=bool)
    urban = np.isin(code, list(rule.urban)) | (seat & np.isin(code, list(rule.urban_in_seat)))
    fringe = np.isin(code, list(rule.fringe)) | (seat & np.isin(code, list(rule.fringe_in_seat)))
    known = np.isin(code, list(CLASS_CODES))
    return np.select([urban, fringe, known], ["urban", "fringe", "rural"], "").astype(object)


def zones_of_settlements(classes: npt.ArrayLike) -> npt.NDArray[np.object_]:
    """
    Read zones from settlement classes.

    Parameters
    ----------
    classes
        Codes of `Settlement`.

    Returns
    -------
    ndarray of str
        ``urban``, ``fringe`` or ``rural``.
    """
    given = np.asarray(classes)
    zones = np.full(given.shape, "rural", dtype=object)
    for settlement, zone in ZONE_OF_SETTLEMENT.items():
        zones[given == settlement] = zone
    return zones
