"""``safetown report``: documents to print."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from web.options import FILE, lang_option, option, store_option, zone_option
from web.terminal import SpokenGroup, language, say, settings, warn
from web.texts import text


@click.group("report", cls=SpokenGroup, help="cli.help.report")
def report() -> None:
    """Gather the reports."""


@report.command("beat-cards", help="cli.help.beat_cards")
@click.argument("plan", type=FILE, required=False)
@option("--beat", "chosen", key="routes_beat", multiple=True, metavar="ID")
@option("--county", key="cards_county", envvar="SAFETOWN_COUNTY", default="", metavar="NAME")
@option("--out", key="cards_out", type=FILE, required=True)
@zone_option
@store_option
@lang_option
def beat_cards(plan: Path | None, chosen: tuple[str, ...], county: str, out: Path, time_zone: str) -> None:
    """Print beat cards."""
    from web.reports.beat_cards import write_beat_cards
    from web.services.beats.cards import card_content, cards_of_file, cards_of_store, chosen_beats
    from web.services.exporting import check_printable
    from web.services.stores import store_to_read

    check_printable(out, plan)
    if plan is not None:
        found = cards_of_file(plan, time_zone)
    else:
        with store_to_read(settings().store_url) as store:
            found = cards_of_store(store, time_zone)
    beats = chosen_beats(found.kept, chosen)
    content = card_content(found, beats, county, language("zh"))
    unknown = write_beat_cards(out, content)
    if unknown:
        warn(text("cli.signs_unknown", language(), signs=" ".join(unknown)))
    if not found.is_timed:
        warn(text("cli.cards_no_routes", language()))
    say("cli.cards_made", cards=len(beats))
    say("cli.wrote", path=str(out))


@report.command("designation", help="cli.help.designation")
@option("--year", key="designation_year", type=click.IntRange(1990, 2200))
@option("--number", key="designation_number", default="", metavar="TEXT")
@option("--meeting", key="designation_meeting", default="", metavar="TEXT")
@option("--dated", key="designation_dated", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE")
@option("--county", key="cards_county", envvar="SAFETOWN_COUNTY", default="", metavar="NAME")
@option("--out", key="designation_out", type=FILE, required=True)
@zone_option
@store_option
@lang_option
def designation(
    year: int | None,
    number: str,
    meeting: str,
    dated: datetime | None,
    county: str,
    out: Path,
    time_zone: str,
) -> None:
    """Write the designation document of a year."""
    from gis.errors import FileError
    from web.maps.self_contained import write_whole
    from web.reports.designation import Heading
    from web.reports.designation import designation as worded
    from web.reports.designation_files import MIME, write_designation
    from web.services.exporting import today
    from web.services.office.county import county_values
    from web.services.register.actors import COMMAND_LINE
    from web.services.register.designations import designations_of
    from web.services.register.work import RegisterWork
    from web.services.stores import store_to_read

    ending = out.suffix.lower()
    if ending not in MIME:
        raise FileError("file.ending_unknown", path=str(out), endings=", ".join(MIME))
    lang = language("zh")
    with store_to_read(settings().store_url) as store:
        kept = county_values(store)
        issuer = kept["committee_title"] or text("role.committee", lang)
        work = RegisterWork(store, COMMAND_LINE, today(), time_zone)
        found = designations_of(store, work, year or today().year)
        day = today() if dated is None else dated.date()
        heading = Heading(county or kept["county_name"], issuer, number, meeting, day)
        write_whole(out, write_designation(worded(found, heading, lang), ending))
    say("cli.wrote", path=str(out))


@report.command("calls", help="cli.help.report_calls")
@option("--since", key="calls_since", type=click.DateTime(["%Y-%m-%d"]), required=True, metavar="DATE")
@option("--until", key="calls_until", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE")
@option("--county", key="cards_county", envvar="SAFETOWN_COUNTY", default="", metavar="NAME")
@option("--out", key="calls_out", type=FILE, required=True)
@zone_option
@store_option
@lang_option
def calls(since: datetime, until: datetime | None, county: str, out: Path, time_zone: str) -> None:
    """Report the calls of a period."""
    from web.reports.calls_files import write_calls
    from web.services.exporting import check_report, today
    from web.services.filings.calls import call_report, span_of
    from web.services.stores import store_to_read

    check_report(out)
    span = span_of(since.date(), (until or since).date())
    with store_to_read(settings().store_url) as store:
        found = call_report(store, span, time_zone)
    write_calls(out, found, county, today(), language("zh"))
    say(
        "cli.calls_made",
        since=span.since,
        until=span.until,
        total=found.whole.total,
        valid=found.whole.valid,
    )
    say("cli.wrote", path=str(out))


@report.command("scorecard", help="cli.help.scorecard")
@option("--year", key="score_year", type=click.IntRange(2000, 2099))
@option("--county", key="cards_county", envvar="SAFETOWN_COUNTY", default="", metavar="NAME")
@option("--out", key="score_out", type=FILE, required=True)
@zone_option
@store_option
@lang_option
def scorecard(year: int | None, county: str, out: Path, time_zone: str) -> None:
    """Write the scorecard of safe townships."""
    from web.reports.scorecard import write_scorecard
    from web.services.exporting import check_report, today
    from web.services.scorecard.plan_lines import SAFE, UNKNOWN
    from web.services.scorecard.service import Scorecards
    from web.services.stores import store_to_read

    check_report(out)
    with store_to_read(settings().store_url) as store:
        service, day = Scorecards(store, time_zone), today()
        card = service.card(service.newest_year(day) if year is None else year, day)
    write_scorecard(out, card, county, day, language("zh"))
    standings = [row.standing for row in card.rows]
    counts = {"safe": standings.count(SAFE), "unknown": standings.count(UNKNOWN)}
    say("cli.score_made", year=str(card.year), townships=len(card.rows), **counts)


@report.command("assessment", help="cli.help.assessment")
@option("--month", key="assessment_month", default="", metavar="YYYY-MM")
@option("--county", key="cards_county", envvar="SAFETOWN_COUNTY", default="", metavar="NAME")
@option("--out", key="assessment_out", type=FILE, required=True)
@zone_option
@store_option
@lang_option
def assessment(month: str, county: str, out: Path, time_zone: str) -> None:
    """Write the assessment of a month."""
    from web.reports.month_files import write_assessment
    from web.services.exporting import check_pdf
    from web.services.stores import store_to_read

    check_pdf(out)
    lang = language("zh")
    with store_to_read(settings().store_url) as store:
        written = write_assessment(out, store, month, county=county, lang=lang, time_zone=time_zone)
    say("cli.assessment_made", month=written)
    say("cli.wrote", path=str(out))


@report.command("bulletin", help="cli.help.bulletin")
@option("--period", key="bulletin_period", required=True, metavar="PERIOD")
@option("--county", key="cards_county", envvar="SAFETOWN_COUNTY", default="", metavar="NAME")
@option("--out", key="bulletin_out", type=FILE, required=True)
@store_option
@lang_option
def bulletin(period: str, county: str, out: Path) -> None:
    """Write the bulletin of a period."""
    from web.reports.month_files import write_bulletin_of
    from web.services.exporting import check_printable
    from web.services.stores import store_to_read

    check_printable(out)
    lang = language("zh")
    with store_to_read(settings().store_url) as store:
        state = write_bulletin_of(out, store, period, county, lang)
    say("cli.bulletin_made", period=period, state=text(f"bulletin_state.{state}", language()))
    say("cli.wrote", path=str(out))
