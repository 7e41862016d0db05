"""Beats: contiguous, even, compact, villages whole, nested in stations; clear words where that cannot be."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse.csgraph import connected_components

from gis.errors import InfeasibleError, TableError
from gis.frames import as_units
from gis.weights import polygon_adjacency
from patrol.beats import design_beats
from patrol.measures import COLUMNS
from patrol.plan import BeatParams, BeatPlan
from tests.strategies import METRIC_CRS, polygon_fabrics, square_fabric, voronoi_fabric


def design(units: gpd.GeoDataFrame, count: int, seed: int = 0, **params: object) -> BeatPlan:
    params.setdefault("starts", 2)
    return design_beats(as_units(units), "load", BeatParams(count, **params), seed=seed)  # type: ignore[arg-type]


def parts(plan: BeatPlan) -> list[int]:
    """Number of connected parts of each beat."""
    borders = polygon_adjacency(plan.units).borders_m
    beat = plan.units["beat_id"].to_numpy()
    inside = [np.flatnonzero(beat == number) for number in plan.beats["beat_id"]]
    return [connected_components(borders[rows][:, rows], directed=False)[0] for rows in inside]


def codes(plan: BeatPlan) -> list[str]:
    return [note.code for note in plan.notes]


def heavy_tenth(n_units: int, seed: int) -> gpd.GeoDataFrame:
    """Irregular units of which a tenth holds half the load."""
    rng = np.random.default_rng(seed)
    load = rng.uniform(1, 3, n_units)
    heavy = rng.permutation(n_units) < n_units // 10
    load[heavy] *= load[~heavy].sum() / load[heavy].sum()
    return voronoi_fabric(n_units, seed).assign(load=load)


def islands(*blocks: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Set blocks side by side, 5 km apart."""
    shifted, east = [], 0.0
    for block in blocks:
        shifted.append(block.set_geometry(block.translate(east)))
        east += float(np.ptp(block.total_bounds[[0, 2]])) + 5_000
    units = gpd.GeoDataFrame(gpd.pd.concat(shifted, ignore_index=True), crs=METRIC_CRS)
    return units.assign(unit_id=[f"u{row}" for row in range(1, len(units) + 1)])


@settings(max_examples=25, deadline=None)
@given(polygon_fabrics(min_units=3, max_units=40), st.data())
def test_every_beat_is_contiguous_and_every_unit_is_in_one_beat_whatever_the_workload(
    units: gpd.GeoDataFrame, data: st.DataObject
) -> None:
    count = data.draw(st.integers(1, len(units)))
    load = np.where(data.draw(st.booleans()), units["load"], np.arange(len(units)) % 3 == 0)
    plan = design(units.assign(load=load), count)
    assert sorted(plan.units["beat_id"].unique()) == list(range(1, count + 1))
    assert parts(plan) == [1] * count
    assert plan.beats["units"].sum() == len(units)
    assert plan.beats["load"].sum() == pytest.approx(load.sum())
    assert plan.max_ratio == pytest.approx(plan.beats["load_ratio"].max())
    assert plan.tolerance_met == (plan.max_ratio <= 1.03 + 1e-9)
    assert plan.tolerance_met == (plan.notes == ())


@pytest.mark.parametrize("seed", [1, 2])
def test_500_irregular_units_of_which_a_tenth_holds_half_the_load_make_12_even_round_beats(
    seed: int,
) -> None:
    plan = design(heavy_tenth(500, seed), 12, starts=6)
    assert plan.max_ratio <= 1.03
    assert plan.tolerance_met
    assert plan.notes == ()
    assert parts(plan) == [1] * 12
    assert plan.beats["compactness"].mean() >= 0.64


def test_4_beats_of_a_chequerboard_are_its_quarters_worked_by_hand() -> None:
    plan = design(square_fabric(8, 8), 4, max_imbalance=0.0)
    assert plan.max_ratio == 1.0
    assert plan.beats["compactness"].tolist() == pytest.approx([np.pi / 4] * 4)
    assert plan.beats["area_km2"].tolist() == pytest.approx([16.0] * 4, rel=1e-3)
    beat = plan.units["beat_id"].to_numpy().reshape(8, 8)[::-1]  # north first
    assert [beat[0, 0], beat[0, 7], beat[7, 0], beat[7, 7]] == [1, 2, 3, 4]


@pytest.mark.shared
def test_carrollton_calls_make_12_beats_more_even_than_the_published_integer_programme(
    shared_data: Path,
) -> None:
    grids = gpd.read_file(shared_data / "places" / "carrollton_grids.gpkg")
    plan = design_beats(as_units(grids), "calls", BeatParams(12))
    assert plan.max_ratio <= 1.03  # the programme: 1.099
    assert parts(plan) == [1] * 12
    assert plan.beats["compactness"].mean() >= 0.53
    assert plan.units.columns.tolist() == [*grids.columns, "beat_id"]
    assert plan.beats.crs == grids.crs


