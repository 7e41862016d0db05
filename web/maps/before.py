"""Before and after on the map of a beat plan: the beats of today, and the units that leave theirs."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd

from patrol.existing import numbers_today, today
from patrol.measures import outlines
from patrol.plan import BeatPlan
from web.maps.layers import LegendEntry, MapLayer, Style
from web.maps.wording import inert, table_of
from web.maps.zones import hatching
from web.texts import label, text
from web.texts.formats import format_number

_TODAY = Style(stroke="#7a1f5c", width=2.0, dash="6 5")
_MOVED = Style(stroke="#222222", width=0.8)
_MOVED_AREA = Style(stroke="#222222", width=1.2, fill="#222222", fill_opacity=0.06)


def loads_today(units: gpd.GeoDataFrame, existing: str, load: str) -> pd.DataFrame:
    """
    Sum up the beats of today.

    Parameters
    ----------
    units
        Units of a plan.
    existing, load
        Columns of today's beats and of the workload.

    Returns
    -------
    DataFrame
        ``load`` and ``load_ratio`` by the name of the beat; units in none are left out.
    """
    loads = pd.to_numeric(units[load], errors="coerce").fillna(0.0).groupby(today(units[existing])).sum()
    return pd.DataFrame({"load": loads, "load_ratio": loads / loads.mean() if loads.sum() else np.nan})


def with_ratio_today(beats: gpd.GeoDataFrame, loads: pd.DataFrame) -> gpd.GeoDataFrame:
    """Say in ``load_ratio_today`` what the beat of each number carries today; null where there is none."""
    by_number = pd.Series(loads["load_ratio"].to_numpy(), index=numbers_today(loads.index))
    return beats.assign(load_ratio_today=beats["beat_id"].map(by_number[by_number.index > 0]))


def before_layers(plan: BeatPlan, existing: str, load: str, lang: str, time_zone: str) -> list[MapLayer]:
    """
    Draw the beats of today as dashed borders, and hatch the units that leave theirs.

    Parameters
    ----------
    plan
        A plan that was made from beats of today.
    existing, load
        Columns of today's beats and of the workload.
    lang, time_zone
        Language and zone of the map.
    """
    units = plan.units.to_crs(4326)
    home = today(units[existing])
    loads = loads_today(units, existing, load)
    inside = home.notna()
    shapes = outlines(plan.units.geometry[inside], home[inside]).to_crs(4326).loc[loads.index]
    name = label("layer", "beats_today", lang)
    drawn = [
        MapLayer(
            key="beats_today",
            name=name,
            pane="units",
            geometry=shapes.reset_index(drop=True),
            styles=[_TODAY] * len(shapes),
            tips=[
                inert(text("map.beat_today", lang, beat=beat, ratio=format_number(ratio, 2)))
                for beat, ratio in loads["load_ratio"].items()
            ],
            legend=(LegendEntry(_TODAY, name, "line"),),
        )
    ]
    if plan.changes is None or plan.changes.empty:
        return drawn
    return [*drawn, _moved_layer(units.geometry.loc[plan.changes.index], plan.changes, lang, time_zone)]


def _moved_layer(shapes: gpd.GeoSeries, changes: pd.DataFrame, lang: str, time_zone: str) -> MapLayer:
    name = label("layer", "moved_units", lang)
    columns = ("unit", "from_beat", "to_beat", "load")
    popups = [
        table_of({str(name): value for name, value in row.items()}, columns, lang, time_zone)
        for row in changes.to_dict("records")
    ]
    drawn = np.concatenate([np.asarray(shapes, dtype=object), hatching(shapes)])
    return MapLayer(
        key="moved_units",
        name=name,
        pane="units",
        geometry=gpd.GeoSeries(drawn, crs=4326),
        styles=[_MOVED_AREA] * len(shapes) + [_MOVED] * len(shapes),
        popups=popups * 2,
        legend=(LegendEntry(_MOVED, name, "hatch"),),
    )
