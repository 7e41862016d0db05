"""A map as SVG: the same layers as the map for browsers, drawn to be printed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

import shapely
from markupsafe import Markup

from web.maps.layers import MapLayer, Style
from web.maps.panel import swatch
from web.reports.inset import Inset
from web.reports.map_labels import Label, Room, labels_of
from web.reports.map_sheet import Bounds, Sheet, scale_bar, sheet_of
from web.reports.pages import render
from web.texts import text

_BADGE = 13.0
_DOT = 4.5


class Path(NamedTuple):
    """A shape of the drawing."""

    d: str
    style: Markup


def map_figure(
    layers: Sequence[MapLayer],
    title: str,
    lang: str,
    *,
    within: Bounds | None = None,
    frame: Bounds | None = None,
) -> Markup | None:
    """
    Draw layers as a figure of a page, with the legend below.

    Parameters
    ----------
    layers, title, lang, within, frame
        As `map_drawing` takes them; with `within` it goes without a legend of its own.

    Returns
    -------
    Markup or None
        None when no layer has a shape.
    """
    drawing = map_drawing(layers, title, lang, within=within, frame=frame)
    if drawing is None:
        return None
    legend = [layer for layer in reversed(layers) if layer.shown and layer.legend and within is None]
    return render("map_figure.html", drawing=drawing, legend=legend, swatch=swatch)


def map_drawing(
    layers: Sequence[MapLayer],
    title: str,
    lang: str,
    *,
    within: Bounds | None = None,
    frame: Bounds | None = None,
    size: tuple[float, float] | None = None,
    badge: float = _BADGE,
    dot: float = _DOT,
    inset: Inset | None = None,
    is_inset: bool = False,
) -> Markup | None:
    """
    Draw layers as one SVG.

    Parameters
    ----------
    layers
        From the ground up; those not shown at the start are left out.
    title
        What the map shows, for readers who cannot see it.
    lang
        Language of scale and arrow.
    within
        Part of the ground to draw, in degrees.
    frame
        Part of the ground that has a map of its own: it is framed, and its badges are left to that map.
    size
        Width and height of the drawing, which the ground then fills.
    badge
        Radius of the numbered badges.
    dot
        Radius of the dots of stations and places.
    inset
        Part that is drawn again in a corner: it is framed, and its badges and names are left to the inset.
    is_inset
        Whether it is such a drawing itself, which goes without a north arrow.

    Returns
    -------
    Markup or None
        None when no layer has a shape.
    """
    drawn = [layer for layer in layers if layer.shown]
    sheet = sheet_of(drawn, within, size)
    if sheet is None:
        return None
    paths, dots = _shapes(drawn, sheet)
    framed = inset.part.ground if inset else None if frame is None else sheet.box_of(frame)
    return render(
        "map.svg",
        title=title,
        width=sheet.width,
        height=sheet.height,
        paths=paths,
        dots=dots,
        dot=dot,
        badge=badge,
        labels=labels_of(drawn, sheet, Room(framed, inset, badge, dot)),
        frame=framed,
        inset=inset,
        is_inset=is_inset,
        bar=scale_bar(sheet),
        say=partial(text, lang=lang),
    )


def _shapes(layers: Sequence[MapLayer], sheet: Sheet) -> tuple[list[Path], list[Label]]:
    paths, dots = [], []
    for layer in layers:
        for shape, style in zip(sheet.on_paper(layer.geometry), layer.styles, strict=True):
            if shape is None or shape.is_empty or style == Style():
                continue
            # Styles are our own colours and numbers, hence safe as they are.
            look = Markup(style.svg())  # noqa: S704
            if shape.geom_type == "Point":
                dots.append(Label(layer.key, shape.x, shape.y, look))
            else:
                paths.append(Path(path_data(shape), look))
    return paths, dots


def path_data(shape: shapely.Geometry) -> str:
    """Write lines and polygons as the data of an SVG path, to a tenth of a unit."""
    said = []
    for part in shapely.get_parts(shape):
        is_area = part.geom_type == "Polygon"
        rings = shapely.get_rings(part) if is_area else [part]
        for ring in rings:
            points = shapely.get_coordinates(ring).round(1).tolist()
            line = "L".join(f"{x:g} {y:g}" for x, y in (points[:-1] if is_area else points))
            said.append(f"M{line}{'Z' if is_area else ''}")
    return "".join(said)