def test_every_row_and_column_comes_back_in_order_and_the_caller_keeps_his_table() -> None:
    units = voronoi_fabric(30, 5).assign(beat_id=7, note="x")
    units.index = [f"row {n}" for n in range(30)][::-1]
    before = units.copy()
    plan = design(units, 3)
    assert plan.units.index.equals(units.index)
    assert plan.units["beat_id_in"].tolist() == [7] * 30
    assert plan.units.drop(columns=["beat_id", "beat_id_in"]).equals(before.drop(columns="beat_id"))
    assert units.equals(before)
    assert tuple(plan.beats.columns) == COLUMNS
    assert plan.beats["station"].isna().all()
    assert plan.beats["zone"].isna().all()


def test_the_same_seed_gives_the_same_plan_and_another_seed_another() -> None:
    units = voronoi_fabric(150, 3)
    one, again, other = (design(units, 9, seed=seed).units["beat_id"].tolist() for seed in (1, 1, 2))
    assert one == again
    assert one != other


def test_one_beat_holds_everything_and_as_many_beats_as_units_hold_one_each() -> None:
    units = voronoi_fabric(12, 1)
    assert design(units, 1).beats["units"].tolist() == [12]
    assert design(units, 12).beats["units"].tolist() == [1] * 12


def test_more_beats_than_units_are_refused() -> None:
    with pytest.raises(InfeasibleError, match=r"beats\.more_than_units \(count=5, units=4\)"):
        design(square_fabric(2, 2), 5)


def test_a_giant_unit_is_named_with_the_smallest_tolerance_and_stands_alone() -> None:
    units = square_fabric(5, 5).assign(unit_id=[f"u{n}" for n in range(1, 26)])
    units.loc[12, "load"] = 16.0  # of 40 in all: with 4 beats the mean is 10
    plan = design(units, 4)
    assert plan.max_ratio == pytest.approx(1.6)
    assert not plan.tolerance_met
    [note] = plan.notes
    assert note.code == "beats.tolerance_heavy"
    assert note.details == {
        "asked_percent": 3.0, "met_percent": 60.0, "smallest_percent": 60.0, "units": "u13",
    }  # fmt: skip
    assert plan.beats["load"].drop(plan.beats["load"].idxmax()).tolist() == [8.0, 8.0, 8.0]
    assert parts(plan) == [1] * 4


def test_units_that_must_share_a_beat_are_named() -> None:
    units = square_fabric(3, 1).assign(unit_id=["a", "b", "c"], load=[5.0, 4.0, 3.0])
    plan = design(units, 2)
    [note] = plan.notes
    assert note.code == "beats.tolerance_pair"
    assert note.details["units"] == "a, b, c"
    assert plan.max_ratio == pytest.approx(7 / 6)
    assert note.details["smallest_percent"] == note.details["met_percent"] == 16.67


def test_where_nothing_forbids_the_tolerance_the_best_met_is_named() -> None:
    line = square_fabric(5, 1).assign(unit_id=list("abcde"), load=[1.0, 1.0, 4.0, 1.0, 2.0])
    [note] = design(line, 2).notes  # 6 + 3, of a mean of 4.5
    assert note.code == "beats.tolerance_not_found"
    assert note.details == {"asked_percent": 3.0, "met_percent": 33.33, "units": "c, a, b"}
    line["load"] = [3.0, 3.0, 2.0, 2.0, 2.0]
    assert design(line, 2).max_ratio == pytest.approx(1.0)


def test_islands_are_divided_by_their_load_and_no_beat_crosses_the_water() -> None:
    units = islands(square_fabric(6, 4), square_fabric(4, 3), square_fabric(3, 4))
    plan = design(units, 4, max_imbalance=0.0)
    assert plan.beats["load"].tolist() == [12.0] * 4
    assert parts(plan) == [1] * 4


def test_an_island_too_light_for_a_beat_gets_one_and_is_named() -> None:
    plan = design(islands(square_fabric(6, 4), square_fabric(1, 1)), 3)
    assert sorted(plan.beats["units"]) == [1, 12, 12]
    [note] = plan.notes
    assert note.code == "beats.tolerance_piece"
    assert note.details["met_percent"] == note.details["smallest_percent"] == 44.0
    assert note.details["units"] == "u25"


def test_fewer_beats_than_islands_are_refused_with_the_smallest_number() -> None:
    units = islands(square_fabric(3, 3), square_fabric(1, 1), square_fabric(2, 1))
    with pytest.raises(InfeasibleError, match=r"beats\.fewer_than_pieces") as refused:
        design(units, 2)
    assert refused.value.problems[0].details == {
        "count": 2, "pieces": "u10, u11 + 1, u1 + 8", "smallest": 3,
    }  # fmt: skip


