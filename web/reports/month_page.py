"""The month's assessment in words and drawings: page and PDF only arrange them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from hotspots.assessment.area_changes import FADING, GONE, NEW
from hotspots.assessment.expected_band import FEWEST
from hotspots.assessment.forecast import MODEL, NAIVE, Forecast
from hotspots.assessment.months import month_after
from web.reports.band_chart import band_chart
from web.reports.leader_words import Said, said
from web.services.month.findings import Assessment, Expected, Line
from web.services.month.levels import Level
from web.services.month.notes import Note
from web.services.month.series import IN_SCOPE, OTHER
from web.services.views import View
from web.texts import label, text
from web.texts.formats import NO_VALUE, format_day, format_month, format_number, format_share, local_date

DAYS_OF_YEAR = 365.25


class Row(NamedTuple):
    """A line of a table of counts."""

    name: str
    now: str
    on_previous: Said
    on_year: Said
    expected: str
    band: str
    standing: Said
    more: str = ""


class Next(NamedTuple):
    """A kind and its next three months."""

    name: str
    months: tuple[str, ...]
    method: str
    errors: str


class LevelRow(NamedTuple):
    """A place and its level."""

    code: str
    name: str
    level: str
    words: str
    computed: str
    adjusted: str
    reason: str
    why: str
    revision: int


class NoteRow(NamedTuple):
    """What a unit says."""

    unit: str
    words: str
    day: str


class MonthPage(NamedTuple):
    """Everything that the page shows."""

    title: str
    lead: tuple[str, ...]
    kinds: tuple[Row, ...]
    places: tuple[Row, ...]
    places_are_villages: bool
    elsewhere: str
    chart: Markup | None
    next_months: tuple[str, ...]
    forecasts: tuple[Next, ...]
    forecast_note: str
    areas: tuple[str, ...]
    areas_note: str
    outbreaks: tuple[str, ...]
    levels: tuple[LevelRow, ...]
    notes: tuple[NoteRow, ...]
    method: tuple[str, ...]


def month_page(
    found: Assessment,
    levels: Sequence[Level],
    notes: Sequence[Note],
    view: View,
    *,
    lang: str,
    time_zone: str,
) -> MonthPage | None:
    """Say an assessment in words; None where there is no whole month."""
    if found.month is None:
        return None
    next_months = [month_after(found.month, ahead) for ahead in (1, 2, 3)]
    return MonthPage(
        title=text("month.title", lang, month=format_month(found.month, lang)),
        lead=_lead(found, lang),
        kinds=tuple(_row(kind_name(line.code, lang), line, lang) for line in found.kinds),
        places=tuple(_row(line.name, line, lang) for line in found.places),
        places_are_villages=found.places_are_villages,
        elsewhere=text("month.elsewhere", lang, count=found.elsewhere) if found.elsewhere else "",
        chart=band_chart(found.chart, lang),
        next_months=tuple(format_month(day, lang) for day in next_months),
        forecasts=tuple(_next(kind, one, lang) for kind, one in found.forecasts),
        forecast_note=_forecast_note(found, lang),
        areas=_areas(found, lang),
        areas_note=_areas_note(found, lang),
        outbreaks=_outbreaks(found, lang),
        levels=tuple(level_row(level, lang) for level in levels),
        notes=tuple(
            NoteRow(one.unit.name, one.words, format_day(local_date(one.changed_at, time_zone), lang))
            for one in notes
        ),
        method=_method(found, view, lang),
    )


def kind_name(code: str, lang: str) -> str:
    """Name a kind of incidents."""
    if code in {IN_SCOPE, OTHER}:
        return text("month.in_scope" if code == IN_SCOPE else "month.other", lang)
    return label("category", code, lang)


def _lead(found: Assessment, lang: str) -> tuple[str, ...]:
    whole = found.kinds[0]
    assert found.month is not None
    month, count = format_month(found.month, lang), format_number(whole.now)
    if whole.band is None:
        return (text("month.lead_short", lang, month=month, count=count),)
    band = whole.band
    verdict = text(f"month.verdict_{band.position(whole.now)}", lang)
    numbers = {"expected": format_number(band.expected, 0), "low": band.low, "high": band.high}
    first = text("month.lead", lang, month=month, count=count, verdict=verdict, **numbers)
    if not found.compared:
        return (first,)
    raised = sum(len(line.raised) for line in found.places)
    return first, text("month.lead_places", lang, judged=found.compared, count=raised)


def _row(name: str, line: Line, lang: str) -> Row:
    band = line.band
    more = [
        text(
            "month.raised_one",
            lang,
            kind=kind_name(kind, lang),
            count=count,
            expected=format_number(expected, 1),
        )
        for kind, count, expected in line.raised
    ]
    return Row(
        name,
        format_number(line.now),
        said(line.on_previous),
        said(line.on_year),
        NO_VALUE if band is None else format_number(band.expected, 0 if band.expected >= 10 else 1),
        NO_VALUE if band is None else f"{band.low}–{band.high}",
        _standing(line.now, band, lang),
        ("；" if lang == "zh" else "; ").join(more),
    )


def _standing(count: int, band: Expected | None, lang: str) -> Said:
    if band is None:
        return Said(NO_VALUE, "none")
    position = band.position(count)
    words = text(f"month.verdict_{'maybe' if position == 'above' else position}", lang)
    if band.is_alarm:
        return Said(f"▲ {text('month.verdict_above', lang)}", "up")
    return Said(words, "down" if position == "below" else "chance" if position == "within" else "none")


def _next(kind: str, one: Forecast, lang: str) -> Next:
    months = [
        f"{format_number(expected, 0 if expected >= 10 else 1)} ({low:.0f}–{high:.0f})"
        for expected, low, high in zip(one.expected, one.low, one.high, strict=True)
    ]
    errors = {score.method: format_number(score.mean_error, 1) for score in one.scores}
    return Next(
        kind_name(kind, lang),
        tuple(months),
        text(f"month.method_{one.method}", lang),
        f"{errors[MODEL]} / {errors[NAIVE]}" if errors else NO_VALUE,
    )


def _forecast_note(found: Assessment, lang: str) -> str:
    if not found.forecasts:
        return text("month.forecast_none", lang)
    whole = found.forecasts[0][1]
    if not whole.scores:
        return text("month.scores_none", lang)
    errors = {score.method: format_number(score.mean_error, 1) for score in whole.scores}
    return text(
        "month.scores",
        lang,
        tried=whole.scores[0].tried,
        model=errors[MODEL],
        naive=errors[NAIVE],
        verdict=text(f"month.model_{_standing_of(whole)}", lang),
        coverage=format_share(whole.scores[0].coverage),
    )


def _standing_of(whole: Forecast) -> str:
    if whole.method == NAIVE:
        return "no_better"
    return "better" if whole.is_proved else "closer"


def _areas(found: Assessment, lang: str) -> tuple[str, ...]:
    if found.areas is None or found.areas.until_before is None:
        return ()
    between = "：" if lang == "zh" else ": "
    names = {NEW: "month.area_new", FADING: "month.area_fading", GONE: "month.area_gone"}
    return tuple(
        between.join((text(names[one.change], lang), one.place or one.area_id)) for one in found.areas.areas
    )


def _areas_note(found: Assessment, lang: str) -> str:
    news = found.areas
    if news is None or news.until is None:
        return text("month.areas_none", lang)
    until = format_day(news.until, lang)
    if news.until_before is None:
        return text("month.areas_no_earlier", lang, until=until, kept=news.kept)
    before = format_day(news.until_before, lang)
    basis = text("month.areas_basis", lang, until=until, before=before, kept=news.kept)
    return basis if news.areas else f"{text('month.areas_same', lang)} {basis}"


def _outbreaks(found: Assessment, lang: str) -> tuple[str, ...]:
    return tuple(
        text(
            "month.outbreak",
            lang,
            place=one.place or NO_VALUE,
            since=format_day(one.first_day, lang),
            count=one.incidents,
            expected=format_number(one.expected, 1),
            years=format_number(one.recurrence_days / DAYS_OF_YEAR, 1),
        )
        for one in found.outbreaks
    )


def level_row(level: Level, lang: str) -> LevelRow:
    """Say a level and what raised it."""
    reasons = [
        text(
            f"warning_reason.{measure}",
            lang,
            value=format_share(value) if measure == "townships" else format_number(value, None),
        )
        for measure, value in level.computed.reasons.items()
    ]
    return LevelRow(
        level.code,
        level.name or text("month.county", lang),
        level.level,
        text(f"warning_level.{level.level}", lang),
        text(f"warning_level.{level.computed.level}", lang),
        "" if level.adjusted is None else text(f"warning_level.{level.adjusted.level}", lang),
        "" if level.adjusted is None else level.adjusted.reason,
        ("；" if lang == "zh" else "; ").join(reasons),
        level.revision,
    )


def _method(found: Assessment, view: View, lang: str) -> tuple[str, ...]:
    said_of = [text("month.method", lang, history=found.history, judged=found.compared, fewest=FEWEST)]
    if view.within is not None:
        said_of.append(text("month.method_ground", lang))
    return tuple(said_of)
