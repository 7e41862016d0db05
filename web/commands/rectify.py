"""``safetown rectify``: the register listed on any day, and steps taken with an entry."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from web.commands.designate import DAY
from web.options import FILE, lang_option, option, store_option, zone_option
from web.terminal import SpokenCommand, language, say, settings
from web.texts import label

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from data.store import Store
    from data.store.register import EntryRecord
    from web.services.register.work import Listed, RegisterWork

ACTIONS = (
    *("withdraw", "reconsider", "watch", "decline", "designate", "list", "progress", "check", "extend"),
    *("ask_acceptance", "return", "accept", "delist", "relist"),
)


@click.command("rectify", cls=SpokenCommand, help="cli.help.rectify")
@click.argument("number", required=False)
@click.argument("action", type=click.Choice(ACTIONS), required=False)
@option("--reason", key="register_reason", default="")
@option("--deadline", key="register_deadline", type=DAY)
@option("--passed/--failed", "passed", key="rectify_passed", default=None)
@option("--lead", key="designate_lead", default="", metavar="UNIT")
@option("--leader", key="designate_leader", default="", metavar="POST")
@option("--measures", key="designate_measures", default="")
@option("--on", "on_day", key="register_on", type=DAY)
@option("--out", key="rectify_out", type=FILE)
@zone_option
@store_option
@lang_option
def rectify(
    number: str | None,
    action: str | None,
    reason: str,
    deadline: datetime | None,
    passed: bool | None,  # noqa: FBT001
    on_day: datetime | None,
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
        if number is None:
            _list(store, work.listed(day), day, out)
            return
        entry = _numbered(work, number)
        if action is None:
            _show(store, work, entry)
            return
        due = deadline.date() if deadline else None
        said = {"reason": reason, "level": "county", **words}
        changed = work.act(entry.id, Asked(Action(action), day, said, (), due, passed))
        state = label("register_state", changed.state, language())
        say("cli.rectified", number=changed.number, title=changed.title, state=state)


def _list(store: Store, found: list[Listed], day: date, out: Path | None) -> None:
    """List the register of a day, or write it as a table."""
    from data.writers import write_table
    from web.reports.register_rows import entry_row, register_table
    from web.services.register.units import unit_names

    names, lang = unit_names(store), language()
    rows = [entry_row(one, names, lang, day) for one in found]
    if out is not None:
        write_table(_with_outlines(register_table(rows, lang), found, out), out)
        say("cli.wrote", path=str(out))
        return
    if not rows:
        say("cli.register_empty")
    for row in rows:
        said = ("number", "state", "since", "deadline", "late", "responsible", "entry")
        click.echo("\t".join(str(row[name]) for name in said))


def _with_outlines(table: pd.DataFrame, found: list[Listed], out: Path) -> pd.DataFrame:
    """Put the outlines beside the rows where the format has room for them."""
    import geopandas as gpd

    if out.suffix.lower() in {".csv", ".xlsx"}:
        return table
    layer: pd.DataFrame = gpd.GeoDataFrame(table, geometry=[one.entry.geometry for one in found], crs=4326)
    return layer


def _show(store: Store, work: RegisterWork, entry: EntryRecord) -> None:
    """Print an entry's history, and how it stands against what is wanted for delisting."""
    from web.reports.register_rows import step_row, verdict_rows
    from web.services.register.units import unit_names

    names, lang = unit_names(store), language()
    click.echo(f"{entry.number}\t{entry.title}\t{label('register_state', entry.state, lang)}")
    for step in work.steps(entry):
        row = step_row(step, names, lang)
        facts = "; ".join(f"{name}: {value}" for name, value in row["facts"])
        click.echo("\t".join(map(str, (row["day"], row["action"], row["reason"], facts))))
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
