"""KML: routes for viewers of the earth."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree

import geopandas as gpd
import shapely

from data.xml_files import xml_document

NAMESPACE = "http://www.opengis.net/kml/2.2"


def kml_document(title: str, folders: Iterable[tuple[str, gpd.GeoDataFrame]]) -> str:
    """
    Write folders of points and lines as KML 2.2.

    Parameters
    ----------
    title
        Name of the document.
    folders
        Name of each folder, and its places: ``name``, ``description`` and a point or line; empty shapes are
        left out.

    Returns
    -------
    str
        The document.
    """
    ElementTree.register_namespace("", NAMESPACE)
    root = ElementTree.Element(_tag("kml"))
    document = ElementTree.SubElement(root, _tag("Document"))
    ElementTree.SubElement(document, _tag("name")).text = title
    for name, places in folders:
        folder = ElementTree.SubElement(document, _tag("Folder"))
        ElementTree.SubElement(folder, _tag("name")).text = name
        for row, shape in zip(places.to_dict("records"), places.geometry.to_crs(4326), strict=True):
            if shape.is_empty:
                continue
            mark = ElementTree.SubElement(folder, _tag("Placemark"))
            for key in ("name", "description"):
                ElementTree.SubElement(mark, _tag(key)).text = str(row[key])
            drawn = ElementTree.SubElement(mark, _tag(shape.geom_type))
            at = shapely.get_coordinates(shape)
            ElementTree.SubElement(drawn, _tag("coordinates")).text = " ".join(
                f"{x:.7f},{y:.7f}" for x, y in at
            )
    return xml_document(root)


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
