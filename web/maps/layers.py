"""What a map draws, before it is known whether a browser map or a printed figure draws it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import geopandas as gpd


@dataclass(frozen=True, slots=True)
class Style:
    """How a shape is drawn; colours as ``#rrggbb``, widths in pixels, an empty colour for none."""

    stroke: str = ""
    width: float = 1.0
    dash: str = ""
    fill: str = ""
    fill_opacity: float = 1.0

    def leaflet(self) -> dict[str, object]:
        """Give the path options of Leaflet."""
        return {
            "stroke": bool(self.stroke),
            "color": self.stroke or self.fill,
            "weight": self.width,
            "dashArray": self.dash or None,
            "fill": bool(self.fill),
            "fillColor": self.fill or None,
            "fillOpacity": self.fill_opacity,
        }

    def svg(self) -> str:
        """Give the attributes of an SVG path."""
        attributes = {
            "fill": self.fill or "none",
            "fill-opacity": f"{self.fill_opacity:g}" if self.fill and self.fill_opacity < 1 else "",
            "stroke": self.stroke or "none",
            "stroke-width": f"{self.width:g}" if self.stroke else "",
            "stroke-dasharray": self.dash if self.stroke else "",
        }
        return " ".join(f'{name}="{value}"' for name, value in attributes.items() if value)


class LegendEntry(NamedTuple):
    """A swatch and what it stands for."""

    style: Style
    words: str
    shape: str = "fill"
    """``fill``, ``line``, ``dot`` or ``hatch``."""


@dataclass(frozen=True)
class MapLayer:
    """
    Shapes that are switched on and off together.

    ``geometry`` is in EPSG:4326; the lists go with its rows. ``popups``, ``tips`` and ``labels`` are HTML
    that is escaped already.
    """

    key: str
    name: str
    pane: str
    geometry: gpd.GeoSeries
    styles: Sequence[Style]
    popups: Sequence[str] = ()
    tips: Sequence[str] = ()
    labels: Sequence[str] = ()
    label_class: str = ""
    legend: tuple[LegendEntry, ...] = ()
    legend_title: str = ""
    legend_note: str = ""
    shown: bool = True
    listed: bool = True
    """Whether the layer control lists it."""
    covers: bool = False
    """Whether the polygons tile the ground, so that borders are simplified together."""
