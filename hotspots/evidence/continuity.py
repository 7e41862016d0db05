"""An area's name that lasts from one analysis to the next, although its outline moves a little."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from scipy.optimize import linear_sum_assignment

from gis.crs import metric_crs_of
from hotspots.evidence.geohash import point_ids
from hotspots.finding.grid import Floats

LEAST_OVERLAP = 0.5


@dataclass(frozen=True, slots=True)
class _Link:
    """The names that one area takes up: its own (empty for a new one), all that it covers, and how."""

    area_id: str
    covered: tuple[str, ...]
    continuity: str


def carry_area_ids(areas: gpd.GeoDataFrame, *earlier: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """
    Let areas take over the names of earlier ones that they overlap.

    Two areas belong together when they share at least half of the smaller one. Among all pairs that do, each
    area and each earlier one is in at most one, so that the shares add up to the most. Areas that the latest
    run leaves without a name are compared with the run before it, and so on. Names that stood for other
    ground are never given anew.

    Parameters
    ----------
    areas
        Areas with ``area_id``; any system.
    *earlier
        Areas of earlier runs with ``area_id``, the latest run first.

    Returns
    -------
    GeoDataFrame
        The areas in their order, ``area_id`` carried over, with ``continuity`` and ``earlier_ids`` (names of
        all areas of the run that it overlaps by half, largest overlap first). ``continuity`` is ``new``;
        ``continued``; ``merged``, where two or more earlier areas belong to it; ``split``, where others
        belong to its earlier area as well; ``reappeared``, where the run that has it is not the latest.
    """
    links: list[_Link | None] = [None] * len(areas)
    for age, run in enumerate(earlier):
        open_rows = [i for i, link in enumerate(links) if link is None]
        taken = {link.area_id for link in links if link is not None}
        free = run[~run["area_id"].isin(taken)]
        for i, found in zip(open_rows, _links(areas.iloc[open_rows], free), strict=True):
            reappeared = found is not None and age > 0
            links[i] = _Link(found.area_id, found.covered, "reappeared") if found and reappeared else found
    return areas.assign(
        area_id=_names(areas, links, {name for run in earlier for name in run["area_id"]}),
        continuity=["new" if link is None else link.continuity for link in links],
        earlier_ids=["" if link is None else "; ".join(link.covered) for link in links],
    )


def _links(areas: gpd.GeoDataFrame, earlier: gpd.GeoDataFrame) -> list[_Link | None]:
    """Match areas with those of one run."""
    share = overlap_shares(areas, earlier)
    belong = share >= LEAST_OVERLAP
    rows, columns = linear_sum_assignment(np.where(belong, share, 0.0), maximize=True)
    owner = {int(row): int(column) for row, column in zip(rows, columns, strict=True) if belong[row, column]}
    names = earlier["area_id"].tolist()
    links: list[_Link | None] = []
    for i, overlaps in enumerate(share):
        order = np.argsort(-overlaps, kind="stable")
        covered = [int(column) for column in order if belong[i, column]]
        if not covered:
            links.append(None)
            continue
        parted = any(belong[:, column].sum() > 1 for column in covered)
        continuity = "merged" if len(covered) > 1 else "split" if parted else "continued"
        own = names[owner[i]] if i in owner else ""
        links.append(_Link(own, tuple(names[column] for column in covered), continuity))
    return links


def overlap_shares(areas: gpd.GeoDataFrame, earlier: gpd.GeoDataFrame) -> Floats:
    """
    Compute the share that two areas have of the smaller one, for every pair.

    Parameters
    ----------
    areas, earlier
        Areas in any system.

    Returns
    -------
    ndarray
        Shape ``(areas, earlier)``, between 0 and 1.
    """
    share = np.zeros((len(areas), len(earlier)))
    if share.size == 0:
        return share
    crs = metric_crs_of(areas)
    now, before = (np.asarray(one.geometry.to_crs(crs).values) for one in (areas, earlier))
    pairs = shapely.STRtree(before).query(now, predicate="intersects")
    both = shapely.area(shapely.intersection(now[pairs[0]], before[pairs[1]]))
    smaller = np.minimum(shapely.area(now)[pairs[0]], shapely.area(before)[pairs[1]])
    share[pairs[0], pairs[1]] = both / np.maximum(smaller, 1e-9)
    return share


def _names(areas: gpd.GeoDataFrame, links: list[_Link | None], used: set[str]) -> list[str]:
    """Give each area its earlier name, else its own, else a new one where its own stood for other ground."""
    names = ["" if link is None else link.area_id for link in links]
    own = areas["area_id"].tolist()
    middles = areas.geometry.representative_point().to_crs("EPSG:4326")
    for i, name in enumerate(names):
        if not name:
            is_free = own[i] not in used
            names[i] = own[i] if is_free else point_ids(middles.iloc[[i]], used)[0]
            used.add(names[i])
    return names
