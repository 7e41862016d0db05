"""The map of a bulletin: townships shaded by what was published of them, and by nothing else."""

from __future__ import annotations

from itertools import pairwise

import geopandas as gpd
import numpy as np
from markupsafe import Markup

from hotspots.disclosure import TOTAL
from web.maps.base import base_layers
from web.maps.colours import BORDER
from web.maps.content import MapContent
from web.maps.layers import MapLayer, Style
from web.reports.charts import round_step
from web.reports.map_figure import map_drawing
from web.services.month.bulletin_figures import Figures
from web.texts import LANGUAGES, text

SIZE = (640.0, 460.0)
SHADES = ("#eef3f8", "#c6d8ea", "#8fb3d5", "#4f86b9")
"""One hue, lighter to darker, under dark names."""

UNSAID = "#ffffff"


def bulletin_map(figures: Figures, townships: gpd.GeoDataFrame, lang: str) -> Markup | None:
    """Draw the map; None where there are no townships."""
    if townships.empty or "code" not in townships:
        return None
    shown = dict(zip(figures.rows, (row[-1] for row in figures.shown), strict=True))
    frame = townships.to_crs(4326).reset_index(drop=True)
    steps = class_steps(figures)
    fills = [shade_of(shown.get(str(code)), steps) for code in frame["code"]]
    layer = MapLayer(
        key="bulletin",
        name=text("bulletin.map", lang),
        pane="areas",
        geometry=frame.geometry,
        styles=[Style(stroke=BORDER, width=1.2, fill=fill) for fill in fills],
    )
    named = base_layers(MapContent(title="", lang=lang, places={"townships": frame}))
    return map_drawing([layer, *named], text("bulletin.map", lang), lang, size=SIZE)


def drawings_of(townships: gpd.GeoDataFrame, figures: Figures) -> dict[str, str]:
    """Draw the map of figures in each language."""
    drawn = {lang: bulletin_map(figures, townships, lang) for lang in LANGUAGES}
    return {lang: str(one) for lang, one in drawn.items() if one is not None}


def class_steps(figures: Figures) -> tuple[int, ...]:
    """Choose where the shades begin: at quarters of the townships, in round numbers of what is shown."""
    known = [row[-1] for name, row in zip(figures.rows, figures.shown, strict=True) if name != TOTAL]
    counts = [count for count in known if count is not None]
    if counts:
        quarters = np.quantile(counts, np.arange(1, len(SHADES)) / len(SHADES))
        found = (0, *(_round(float(each)) for each in quarters))
        if all(low < high for low, high in pairwise(found)):
            return found
    step = max(round_step(max(counts, default=0), len(SHADES)), 1)
    return tuple(step * number for number in range(len(SHADES)))


def _round(count: float) -> int:
    """Round to halves of the largest power of ten within, such as 314 to 300 and 27 to 25."""
    unit = max(10 ** (len(str(int(count))) - 1) // 2, 1)
    return int(count / unit + 0.5) * int(unit)


def shade_of(count: int | None, steps: tuple[int, ...]) -> str:
    """Give the shade of a published count; white where it is not published."""
    if count is None:
        return UNSAID
    return SHADES[int(np.searchsorted(steps, count, side="right")) - 1]
