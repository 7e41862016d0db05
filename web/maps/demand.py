"""The work of units on a map: classes of hours a week, with the parts and the busiest hours in a popup."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt

from patrol.urban.week_times import peak_hours
from web.maps.colours import DENSITY
from web.maps.layers import LegendEntry, MapLayer, Style
from web.maps.wording import inert, table_of
from web.texts import label, text
from web.texts.formats import format_number

_COLUMNS = (
    *("workload", "incident_hours", "travel_hours", "road_hours", "visit_hours", "area_hours"),
    "peak_hours",
)


def workload_layer(units: gpd.GeoDataFrame, names: Sequence[object], lang: str, time_zone: str) -> MapLayer:
    """
    Draw units by their work.

    Parameters
    ----------
    units
        Polygons with ``workload``, its parts and ``week_hours``.
    names
        What each is called.
    lang
        ``zh`` or ``en``.
    time_zone
        Zone of the map.

    Returns
    -------
    MapLayer
        Five classes of as many units each, the borders between them rounded.
    """
    hours = units["workload"].to_numpy(dtype=float)
    breaks = class_breaks(hours)
    kind = np.searchsorted(breaks, hours, side="right")
    colours = DENSITY[-len(breaks) - 1 :]
    styles = [Style(stroke="#8a8378", width=0.5, fill=colour, fill_opacity=0.7) for colour in colours]
    rows: list[Mapping[str, Any]] = units.drop(columns=units.geometry.name).to_dict("records")
    popups = [_popup(row, name, lang, time_zone) for row, name in zip(rows, names, strict=True)]
    return MapLayer(
        key="workload",
        name=label("layer", "workload", lang),
        pane="fills",
        geometry=units.geometry.to_crs(4326).reset_index(drop=True),
        styles=[styles[number] for number in kind],
        popups=popups,
        legend=tuple(LegendEntry(style, _words(breaks, number, lang)) for number, style in enumerate(styles)),
        legend_title=text("map.demand_legend", lang),
        covers=True,
    )


def class_breaks(values: npt.ArrayLike, classes: int = 5) -> npt.NDArray[np.float64]:
    """
    Choose the borders of classes that hold as many values each, rounded to two figures.

    Examples
    --------
    >>> class_breaks([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]).tolist()
    [2.8, 4.6, 6.4, 8.2]
    """
    given = np.asarray(values, dtype=float)
    inner = np.quantile(given, np.arange(1, classes) / classes)
    rounded = [float(f"{value:.2g}") for value in inner]
    return np.unique([value for value in rounded if value > given.min()])


def _words(breaks: npt.NDArray[np.float64], number: int, lang: str) -> str:
    if len(breaks) == 0:
        return text("map.demand_all", lang)
    if number == 0:
        return text("map.density_under", lang, high=format_number(breaks[0]))
    if number == len(breaks):
        return text("map.density_over", lang, low=format_number(breaks[-1]))
    return text(
        "map.density_class", lang, low=format_number(breaks[number - 1]), high=format_number(breaks[number])
    )


def _popup(row: Mapping[str, Any], name: object, lang: str, time_zone: str) -> str:
    week = np.array([float(hour) for hour in str(row["week_hours"]).split(",")])
    said = {**row, "peak_hours": peak_hours(week) if week.sum() > 0 else ""}
    return f"<h4>{inert(name)}</h4>{table_of(said, _COLUMNS, lang, time_zone)}"
