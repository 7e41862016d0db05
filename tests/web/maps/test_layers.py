from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely

from gis.frames import IncidentFrame
from tests.web.small_county import CRS, HOSTILE, SmallCounty, small_county
from web.maps.base import base_layers
from web.maps.colours import NEIGHBOURS, neighbour_colours
from web.maps.content import MapContent
from web.maps.density import SMALLEST_COUNT, count_cells, density_breaks, dissolve_classes
from web.maps.layers import MapLayer
from web.maps.overlays import MOST_UNITS, overlays
from web.maps.shapes import border_lines, dissolve, feature_collection, light_geometry
from web.maps.wording import inert


@pytest.fixture(scope="module")
def county() -> SmallCounty:
    return small_county()


def by_key(layers: list[MapLayer]) -> dict[str, MapLayer]:
    return {layer.key: layer for layer in layers}


def test_neighbours_never_share_a_colour_and_few_colours_are_used() -> None:
    squares = [shapely.box(x, y, x + 1, y + 1) for x in range(6) for y in range(6)]
    colours = neighbour_colours(gpd.GeoSeries(squares))
    for one, colour in zip(squares, colours, strict=True):
        for other, another in zip(squares, colours, strict=True):
            if one is not other and one.intersection(other).length > 0:
                assert colour != another
    assert len(set(colours)) <= 4
    assert set(colours) <= set(NEIGHBOURS)


def test_cells_hold_every_incident_of_a_full_enough_cell_and_nothing_else() -> None:
    county = small_county()
    cells = count_cells(county.incidents)
    points = county.incidents.to_crs(cells.crs)
    inside = gpd.sjoin(points[["geometry"]], cells, predicate="within")
    counted = inside.groupby("index_right").size()
    assert (counted.reindex(cells.index) == cells["incidents"]).all()
    assert (cells["incidents"] >= SMALLEST_COUNT).all()
    assert np.allclose(cells["density"], cells["incidents"] / (cells.area / 1e6))


def test_cells_are_never_finer_than_half_a_kilometre(county: SmallCounty) -> None:
    assert count_cells(county.incidents).area.min() == pytest.approx(250_000)
    with pytest.raises(ValueError, match="500 or more"):
        count_cells(county.incidents, 100)


def test_more_incidents_than_a_map_can_hold_are_counted_in_wider_cells() -> None:
    rng = np.random.default_rng(1)
    where = np.repeat(rng.uniform((103, 31), (107, 34), (9_000, 2)), 4, axis=0)
    frame = gpd.GeoDataFrame({"precision": "point", "status": "valid"}, index=range(len(where)))
    points = frame.set_geometry(shapely.points(where), crs=4326)
    cells = count_cells(IncidentFrame(points))
    assert len(cells) <= 5_000
    assert cells.area.min() > 250_000


def test_no_incidents_make_no_cells_and_no_layer(county: SmallCounty) -> None:
    none = IncidentFrame(county.incidents.iloc[:0])
    assert len(count_cells(none)) == 0
    assert by_key(overlays(MapContent(title="x", incidents=none))) == {}


def test_density_bounds_rise_are_round_and_hold_every_density() -> None:
    density = np.array([12, 12, 16, 20, 44, 80, 160, 412])
    breaks = density_breaks(density)
    assert breaks[0] == 0
    assert breaks[-1] >= 412
    assert breaks == sorted(set(breaks))
    assert breaks[1:-1] == [30, 70, 100, 200]
    assert density_breaks([5, 5, 5]) == [0, 5]
    assert density_breaks([]) == [0, 1]


def test_dissolved_classes_cover_the_cells_they_were_made_of(county: SmallCounty) -> None:
    cells = count_cells(county.incidents)
    shapes, breaks = dissolve_classes(cells)
    assert len(shapes) == len(breaks) - 1
    assert shapes.to_crs(cells.crs).area.sum() == pytest.approx(cells.area.sum(), rel=1e-6)


def test_significant_and_watch_areas_are_layers_of_their_own(county: SmallCounty) -> None:
    layers = by_key(overlays(MapContent(title="x", areas=county.areas)))
    assert layers["significant"].labels == ["1", "2", "3"]
    assert layers["watch"].labels == ["4"]
    assert layers["significant"].styles[0] != layers["watch"].styles[0]
    assert "不显著" in layers["watch"].popups[0]
    assert "不显著" not in layers["significant"].popups[0]


def test_areas_without_any_significant_one_still_show_the_watch_areas(county: SmallCounty) -> None:
    watch = county.areas[county.areas["tier"] == "watch"]
    assert set(by_key(overlays(MapContent(title="x", areas=watch)))) == {"watch"}
    assert overlays(MapContent(title="x", areas=county.areas.iloc[:0])) == []


