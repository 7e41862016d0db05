"""``safetown designate``: areas of the latest search put into the register as the committee decided."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click

from web.options import lang_option, option, store_option, zone_option
from web.terminal import SpokenCommand, language, say, settings
from web.texts import label

DAY = click.DateTime(["%Y-%m-%d"])
DECISIONS = ("designate", "watch", "decline", "propose")


@click.command("designate", cls=SpokenCommand, help="cli.help.designate")
@click.argument("area_ids", metavar="[AREA_ID]...", nargs=-1)
@option("--decision", key="designate_decision", type=click.Choice(DECISIONS), default="designate")
@option("--top", key="designate_top", type=click.IntRange(min=1), metavar="N")
@option("--reason", key="register_reason", default="")
@option("--lead", key="designate_lead", default="", metavar="UNIT")
@option("--supporting", key="designate_supporting", multiple=True, metavar="UNIT")
@option("--leader", key="designate_leader", default="", metavar="POST")
@option("--deadline", key="register_deadline", type=DAY)
@option("--measures", key="designate_measures", default="")
@option("--causes", key="designate_causes", default="")
@option("--meeting", key="designate_meeting", default="")
@option("--level", key="designate_level", type=click.Choice(["county", "township"]), default="county")
@option("--on", "on_day", key="register_on", type=DAY)
@zone_option
@store_option
@lang_option
def designate(
    area_ids: tuple[str, ...],
    decision: str,
    top: int | None,
    supporting: tuple[str, ...],
    deadline: datetime | None,
    on_day: datetime | None,
    time_zone: str,
    **words: str,
) -> None:
    """Designate areas, or list those that there are to choose from."""
    from gis.errors import InputError
    from hotspots.rectification.states import Action
    from web.services.exporting import today
    from web.services.register.actors import COMMAND_LINE
    from web.services.register.asked import Asked, check_asked
    from web.services.register.candidates import may_enter, propose_candidates, screening_of
    from web.services.register.work import RegisterWork
    from web.services.stores import store_to_read
    from web.services.views import EVERYTHING

    lang, day = language(), on_day.date() if on_day else today()
    with store_to_read(settings().store_url) as store:
        found = screening_of(store, EVERYTHING, lang, time_zone)
        if found.searched_on is None:
            raise InputError("register.no_search")
        if top is not None:
            area_ids = tuple(one.area_id for one in found.candidates[:top] if may_enter(one))
        if not area_ids:
            _list(found.candidates)
            return
        known = {one.area_id: one for one in found.candidates}
        if unknown := [area for area in area_ids if area not in known or not may_enter(known[area])]:
            raise InputError("register.area_unknown", areas=unknown)
        due = deadline.date() if deadline else None
        said = words if decision == "designate" else {"reason": words["reason"]}
        asked = Asked(Action(decision), day, said, supporting, due)
        check_asked(asked, None)
        work = RegisterWork(store, COMMAND_LINE, today(), time_zone)
        made = propose_candidates(store, work, area_ids, day, lang=lang, time_zone=time_zone)
        for entry in made:
            kept = entry if asked.action is Action.PROPOSE else work.act(entry.id, asked)
            state = label("register_state", kept.state, lang)
            key = "cli.designated" if asked.action is Action.DESIGNATE else "cli.rectified"
            say(key, number=entry.number, title=entry.title, state=state)


def _list(candidates: Any) -> None:
    """List the candidates of the screening, as a table that other programs can read."""
    for one in candidates:
        entry = "" if one.entry is None else f"{one.entry.number} {one.entry.state}"
        said = (one.area_id, one.rank, one.tier, one.incidents, one.place_kind, one.place, entry)
        click.echo("\t".join(map(str, said)))
