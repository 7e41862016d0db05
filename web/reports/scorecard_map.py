"""The map of the scorecard: townships shaded by a value, with their figures; drawn from the table's rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from markupsafe import Markup, escape

from hotspots.scorecard.groups import GROUP_OF, KINDS
from hotspots.scorecard.measures import RATES, rate
from web.maps.layers import LegendEntry, MapLayer, Style
from web.maps.panel import swatch
from web.reports.map_figure import map_drawing
from web.reports.scorecard_goals import MEASURES
from web.reports.scorecard_words import value_words
from web.services.scorecard.card import BELOW, VETOED, Row, Scorecard
from web.services.scorecard.decisions import GIVEN
from web.services.scorecard.plan_lines import SAFE, UNKNOWN
from web.texts import text
from web.texts.formats import format_number, format_share

SIZE = (760.0, 620.0)
# ColorBrewer's YlGnBu, five classes: lightness falls from class to class for every colour vision.
SHADES = ("#ffffd9", "#c7e9b4", "#7fcdbb", "#41b6c4", "#2c7fb8")
EDGE = "#4b4363"
NO_DATA = Style(stroke="#6a737c", width=1.2, dash="4 3", fill="#eceff1")
STANDINGS = {
    SAFE: Style(stroke=EDGE, width=1.2, fill="#a6c8e8"),
    BELOW: Style(stroke=EDGE, width=1.2, fill="#fbe3a6"),
    VETOED: Style(stroke=EDGE, width=1.2, fill="#d9774f"),
    UNKNOWN: NO_DATA,
}
SCORE_BREAKS = (0.6, 0.7, 0.8, 0.9)
SHARE_BREAKS = (0.5, 0.7, 0.85, 0.95)
QUANTILES = (0.2, 0.4, 0.6, 0.8)
MONEY = ("due", "budgeted", "spent")
HEADINGS = {
    "results": ("score", "standing"),
    "groups": MEASURES,
    "kinds": KINDS,
    "money": MONEY,
}
"""What the map can show, under headings."""
MAPS = tuple(code for codes in HEADINGS.values() for code in codes)


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
    """What shades a township, the figure that stands on it, and the number that it adds to the total."""

    value: float | None
    words: str
    counted: float | None = None


def map_names(lang: str) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Name everything that the map can show, under headings."""
    return tuple(
        (text(f"score.map_{heading}", lang), tuple((code, _title(code, lang)) for code in codes))
        for heading, codes in HEADINGS.items()
    )


def score_map(card: Scorecard, chosen: str, lang: str) -> ScoreMap | None:
    """Draw the map; None without townships."""
    chosen = chosen if chosen in MAPS else "score"
    rows = {row.code: row for row in card.rows}
    frame = card.townships[card.townships["code"].isin(rows)].to_crs(4326)
    if frame.empty:
        return None
    own = [rows[code] for code in frame["code"]]
    shown = [_shown(row, card, chosen, lang) for row in own]
    breaks = _breaks([one.value for one in shown if one.value is not None], chosen)
    title = _title(chosen, lang)
    layer = MapLayer(
        key="townships",
        name=title,
        pane="townships",
        geometry=frame.geometry.reset_index(drop=True),
        styles=_styles(own, shown, breaks, chosen),
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
        _standing_legend(own, lang) if chosen == "standing" else _legend(breaks, shown, chosen, lang),
        _unit(chosen, lang),
        _total(card, shown, chosen, lang),
        "" if chosen in ("standing", *MONEY) else text("score.map_chance", lang),
    )


def _title(chosen: str, lang: str) -> str:
    if chosen in KINDS:
        return text(f"score_kind.{chosen}", lang)
    return text(f"measure.{chosen}" if chosen in MEASURES else f"score.map_{chosen}", lang)


def _shown(row: Row, card: Scorecard, chosen: str, lang: str) -> _Shown:
    nothing = text("score.map_no_data", lang)
    if chosen == "standing":
        return _Shown(None, _standing(row, lang))
    if chosen in MONEY:
        money: float | None = getattr(row.funding, chosen)
        a_head = money / row.people if money is not None and row.people else None
        return _Shown(a_head, nothing if money is None else format_number(money), money)
    if chosen in KINDS:
        return _kind(row, card, chosen, nothing)
    if chosen == "score":
        share = None if row.score is None else row.score.share
        return _Shown(None, nothing) if share is None else _Shown(share.value, format_share(share.value))
    measured = row.measured[chosen]
    if measured.count is not None:
        return _Shown(measured.value, format_number(measured.count), measured.count)
    return _Shown(measured.value, nothing if measured.value is None else value_words(chosen, measured.value))


