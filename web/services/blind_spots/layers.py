"""What the search for blind spots tells beside places: roads, borders of stations, exits of a zone."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd

from gis.errors import Problem
from gis.roads import RoadGraph
from patrol.coverage.border_gaps import border_gaps
from patrol.coverage.checkpoints import RING_M, Checkpoints, cut_off
from patrol.coverage.road_visits import driven_by_plan, road_visits
from web.services.blind_spots.ground import BlindSpotRequest, Ground
from web.services.listing import listed

ROAD_RANKS = {"highway": 0, "main": 1, "secondary": 2}
"""What a shift drives first; all other classes last."""


def other_layers(
    ground: Ground, graph: RoadGraph, places: gpd.GeoDataFrame, request: BlindSpotRequest
) -> tuple[dict[str, gpd.GeoDataFrame], dict[str, float], list[Problem]]:
    """
    Judge roads, borders of stations and the exits of the zone, where there is something to judge by.

    Parameters
    ----------
    ground, graph, request
        What is known and asked for.
    places
        Places with ``minutes``.

    Returns
    -------
    tuple
        Layers (``roads`` that no beat visits in a shift, ``undriven`` ones of planned routes, ``borders`` of
        stations, ``exits`` of the zone and ``checkpoints``, the roads to close), figures of the summary, and
        notes.
    """
    layers: dict[str, gpd.GeoDataFrame] = {}
    figures: dict[str, float] = {}
    notes: list[Problem] = []
    if ground.beats is None:
        notes.append(Problem("coverage.no_beats"))
    else:
        roads = _road_layer(ground, graph, ground.beats, request)
        figures["road_km"] = float(roads["length_km"].sum())
        layers["roads"] = roads[roads["visit"] != "visited"].reset_index(drop=True)
        figures["road_km_unvisited"] = float(layers["roads"]["length_km"].sum())
    if ground.routes is not None:
        days = int(ground.routes.routes["day"].nunique())
        driven = driven_by_plan(ground.routes.stretches, days)
        layers["undriven"] = driven[driven["share_driven"] == 0].reset_index(drop=True)
        figures |= {
            "planned_shifts": float(days),
            "planned_km": float(driven["length_km"].sum()),
            "undriven_km_a_shift": float((driven["length_km"] * (1 - driven["share_driven"])).sum()),
            "undriven_km": float(layers["undriven"]["length_km"].sum()),
        }
    if "station" in places and places.geom_type.isin(("Polygon", "MultiPolygon")).all():
        codes = places["station"].astype(object)
        codes = codes.where(codes.notna() & (codes.astype(str) != ""), None)
        minutes = places["minutes"].fillna(np.inf)
        gaps = border_gaps(places, codes, minutes, request.within_min)
        times = ["minutes", "other_minutes"]
        layers["borders"] = gaps.assign(**gaps[times].replace(np.inf, np.nan))  # files know no infinity
        for reached in ("none", "one"):
            of = layers["borders"]["reached"] == reached
            figures[f"border_km_{reached}"] = float(layers["borders"].loc[of, "length_km"].sum())
    if ground.zone is not None:
        found = cut_off(
            graph,
            ground.zone,
            road_class=_road_class(ground),
            given=_or_none(ground.checkpoints),
            mapped=_mapped(ground),
        )
        layers |= _zone_layers(ground, ground.zone, found)
        figures |= {
            "exits": float(found.exits["leads_out"].sum()),
            "checkpoints": float(len(found.cut)),
            "checkpoints_left": float(len(found.left)),
            "share_closed": found.share_closed,
            "weight": found.weight,
            "weight_open": found.weight_open,
        }
        notes += _zone_notes(ground, found)
    return layers, figures, notes


def _or_none(layer: gpd.GeoDataFrame | None) -> gpd.GeoDataFrame | None:
    return None if layer is None or len(layer) == 0 else layer


def _mapped(ground: Ground) -> gpd.GeoDataFrame | gpd.GeoSeries:
    """Give what the road map covers: the county where it is known, else what lies between its roads."""
    known = _or_none(ground.mapped)
    return (
        gpd.GeoSeries([ground.roads.union_all().convex_hull], crs=ground.roads.crs)
        if known is None
        else known
    )


def _road_class(ground: Ground) -> pd.Series[str] | None:
    return ground.roads["road_class"].reset_index(drop=True) if "road_class" in ground.roads else None


def _road_layer(
    ground: Ground, graph: RoadGraph, beats: gpd.GeoDataFrame, request: BlindSpotRequest
) -> gpd.GeoDataFrame:
    """Tell which roads a shift of one car a beat visits, the larger roads first."""
    classes, road = _road_class(ground), graph.stretches["road"].to_numpy()
    rank = None if classes is None else classes.map(ROAD_RANKS).fillna(3).to_numpy()[road]
    visits = road_visits(graph, beats, patrol_minutes=request.patrol_minutes, first=rank)
    return _named_roads(ground, visits)


def _named_roads(ground: Ground, table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Put the name and class of the road in the place of its position."""
    row = table["road"].to_numpy()
    known = {
        name: ground.roads[name].to_numpy()[row] for name in ("name", "road_class") if name in ground.roads
    }
    return table.drop(columns=["road", "stretch"], errors="ignore").assign(**known)


def _zone_layers(ground: Ground, zone: gpd.GeoDataFrame, found: Checkpoints) -> dict[str, gpd.GeoDataFrame]:
    """Give the zone, the roads to close as points in their middle, and the exits as lines."""
    cuts = {"checkpoints": found.cut}
    if _or_none(ground.checkpoints) is not None:
        cuts["checkpoints_left"] = found.left
    closed = {name: _named_roads(ground, cut) for name, cut in cuts.items()}
    named = zone[[name for name in ("name", "code", zone.geometry.name) if name in zone]]
    return {
        "zone": named.reset_index(drop=True),
        **{
            name: cut.set_geometry(cut.geometry.interpolate(0.5, normalized=True))
            for name, cut in closed.items()
        },
        "exits": _named_roads(ground, found.exits),
    }


def _zone_notes(ground: Ground, found: Checkpoints) -> list[Problem]:
    notes = [] if len(found.exits) else [Problem("coverage.no_exits")]
    if len(found.exits) and not found.exits["leads_out"].any():
        told = {"exits": len(found.exits), "km": round(RING_M / 1000)}
        notes.append(Problem("coverage.no_way_out", told))
    if ground.checkpoints is not None and len(found.off_road):
        names = ground.checkpoints["name"].to_numpy(dtype=object)[found.off_road]
        notes.append(Problem("coverage.checkpoints_off_road", {"names": listed(names)}))
    return notes