def test_one_fill_alone_is_switched_on(county: SmallCounty) -> None:
    content = MapContent(title="x", incidents=county.incidents, zones=county.zones, beats=county.beats)
    shown = {key: layer.shown for key, layer in by_key(overlays(content)).items()}
    assert shown == {"zones": False, "beats": False, "density": True}
    assert by_key(overlays(MapContent(title="x", zones=county.zones, beats=county.beats)))["beats"].shown


def test_what_follows_from_zones_is_on_with_zones_alone(county: SmallCounty) -> None:
    zones = county.places["villages"].assign(zone="urban")
    joint = zones.iloc[:1].assign(joint_zone_id=1)
    more = {"joint_zones": joint, "zones": zones}
    for findings, shown in (({}, True), ({"density": zones.assign(density=1.0)}, False)):
        layers = {layer.key: layer for layer in overlays(MapContent(title="", **more, **findings))}
        assert layers["joint_zones"].shown is shown


def test_zones_that_nobody_knows_make_no_layer(county: SmallCounty) -> None:
    zones = county.places["villages"].assign(zone=None)
    assert "zones" not in by_key(overlays(MapContent(title="", zones=zones)))


def test_thousands_of_units_are_left_to_the_beats(county: SmallCounty) -> None:
    many = county.units.iloc[np.arange(MOST_UNITS + 1) % len(county.units)]
    assert "units" in by_key(overlays(MapContent(title="x", units=county.units)))
    assert "units" not in by_key(overlays(MapContent(title="x", units=many)))


def test_roads_of_an_unknown_class_are_drawn_as_local_ones(county: SmallCounty) -> None:
    roads = county.places["roads"].assign(road_class=["motorway", "main", "local"])
    layer = by_key(base_layers(MapContent(title="x", places={"roads": roads})))["roads"]
    assert len(layer.geometry) == 2
    drawn, given = layer.geometry.to_crs(CRS).length.sum(), roads.to_crs(CRS).length.sum()
    assert drawn == pytest.approx(given, rel=1e-6)


def test_shared_borders_are_drawn_once_and_stay_shared_when_simplified(county: SmallCounty) -> None:
    villages = county.places["villages"]
    borders = by_key(base_layers(MapContent(title="x", places={"villages": villages})))["villages"]
    outlines = shapely.length(villages.geometry.to_numpy()).sum()
    assert borders.geometry.iloc[0].length < 0.6 * outlines
    beats = by_key(overlays(MapContent(title="x", beats=county.beats)))["beats"]
    simple = gpd.GeoSeries(light_geometry(beats, 50.0), crs=4326).to_crs(county.beats.crs)
    assert shapely.get_num_coordinates(simple.to_numpy()).sum() < beats.geometry.count_coordinates().sum()
    assert simple.area.sum() - shapely.union_all(simple.to_numpy()).area < 1e-5 * simple.area.sum()


def test_the_borders_of_four_squares_are_twelve_edges_worked_by_hand() -> None:
    squares = np.array([shapely.box(x, y, x + 1, y + 1) for x in (0, 1) for y in (0, 1)])
    lines = border_lines(squares)
    assert lines.length == 12
    assert lines.equals(shapely.union_all(shapely.boundary(squares)))
    # Four corners of the outline, four arms to its middle: eight lines between places where borders meet.
    assert shapely.get_num_geometries(lines) == 8


def test_borders_that_nobody_shares_keep_their_holes_and_all_of_their_length() -> None:
    ring = shapely.Point(0, 0).buffer(2).difference(shapely.Point(0, 0).buffer(1))
    assert border_lines(np.array([ring, None])).length == pytest.approx(ring.length, rel=1e-6)


def test_polygons_are_joined_whether_or_not_they_share_their_corners() -> None:
    fitting = np.array([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)])
    assert dissolve(fitting).equals(shapely.box(0, 0, 2, 1))
    overlapping = np.array([shapely.box(0, 0, 1.1, 1), shapely.box(1, 0.2, 2, 0.8)])
    assert dissolve(overlapping).equals(shapely.union_all(overlapping))


def test_features_hold_shapes_rounded_to_a_decimetre_and_skip_missing_ones(county: SmallCounty) -> None:
    beats = county.beats.copy()
    beats.loc[0, "geometry"] = None
    layer = by_key(overlays(MapContent(title="x", beats=beats)))["beats"]
    features = feature_collection(layer, 3.0)["features"]
    assert len(features) == len(beats) - 1
    xy = np.array(features[0]["geometry"]["coordinates"][0])
    assert np.allclose(xy, xy.round(6), atol=0)


def test_words_of_files_can_be_nothing_but_words() -> None:
    said = inert(HOSTILE)
    assert "<" not in said
    assert "//" not in said
    assert '"' not in said
    assert inert(None) == ""


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"lang": "fr"}, "lang must be"),
        ({"places": {"rivers": None}}, "places must be among"),
        ({"areas": gpd.GeoDataFrame({"rank": []}, geometry=[])}, "areas has no coordinate"),
    ],
)
def test_content_that_no_map_can_be_made_of_is_refused(settings: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        MapContent(title="x", **settings)  # type: ignore[arg-type]