def test_units_that_touch_at_a_corner_alone_are_no_neighbours() -> None:
    units = square_fabric(2, 2).iloc[[0, 3]].reset_index(drop=True)
    with pytest.raises(InfeasibleError, match=r"beats\.fewer_than_pieces"):
        design(units, 1)


def test_a_multipart_unit_counts_as_one_and_holds_its_beat_together() -> None:
    units = square_fabric(3, 1)
    both = shapely.union(units.geometry[0], units.geometry[2].buffer(0))
    far = shapely.union_all([both, shapely.transform(units.geometry[2], lambda points: points + 9_000)])
    parts_of_unit = units.iloc[[0, 1]].set_geometry([far, units.geometry[1]], crs=units.crs)
    assert parts_of_unit.geometry[0].geom_type == "MultiPolygon"
    assert design(parts_of_unit, 1).beats["units"].tolist() == [2]


def test_a_hole_in_a_unit_is_filled_by_the_unit_inside_it() -> None:
    outer = shapely.box(480_000, 3_300_000, 490_000, 3_310_000)
    inner = shapely.box(484_000, 3_304_000, 486_000, 3_306_000)
    ring = gpd.GeoDataFrame(
        {"load": [1.0, 1.0]}, geometry=[shapely.difference(outer, inner), inner], crs=METRIC_CRS
    )
    assert design(ring, 2).beats["units"].tolist() == [1, 1]
    assert design(ring, 1).beats["compactness"][0] == pytest.approx(np.pi / 4, rel=1e-3)


def test_cracks_between_badly_drawn_units_do_not_count_as_outline() -> None:
    units = square_fabric(2, 1)
    units = units.set_geometry(
        [
            shapely.box(*box)
            for box in (units.geometry[0].bounds, np.add(units.geometry[1].bounds, (0.1, 0, 0, 0)))
        ],
        crs=units.crs,
    )
    plan = design(units, 1)
    assert plan.beats["compactness"][0] == pytest.approx(4 * np.pi * 2 / 36, rel=1e-3)
    assert plan.beats.geometry[0].geom_type == "Polygon"


def test_units_that_share_a_value_are_never_split() -> None:
    units = voronoi_fabric(80, 4).assign(load=1.0)
    column = np.floor((units.centroid.x - units.total_bounds[0]) / 2_500).astype(int)
    row = np.floor((units.centroid.y - units.total_bounds[1]) / 2_500).astype(int)
    units["village"] = [f"v{c}{r}" for c, r in zip(column, row, strict=True)]
    units.loc[:3, "village"] = [None, "", None, ""]
    plan = design(units, 4, keep_whole="village", max_imbalance=0.3)
    named = plan.units.iloc[4:]
    assert (named.groupby("village")["beat_id"].nunique() == 1).all()
    assert plan.tolerance_met
    assert set(codes(plan)) <= {"beats.kept_whole_torn"}


def test_a_group_in_pieces_is_kept_whole_and_named() -> None:
    units = square_fabric(5, 1).assign(village=["a", "b", "c", "d", "a"])
    plan = design(units, 2, keep_whole="village", max_imbalance=1.0)
    assert plan.units["beat_id"].iloc[0] == plan.units["beat_id"].iloc[4]
    assert codes(plan) == ["beats.kept_whole_torn"]
    assert plan.notes[0].details == {"groups": "a"}


def test_todays_beats_keep_their_numbers_and_nearly_all_their_units_when_the_load_grows() -> None:
    units = heavy_tenth(200, 8)
    today = design(units, 8).units
    renumbered = today.assign(beat_id=9 - today["beat_id"])
    grown = renumbered.assign(load=units["load"] * np.random.default_rng(1).uniform(1.0, 1.2, 200))
    plan = design(grown, 8, existing="beat_id", max_imbalance=0.05)
    assert plan.tolerance_met
    kept = (plan.units["beat_id"] == plan.units["beat_id_in"]).mean()
    assert kept >= 0.93
    [note] = plan.notes
    assert note.code == "beats.changed"
    assert note.details["units"] == round((1 - kept) * 200)


def test_new_beats_beside_todays_take_the_free_numbers() -> None:
    units = square_fabric(6, 1).assign(today=[2, 2, 0, 0, 3, 3])
    plan = design(units, 3, existing="today")
    assert plan.units["beat_id"].tolist() == [2, 2, 1, 1, 3, 3]
    assert plan.notes[0].details == {"units": 0, "load_percent": 0.0}


def test_units_that_are_in_no_beat_today_join_one_without_counting_as_changed() -> None:
    units = square_fabric(6, 1).assign(today=[1, 0, 0, 0, None, 2])
    plan = design(units, 2, existing="today")
    assert plan.units["beat_id"].tolist() == [1, 1, 1, 2, 2, 2]
    assert plan.notes[0].details == {"units": 0, "load_percent": 0.0}


