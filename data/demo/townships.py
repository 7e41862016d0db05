"""Townships and police jurisdictions of the demo county: groups of units grown from their centres."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra

from data.demo.fabric import Fabric
from data.demo.plane import Floats, Ints
from data.demo.seat import Seat

STREET_COMMUNITIES = 9  # the seat's first three strips are the street; the others belong to the seat town
RURAL_TOWNSHIPS = 5
STATIONS = 8
STREET, SEAT_TOWN = 0, 1  # numbers of the two townships that share the seat
FRINGE_M = 50.0


@dataclass(frozen=True, slots=True)
class Townships:
    """For every unit its township (0-13), station (0-7) and official class; for every township its middle."""

    township: Ints
    station: Ints
    class_code: list[str]
    kinds: list[str]
    centre_unit: Ints
    centres: Floats
    station_township: Ints  # the township in which each station stands


def make_townships(rng: np.random.Generator, fabric: Fabric, seat: Seat) -> Townships:
    """Group units into townships and townships into police jurisdictions, each in one piece."""
    middles = shapely.get_coordinates(shapely.point_on_surface(fabric.shapes))
    towns = fabric.of_kind("town")
    rural = _rural_centres(rng, fabric, middles, seat)
    centres = [np.arange(STREET_COMMUNITIES), np.arange(STREET_COMMUNITIES, len(seat.communities))]
    centres += [np.array([unit]) for unit in np.concatenate([towns, rural])]
    head_starts = np.array([3_600.0, 2_100.0, *[2_100.0] * len(towns), *[0.0] * len(rural)])
    township = _grow(_walks(fabric, middles), centres, head_starts)
    kinds = ["street", "town", *["town"] * len(towns), *["township"] * len(rural)]
    stationed = np.arange(STATIONS)
    station = _jurisdictions(fabric, township, stationed)
    centre_unit = np.array([_middle_of(units, middles) for units in centres])
    return Townships(
        township, station, _class_codes(fabric, township, centre_unit, kinds, seat), kinds,
        centre_unit, middles[centre_unit], stationed,
    )  # fmt: skip


def _middle_of(units: Ints, middles: Floats) -> int:
    """Unit that lies nearest to the middle of all of them."""
    away = np.hypot(*(middles[units] - middles[units].mean(axis=0)).T)
    return int(units[np.argmin(away)])


def _rural_centres(rng: np.random.Generator, fabric: Fabric, middles: Floats, seat: Seat) -> Ints:
    """Villages far from every town and from each other become the middles of townships."""
    taken = [*middles[fabric.of_kind("town")], seat.centre]
    border = np.asarray(shapely.distance(shapely.points(middles), fabric.county.exterior))
    villages = fabric.of_kind("village")
    chosen: list[int] = []
    for _ in range(RURAL_TOWNSHIPS):
        away = np.min([np.hypot(*(middles[villages] - place).T) for place in taken], axis=0)
        score = away + np.minimum(border[villages], 5_000) + rng.uniform(0, 800, len(villages))
        chosen.append(int(villages[np.argmax(score)]))
        taken.append(middles[chosen[-1]])
    return np.array(chosen)


def _walks(fabric: Fabric, middles: Floats) -> coo_array:
    """Distances between the middles of neighbouring units."""
    borders = coo_array(fabric.borders)
    first, second = borders.coords
    length = np.hypot(*(middles[first] - middles[second]).T)
    return coo_array((length, (first, second)), shape=borders.shape)


def _grow(walks: coo_array, centres: list[Ints], head_starts: Floats) -> Ints:
    """Give every unit the centre that reaches it first, so that each group is in one piece."""
    size = walks.shape[0]
    first, second = walks.coords
    open_way = ~np.isin(second, np.concatenate(centres))  # no group reaches others through a centre
    first, second, length = first[open_way], second[open_way], walks.data[open_way]
    sources = size + np.arange(len(centres))
    extra = [
        (source, unit, 1.0 + start)
        for source, units, start in zip(sources, centres, head_starts, strict=True)
        for unit in units
    ]
    from_, to, cost = (np.array(column) for column in zip(*extra, strict=True))
    graph = coo_array(
        (np.concatenate([length, cost]), (np.concatenate([first, from_]), np.concatenate([second, to]))),
        shape=(size + len(centres), size + len(centres)),
    )
    reach = dijkstra(graph.tocsr(), directed=True, indices=sources)[:, :size]
    return np.asarray(np.argmin(reach, axis=0), dtype=np.int64)


def _jurisdictions(fabric: Fabric, township: Ints, stationed: Ints) -> Ints:
    """Give each township without a station to the neighbouring jurisdiction that is smallest so far."""
    borders = coo_array(fabric.borders)
    first, second = township[borders.coords[0]], township[borders.coords[1]]
    touching = np.zeros((township.max() + 1, township.max() + 1))
    np.add.at(touching, (first, second), borders.data)
    station_of = np.full(township.max() + 1, -1)
    station_of[stationed] = np.arange(len(stationed))
    waiting = [number for number in range(len(station_of)) if station_of[number] < 0]
    while waiting:
        townships_held = np.bincount(station_of[station_of >= 0], minlength=len(stationed))
        options = [
            (
                townships_held[station_of[other]] + (station_of[other] <= SEAT_TOWN),
                -touching[number, other],
                number,
                other,
            )
            for number in waiting
            for other in np.flatnonzero(touching[number] > FRINGE_M)
            if station_of[other] >= 0
        ]
        _, _, number, other = min(options)
        station_of[number] = station_of[other]
        waiting.remove(number)
    return np.asarray(station_of[township], dtype=np.int64)


def _class_codes(
    fabric: Fabric, township: Ints, centre_unit: Ints, kinds: list[str], seat: Seat
) -> list[str]:
    """
    Give every unit its official class.

    The street of the seat is coded as a city core with its fringe (111, 112), the seat town and the other
    towns as towns with theirs (121, 122), the outermost community of the seat town as a special area (123).
    """
    kind = np.array(fabric.kinds)
    codes = np.where(kind == "village", "220", "121").astype(object)
    codes[:STREET_COMMUNITIES] = "111"
    edge = np.arange(STREET_COMMUNITIES, len(seat.communities))
    centre = shapely.points(seat.centre)
    codes[edge[np.argmax(shapely.distance(fabric.shapes[edge], centre))]] = "123"
    for core, code in ((kind == "seat", "112"), (kind == "town", "122")):
        beside = (np.asarray(fabric.borders[np.flatnonzero(core)].sum(axis=0)) > FRINGE_M) & (
            kind == "village"
        )
        for unit in np.flatnonzero(beside):
            codes[unit] = code if code == "112" and township[unit] == STREET else "122"
    for number, place in enumerate(kinds):
        if place == "township":
            codes[centre_unit[number]] = "210"
    return [str(code) for code in codes]
