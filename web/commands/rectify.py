"""``safetown rectify``: the register listed on any day, and steps taken with an entry."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from web.commands.designate import DAY
from web.options import FILE, lang_option, option, store_option, zone_option
from web.terminal import SpokenCommand, language, say, settings
from web.texts import label, text

if TYPE_CHECKING:
    from datetime import date

    from data.store import Store
    from data.store.register import EntryRecord
    from web.services.register.work import Listed, RegisterWork

ACTIONS = (
    *("withdraw", "reconsider", "watch", "decline", "designate", "list", "progress", "check", "extend"),
    *("ask_acceptance", "return", "accept", "delist", "relist", "amend", "review", "undo"),
)

TO_READ = (".csv", ".xlsx")
"""Tables for people, in their language; the other formats are layers for programs."""


@click.command("rectify", cls=SpokenCommand, help="cli.help.rectify")
@click.argument("number", required=False)
@click.argument("action", type=click.Choice(ACTIONS), required=False)
@option("--reason", key="register_reason", default="")
@option("--deadline", key="register_deadline", type=DAY)
@option("--passed/--failed", "passed", key="rectify_passed", default=None)
@option("--lead", key="designate_lead", default="", metavar="UNIT")
@option("--supporting", key="designate_supporting", multiple=True, metavar="UNIT")
@option("--leader", key="designate_leader", default="", metavar="POST")
@option("--measures", key="designate_measures", default="")
@option("--causes", key="designate_causes", default="")
@option("--meeting", key="designate_meeting", default="")
@option("--level", key="designate_level", type=click.Choice(["county", "township"]), default=None)
@option("--on", "on_day", key="register_on", type=DAY)
@option("--review", key="rectify_review", type=click.DateTime(["%Y-%m"]), metavar="MONTH")
@option("--out", key="rectify_out", type=FILE)
@zone_option
@store_option
@lang_option
def rectify(
    number: str | None,
    action: str | None,
    reason: str,
    supporting: tuple[str, ...],
    level: str | None,
    deadline: datetime | None,
    passed: bool | None,  # noqa: FBT001
    on_day: datetime | None,
    review: datetime | None,
    out: Path | None,
    time_zone: str,
    **words: str,
) -> None:
    """List the register, show an entry, or take a step with it."""
    from hotspots.rectification.states import Action
    from web.services.exporting import check_writable, today
    from web.services.register.actors import COMMAND_LINE
    from web.services.register.asked import Asked
    from web.services.register.work import RegisterWork
    from web.services.stores import store_to_read

    if out is not None:
        check_writable(out, maps=False)
    day = on_day.date() if on_day else today()
    with store_to_read(settings().store_url) as store:
        work = RegisterWork(store, COMMAND_LINE, today(), time_zone)
        if review is not None:
            _review(store, work, review.date())
            return
        if number is None:
            _list(store, work.listed(day), day, out)
            return
        entry = _numbered(work, number)
        if action is None:
            _show(store, work, entry)
            return
        due = deadline.date() if deadline else None
        usual = "county" if action == "designate" else ""
        said = {"reason": reason, "level": level or usual, **words}
        changed = work.act(entry.id, Asked(Action(action), day, said, supporting, due, passed))
        state = label("register_state", changed.state, language())
        say("cli.rectified", number=changed.number, title=changed.title, state=state)


def _list(store: Store, found: list[Listed], day: date, out: Path | None) -> None:
    """List the register of a day, or write it as a table."""
    from data.writers import write_table
    from web.reports.register_rows import entry_row, register_table
    from web.services.register.layer import register_layer
    from web.services.register.naming import names_of
    from web.services.register.units import county_ground

    names, lang = names_of(store), language()
    rows = [entry_row(one, names, lang, day) for one in found]
    if out is not None:
        to_read = out.suffix.lower() in TO_READ
        layer = register_layer(found, names.units, day, county_ground(store))
        write_table(register_table(rows, lang) if to_read else layer, out)
        say("cli.wrote", path=str(out))
        return
    if not rows:
        say("cli.register_empty")
    for row in rows:
        said = ("number", "state", "since", "deadline", "late", "responsible", "entry")
        click.echo("\t".join(str(row[name]) for name in said))


def _review(store: Store, work: RegisterWork, month: date) -> None:
    """Print what a month says of the entries that were observed in it."""
    from web.reports.register_rows import review_row
    from web.services.register.naming import names_of
    from web.services.register.review import review_of

    names = names_of(store)
    for one in review_of(store, work, month):
        row = review_row(one, names, language())
        said = ("number", "state", "over_on", "until", "incidents", "before", "words", "entry")
        click.echo("\t".join(str(row[name]) for name in said))


def _show(store: Store, work: RegisterWork, entry: EntryRecord) -> None:
    """Print an entry's history, and how it stands against what is wanted for delisting."""
    from web.reports.register_rows import history_rows, verdict_rows
    from web.services.register.naming import names_of

    names, lang = names_of(store), language()
    click.echo(f"{entry.number}\t{entry.title}\t{label('register_state', entry.state, lang)}")
    for row in reversed(history_rows(work.history(entry), names, lang)):
        undone = f" ({text('register.undone', lang)})" if row["undone"] else ""
        facts = "; ".join(f"{name}: {value}" for name, value in row["facts"])
        click.echo("\t".join(map(str, (row["day"], row["action"] + undone, row["reason"], facts))))
    if entry.state == "accepted":
        for verdict in verdict_rows(work.judged(entry), lang):
            click.echo("\t".join((verdict["wanted"], verdict["found"], "ok" if verdict["holds"] else "—")))


def _numbered(work: RegisterWork, number: str) -> EntryRecord:
    from gis.errors import InputError

    found = [one.entry for one in work.listed() if number in (one.entry.number, str(one.entry.id))]
    if not found:
        known = [one.entry.number for one in work.listed()]
        raise InputError("register.number_unknown", number=number, known=known)
    return found[0]
