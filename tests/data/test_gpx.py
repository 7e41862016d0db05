"""GPX in and out, and KML out: GDAL must read what we write."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
import shapely

from data.gpx import gpx_document, read_tracks
from data.kml import kml_document
from gis.errors import FileError

TRACK = """<?xml version="1.0"?>
<gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1">
<metadata><author><name>Somebody</name></author></metadata>
<trk><name>Officer's own name</name><trkseg>
<trkpt lat="30.5" lon="104.5"><time>2026-01-05T12:00:00Z</time><speed>3</speed></trkpt>
<trkpt lat="30.6" lon="104.6"><time>2026-01-05T12:05:00Z</time></trkpt>
<trkpt lat="30.7" lon="104.7"/>
</trkseg><trkseg>
<trkpt lat="30.8" lon="104.8"><time>2026-01-05T20:10:00+08:00</time></trkpt>
</trkseg></trk></gpx>"""


def places():
    at = pd.to_datetime(["2026-01-05T20:15:30+08:00"]).tz_convert("Asia/Shanghai")
    return gpd.GeoDataFrame(
        {"name": ['1-1 <市场> & "x"'], "description": ["a < b"], "at": at},
        geometry=[shapely.Point(104.5, 30.5)],
        crs=4326,
    )


def ways():
    lines = [shapely.LineString([(104.5, 30.5), (104.6, 30.6)]), shapely.LineString()]
    return gpd.GeoDataFrame({"name": ["第一天", "none"], "description": "12 km"}, geometry=lines, crs=4326)


def test_tracks_are_read_with_places_and_times_alone(tmp_path):
    path = tmp_path / "car.gpx"
    path.write_text(TRACK, encoding="utf-8")
    found = read_tracks(path)
    assert list(found.columns) == ["track", "at", "geometry"]
    assert found["track"].tolist() == ["car/0-0", "car/0-0", "car/0-1"]
    assert found["at"].dt.strftime("%H:%M").tolist() == ["12:00", "12:05", "12:10"]
    assert str(found["at"].dt.tz) == "UTC"
    assert found.geometry.x.tolist() == [104.5, 104.6, 104.8]
    assert found.crs.to_epsg() == 4326


def test_file_without_times_is_refused(tmp_path):
    path = tmp_path / "car.gpx"
    path.write_text(TRACK.replace("time>", "cmt>"), encoding="utf-8")
    with pytest.raises(FileError) as told:
        read_tracks(path)
    assert told.value.code == "tracks.no_times"


@pytest.mark.parametrize(("text", "code"), [(None, "file.missing"), ("no xml", "file.unreadable")])
def test_file_that_is_none_is_refused(tmp_path, text, code):
    path = tmp_path / "car.gpx"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(FileError) as told:
        read_tracks(path)
    assert told.value.code == code


def test_gdal_opens_our_gpx(tmp_path):
    path = tmp_path / "routes.gpx"
    path.write_text(gpx_document(places().to_crs(32648), ways().to_crs(32648)), encoding="utf-8")
    points = pyogrio.read_dataframe(path, layer="waypoints")
    assert points["name"].tolist() == ['1-1 <市场> & "x"']
    assert points.geometry[0].distance(shapely.Point(104.5, 30.5)) < 1e-6
    assert pd.Timestamp(points["time"][0]).tz_convert("UTC").strftime("%H:%M:%S") == "12:15:30"
    tracks = pyogrio.read_dataframe(path, layer="tracks")
    assert tracks["name"].tolist() == ["第一天"]
    assert len(pyogrio.read_dataframe(path, layer="track_points")) == 2


def test_gdal_opens_our_kml(tmp_path):
    path = tmp_path / "routes.kml"
    both = pd.concat([ways(), places()], ignore_index=True)
    path.write_text(kml_document("路线", [("Monday", both), ("Tuesday", ways())]), encoding="utf-8")
    assert pyogrio.list_layers(path)[:, 0].tolist() == ["Monday", "Tuesday"]
    found = pyogrio.read_dataframe(path, layer="Monday")
    assert found["Name"].tolist() == ["第一天", '1-1 <市场> & "x"']
    assert found.geometry.geom_type.tolist() == ["LineString", "Point"]
    assert found.geometry.iloc[1].distance(shapely.Point(104.5, 30.5)) < 1e-6


def test_characters_that_xml_forbids_are_left_out_and_others_kept(tmp_path):
    named = places().assign(name="市\x0b场 \ufffe𠮷&")
    for name, document in (
        ("a.gpx", gpx_document(named, ways())),
        ("a.kml", kml_document("\x00t", [("f\x1b", named)])),
    ):
        path = tmp_path / name
        path.write_text(document, encoding="utf-8")
        first = pyogrio.list_layers(path)[0, 0]
        found = pyogrio.read_dataframe(path, layer=first)
        assert found.filter(regex="(?i)^name$").iloc[0, 0] == "市场 𠮷&"