def test_beats_never_cross_stations_and_are_shared_by_officers() -> None:
    units = square_fabric(12, 2).assign(station=(["S1"] * 4 + ["S2"] * 8) * 2)
    points = gpd.points_from_xy([482_000, 489_000], [3_301_000] * 2, crs=METRIC_CRS)
    stations = gpd.GeoDataFrame({"code": ["S1", "S2"], "officers": [30, 10]}, geometry=points)
    plan = design_beats(as_units(units), "load", BeatParams(4, starts=2), stations=stations)
    assert plan.units.groupby("beat_id")["station"].nunique().tolist() == [1] * 4
    assert plan.beats["station"].tolist() == ["S1", "S1", "S1", "S2"]
    assert plan.beats["load"].iloc[3] == 16.0
    by_load = design(units, 3, station_column="station")
    assert by_load.beats["station"].tolist() == ["S1", "S2", "S2"]
    assert by_load.max_ratio == 1.0
    assert by_load.beats["load_ratio"].tolist() == [1.0] * 3


def test_units_without_a_station_column_go_to_the_jurisdiction_or_the_nearest_station() -> None:
    units = square_fabric(6, 2)
    west, south, east, north = units.total_bounds
    points = gpd.GeoDataFrame(
        {"code": ["W", "E"]}, geometry=gpd.points_from_xy([west, east], [south, south]), crs=units.crs
    )
    areas = points.set_geometry(
        [shapely.box(west, south, west + 2_000, north), shapely.box(west + 2_000, south, east, north)]
    ).set_crs(units.crs)
    nearest = design_beats(as_units(units), "load", BeatParams(2, starts=1), stations=points.to_crs(4326))
    assert nearest.beats["units"].tolist() == [6, 6]
    inside = design_beats(as_units(units), "load", BeatParams(2, starts=1), stations=areas)
    assert sorted(inside.beats["units"]) == [4, 8]


def test_stations_whose_beats_are_uneven_are_named_in_one_note() -> None:
    units = square_fabric(3, 2).assign(load=[1.0, 1.0, 4.0, 1.0, 1.0, 1.0], station=["A"] * 3 + ["B"] * 3)
    plan = design(units, 5, station_column="station")
    assert plan.max_ratio == pytest.approx(4.0 / 2.0)
    [note] = plan.notes
    assert note.code == "beats.tolerance_in_stations"
    assert note.details["stations"] == {"A": 100.0, "B": 33.33}
    assert note.details["units"] == "3"


def test_a_station_with_few_beats_for_its_load_is_named_though_they_are_even() -> None:
    units = square_fabric(6, 1).assign(station=["A"] * 4 + ["B"] * 2)
    stations = gpd.GeoDataFrame(
        {"code": ["A", "B"], "officers": [5, 5]}, geometry=units.geometry.centroid.iloc[[0, 5]].to_numpy()
    )
    plan = design_beats(
        as_units(units), "load", BeatParams(2, starts=1), stations=stations.set_crs(units.crs)
    )
    assert plan.beats["load_ratio"].round(3).tolist() == [1.333, 0.667]
    [note] = plan.notes
    assert note.code == "beats.tolerance_between_stations"
    assert note.details == {"station": "A", "met_percent": 33.33}


def test_fewer_beats_than_stations_are_refused() -> None:
    units = square_fabric(3, 1).assign(station=["A", "B", "C"])
    with pytest.raises(InfeasibleError, match=r"beats\.fewer_than_stations \(count=2, stations=3\)"):
        design(units, 2, station_column="station")


def test_a_beat_has_the_zone_and_the_station_of_most_of_its_load() -> None:
    units = square_fabric(3, 1).assign(
        zone=["urban", "rural", "rural"], station=["A", None, "B"], load=[5.0, 1.0, 1.0]
    )
    beats = design(units, 1).beats
    assert beats["zone"].tolist() == ["urban"]
    assert beats["station"].tolist() == ["A"]


def test_missing_columns_are_named_all_at_once() -> None:
    with pytest.raises(TableError) as refused:
        design(square_fabric(2, 2), 2, keep_whole="village", existing="today")
    assert [problem.details["column"] for problem in refused.value.problems] == ["village", "today"]
    assert refused.value.code == "units.column_missing"  # beats take no --map


@pytest.mark.parametrize(
    "wrong", [{"count": 0}, {"max_imbalance": -0.1}, {"starts": 0}, {"change_price": -1.0}]
)
def test_wrong_arguments_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="wanted"):
        BeatParams(**({"count": 3} | wrong))  # type: ignore[arg-type]


def test_progress_rises_to_the_end() -> None:
    told: list[float] = []
    design_beats(as_units(square_fabric(4, 4)), "load", BeatParams(2, starts=3), on_progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