def _standing(row: Row, lang: str) -> str:
    words = text(f"score_standing.{row.standing}", lang)
    given = row.card is not None and row.card.state == GIVEN
    return f"{words} · {text('score.card', lang)}" if given else words


def _kind(row: Row, card: Scorecard, kind: str, nothing: str) -> _Shown:
    if card.span is None:
        return _Shown(None, nothing)
    count = row.counts.kinds.get((kind, card.basis.get(GROUP_OF[kind], "")), 0)
    return _Shown(rate(kind, count, row.people or 0, card.span.days).value, format_number(count), count)


def _breaks(values: Sequence[float], chosen: str) -> tuple[float, ...]:
    if chosen == "score":
        return SCORE_BREAKS
    if not _is_plain(chosen):
        return SHARE_BREAKS
    if not values:
        return ()
    limits = (float(f"{limit:.2g}") for limit in np.quantile(values, QUANTILES))
    return tuple(dict.fromkeys(limit for limit in limits if min(values) < limit <= max(values)))


def _is_plain(chosen: str) -> bool:
    """Tell whether a map shows numbers, and not shares."""
    return chosen in (*RATES, *MONEY, *KINDS)


def _styles(
    rows: Sequence[Row], shown: Sequence[_Shown], breaks: Sequence[float], chosen: str
) -> list[Style]:
    if chosen == "standing":
        return [STANDINGS[row.standing] for row in rows]
    return [_style(one.value, breaks) for one in shown]


def _style(value: float | None, breaks: Sequence[float]) -> Style:
    if value is None:
        return NO_DATA
    return Style(stroke="#4b4363", width=1.2, fill=SHADES[int(np.searchsorted(breaks, value, side="right"))])


def _legend(
    breaks: Sequence[float], shown: Sequence[_Shown], chosen: str, lang: str
) -> tuple[LegendSign, ...]:
    say = partial(text, lang=lang)
    write = format_number if _is_plain(chosen) else format_share
    said = [write(one) for one in breaks]
    values = [one.value for one in shown if one.value is not None]
    words = [write(values[0])] if values and not said else []
    if said:
        words = [
            say("score.map_under", high=said[0]),
            *(say("score.map_between", low=low, high=high) for low, high in pairwise(said)),
            say("score.map_from", low=said[-1]),
        ]
    entries = [
        LegendEntry(Style(stroke=EDGE, width=1, fill=SHADES[number]), word)
        for number, word in enumerate(words)
    ]
    if len(values) < len(shown):
        entries.append(LegendEntry(NO_DATA, say("score.map_no_data")))
    return _signs(entries)


def _standing_legend(rows: Sequence[Row], lang: str) -> tuple[LegendSign, ...]:
    """Name every standing, with how many townships have it."""
    counts = Counter(row.standing for row in rows)
    return _signs(
        [
            LegendEntry(style, f"{text(f'score_standing.{standing}', lang)} {counts[standing]}")
            for standing, style in STANDINGS.items()
        ]
    )


def _signs(entries: Sequence[LegendEntry]) -> tuple[LegendSign, ...]:
    return tuple(LegendSign(swatch(entry), entry.words) for entry in entries)


def _unit(chosen: str, lang: str) -> str:
    if chosen == "standing":
        return ""
    kind = "rate" if chosen in (*RATES, *KINDS) else "yuan" if chosen in MONEY else "share"
    return text("score.map_unit_loss" if chosen == "loss" else f"score.map_unit_{kind}", lang)


def _total(card: Scorecard, shown: Sequence[_Shown], chosen: str, lang: str) -> str:
    """Add up what stands on the map, so that it can be laid beside the table."""
    counted = [one.counted for one in shown if one.counted is not None]
    if not counted or not card.whole:
        return ""
    if chosen in MONEY:
        return text("score.map_sum", lang, total=format_number(round(sum(counted), 2)))
    if chosen in KINDS:
        key = (chosen, card.basis.get(GROUP_OF[chosen], ""))
        outside, total = (float(one.kinds.get(key, 0)) for one in (card.elsewhere, card.county.counts))
    else:
        outside, total = card.outside(chosen) or 0.0, card.county.measured[chosen].count or 0.0
    numbers = {"inside": sum(counted), "outside": outside, "total": total}
    return text("score.map_total", lang, **{name: format_number(one) for name, one in numbers.items()})
