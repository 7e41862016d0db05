"""GPX: tracks of vehicles in, routes out; of what a file says only places and times are read."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely

from data.table_source import one_line
from data.xml_files import xml_document
from gis.errors import FileError

NAMESPACE = "http://www.topografix.com/GPX/1/1"


def read_tracks(path: Path | str) -> gpd.GeoDataFrame:
    """
    Read the tracks of a GPX file.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    GeoDataFrame
        One row for each fix that has a time: ``track`` (track and segment), ``at`` (UTC) and the point in
        EPSG:4326. Names, speeds and all else of the file are left unread.

    Raises
    ------
    FileError
        ``file.missing``, ``file.unreadable``, or ``tracks.no_times`` where no fix has one.
    """
    path = Path(path)
    if not path.exists():
        raise FileError("file.missing", path=str(path))
    try:
        columns = ["track_fid", "track_seg_id", "time"]
        fixes = pyogrio.read_dataframe(path, layer="track_points", columns=columns)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
        raise FileError("file.unreadable", path=str(path), reason=one_line(error)) from error
    fixes = fixes[fixes["time"].notna()] if "time" in fixes else fixes.iloc[:0]
    if len(fixes) == 0:
        raise FileError("tracks.no_times", path=str(path))
    track = fixes["track_fid"].astype(str) + "-" + fixes["track_seg_id"].astype(str)
    at = pd.to_datetime(fixes["time"], utc=True)
    frame = {"track": (path.stem + "/" + track).to_numpy(), "at": at.to_numpy()}
    found = gpd.GeoDataFrame(frame, geometry=fixes.geometry.to_numpy(), crs=4326)
    return found.assign(at=pd.to_datetime(found["at"], utc=True))


def gpx_document(points: gpd.GeoDataFrame, ways: gpd.GeoDataFrame) -> str:
    """
    Write places and ways as GPX 1.1.

    Parameters
    ----------
    points
        Waypoints with ``name`` and ``at`` (aware).
    ways
        Lines with ``name``; an empty one is left out.

    Returns
    -------
    str
        The document.
    """
    ElementTree.register_namespace("", NAMESPACE)
    root = ElementTree.Element(_tag("gpx"), version="1.1", creator="Safetown")
    for row, point in zip(points.to_dict("records"), points.geometry.to_crs(4326), strict=True):
        waypoint = ElementTree.SubElement(root, _tag("wpt"), _place(point.x, point.y))
        ElementTree.SubElement(
            waypoint, _tag("time")
        ).text = f"{row['at'].tz_convert('UTC'):%Y-%m-%dT%H:%M:%SZ}"
        ElementTree.SubElement(waypoint, _tag("name")).text = str(row["name"])
    for name, way in zip(ways["name"], ways.geometry.to_crs(4326), strict=True):
        if way.is_empty:
            continue
        track = ElementTree.SubElement(root, _tag("trk"))
        ElementTree.SubElement(track, _tag("name")).text = str(name)
        segment = ElementTree.SubElement(track, _tag("trkseg"))
        for x, y in np.asarray(shapely.get_coordinates(way)):
            ElementTree.SubElement(segment, _tag("trkpt"), _place(x, y))
    return xml_document(root)


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _place(x: float, y: float) -> dict[str, str]:
    return {"lat": f"{y:.7f}", "lon": f"{x:.7f}"}
