"""What a plan of beats has to tell names units and stations by their names."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import shapely

from data.store import open_store
from gis.frames import as_units
from patrol.beats import design_beats
from patrol.plan import BeatParams
from tests import desk_county
from web.services.beats.division import BeatRequest, beats_of_store, with_names
from web.texts import render_problem


def test_a_note_on_heavy_units_and_stations_says_their_names_not_their_codes():
    boxes = [shapely.box(x, 0, x + 1000, 1000) for x in range(500_000, 508_000, 1000)]
    units = as_units(
        gpd.GeoDataFrame(
            {
                "code": [f"62000{n}" for n in range(8)],
                "name": [f"村{n}" for n in range(8)],
                "station": ["S1"] * 4 + ["S2"] * 4,
                "load": [50.0, 1, 1, 1, 2, 2, 2, 2],
            },
            geometry=boxes,
            crs=4544,
        ),
        "load",
    )
    stations = gpd.GeoDataFrame(
        {"code": ["S1", "S2"], "name": ["城关派出所", "石门派出所"], "officers": 8},
        geometry=[shapely.Point(501_000, 500), shapely.Point(506_000, 500)],
        crs=4544,
    )
    plan = design_beats(units, "load", BeatParams(count=4, max_imbalance=0.05), seed=1, stations=stations)
    said = " ".join(render_problem(note, "zh") for note in with_names(plan, units, stations).notes)
    assert "城关派出所" in said
    assert "村0" in said
    assert "620000" not in said
    assert "S1" not in said


def test_on_the_store_the_names_are_those_of_its_villages_and_stations(tmp_path: Path):
    with open_store(tmp_path / "county.sqlite") as store:
        desk_county.fill(store)
        plan = beats_of_store(store, BeatRequest(count=4, max_imbalance=0.0))
    said = " ".join(render_problem(note, "zh") for note in plan.notes)
    assert "派出所" in said
    assert "S1" not in said
    assert "村" in said
