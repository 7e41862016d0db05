"""The map of the scorecard: townships shaded by a value, with their figures; drawn from the table's rows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from markupsafe import Markup, escape

from hotspots.scorecard.measures import RATES
from web.maps.layers import LegendEntry, MapLayer, Style
from web.maps.panel import swatch
from web.reports.map_figure import map_drawing
from web.reports.scorecard_words import value_words
from web.services.scorecard.card import Row, Scorecard
from web.texts import text
from web.texts.formats import format_number, format_share

SIZE = (760.0, 620.0)
# ColorBrewer's YlGnBu, five classes: lightness falls from class to class for every colour vision.
SHADES = ("#ffffd9", "#c7e9b4", "#7fcdbb", "#41b6c4", "#2c7fb8")
NO_DATA = Style(stroke="#6a737c", width=1.2, dash="4 3", fill="#eceff1")
SCORE_BREAKS = (0.6, 0.7, 0.8, 0.9)
SHARE_BREAKS = (0.5, 0.7, 0.85, 0.95)
QUANTILES = (0.2, 0.4, 0.6, 0.8)
GROUPS = ("grave", "frequent", "accidents")
MAPS = (
    *("score", "grave", "frequent", "accidents", "deaths", "injured"),
    *("rectified", "returns", "grave_reports", "safety", "satisfaction", "funding"),
)


class LegendSign(NamedTuple):
    """A sign of the legend."""

    drawing: Markup
    words: str


class ScoreMap(NamedTuple):
    """The drawing, what it shows, its legend with the unit, and what its numbers add up to."""

    chosen: str
    title: str
    drawing: Markup
    legend: tuple[LegendSign, ...]
    unit: str
    total: str
    note: str


class _Shown(NamedTuple):
    value: float | None
    words: str


def map_names(lang: str) -> tuple[tuple[str, str], ...]:
    """Name everything that the map can show."""
    return tuple((code, _title(code, lang)) for code in MAPS)


def score_map(card: Scorecard, chosen: str, lang: str) -> ScoreMap | None:
    """Draw the map; None without townships."""
    chosen = chosen if chosen in MAPS else "score"
    rows = {row.code: row for row in card.rows}
    frame = card.townships[card.townships["code"].isin(rows)].to_crs(4326)
    if frame.empty:
        return None
    own = [rows[code] for code in frame["code"]]
    shown = [_shown(row, chosen, lang) for row in own]
    breaks = _breaks([one.value for one in shown if one.value is not None], chosen)
    styles = [_style(one.value, breaks) for one in shown]
    title = _title(chosen, lang)
    layer = MapLayer(
        key="townships",
        name=title,
        pane="townships",
        geometry=frame.geometry.reset_index(drop=True),
        styles=styles,
        labels=[str(escape(f"{row.name} {one.words}".strip())) for row, one in zip(own, shown, strict=True)],
        label_class="townships",
    )
    drawing = map_drawing([layer], title, lang, size=SIZE)
    if drawing is None:
        return None
    return ScoreMap(
        chosen,
        title,
        drawing,
        _legend(breaks, chosen, lang, some_missing=any(one.value is None for one in shown)),
        _unit(chosen, lang),
        _total(card, own, chosen, lang),
        text("score.map_chance", lang),
    )


def _title(chosen: str, lang: str) -> str:
    if chosen in ("score", "funding"):
        return text(f"score.map_{chosen}", lang)
    return text(f"measure.{chosen}", lang)


def _shown(row: Row, chosen: str, lang: str) -> _Shown:
    nothing = text("score.map_no_data", lang)
    if chosen == "score":
        share = None if row.score is None else row.score.share
        return _Shown(None, nothing) if share is None else _Shown(share.value, format_share(share.value))
    if chosen == "funding":
        budget = row.funding.per_head
        return _Shown(budget, nothing if budget is None else format_number(budget, 2))
    measured = row.measured[chosen]
    count = measured.number("count")
    if chosen in RATES and count is not None:
        return _Shown(measured.value, format_number(count))
    return _Shown(measured.value, nothing if measured.value is None else value_words(chosen, measured.value))


def _breaks(values: Sequence[float], chosen: str) -> tuple[float, ...]:
    if chosen == "score":
        return SCORE_BREAKS
    if chosen not in RATES and chosen != "funding":
        return SHARE_BREAKS
    if not values:
        return ()
    limits = (float(f"{limit:.2g}") for limit in np.quantile(values, QUANTILES))
    return tuple(dict.fromkeys(limit for limit in limits if limit > min(values)))


def _style(value: float | None, breaks: Sequence[float]) -> Style:
    if value is None:
        return NO_DATA
    return Style(stroke="#4b4363", width=1.2, fill=SHADES[int(np.searchsorted(breaks, value, side="right"))])


def _legend(breaks: Sequence[float], chosen: str, lang: str, *, some_missing: bool) -> tuple[LegendSign, ...]:
    say = partial(text, lang=lang)
    plain = chosen in RATES or chosen == "funding"
    said = [format_number(one) if plain else format_share(one) for one in breaks]
    if said:
        words = [
            say("score.map_under", high=said[0]),
            *(say("score.map_between", low=low, high=high) for low, high in pairwise(said)),
            say("score.map_from", low=said[-1]),
        ]
    else:
        words = []
    entries = [
        LegendEntry(Style(stroke="#4b4363", width=1, fill=SHADES[number]), word)
        for number, word in enumerate(words)
    ]
    if some_missing:
        entries.append(LegendEntry(NO_DATA, say("score.map_no_data")))
    return tuple(LegendSign(swatch(entry), entry.words) for entry in entries)


def _unit(chosen: str, lang: str) -> str:
    kind = "rate" if chosen in RATES else "yuan" if chosen == "funding" else "share"
    return text(f"score.map_unit_{kind}", lang)


def _total(card: Scorecard, rows: Sequence[Row], chosen: str, lang: str) -> str:
    """Add up what stands on the map, so that it can be laid beside the table."""
    if chosen not in GROUPS or not card.whole or not card.basis.get(chosen):
        return ""
    record = card.basis[chosen]
    inside = sum(row.counts.group(chosen, record) for row in rows)
    outside = card.elsewhere.group(chosen, record)
    total = card.county.counts.group(chosen, record)
    numbers = {"inside": inside, "outside": outside, "total": total}
    return text("score.map_total", lang, **{name: format_number(one) for name, one in numbers.items()})
