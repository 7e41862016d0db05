"""What is being done, in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from zoneinfo import ZoneInfo

from web.services.leader.work import Work
from web.texts import text
from web.texts.formats import NO_VALUE, format_day, format_number, local_date

MOST_POSTS = 3
"""Leaders in charge that are named; the sheet has no room for more."""


class Deed(NamedTuple):
    """What is being done about something, in sentences; ``is_missing`` where nothing is."""

    heading: str
    sentences: tuple[str, ...]
    is_missing: bool = False


def deeds_of(work: Work | None, lang: str, time_zone: str) -> tuple[Deed, ...]:
    """Say what is being done."""
    if work is None:
        return ()
    return (
        _beats(work, lang, time_zone),
        _patrols(work, lang),
        _forces(work, lang),
        _rectification(work, lang),
    )


def _beats(work: Work, lang: str, time_zone: str) -> Deed:
    heading, beats = text("leader.work_beats", lang), work.beats
    if beats is None:
        return Deed(heading, (text("leader.work_beats_none", lang),), is_missing=True)
    day = format_day(local_date(beats.planned_at.astimezone(ZoneInfo(time_zone)), time_zone), lang)
    key = "leader.work_beats_approved" if beats.approved else "leader.work_beats_said"
    sentences = [text(key, lang, beats=beats.beats, stations=beats.stations, day=day)]
    if beats.largest_ratio is not None:
        ratio = format_number(beats.largest_ratio, 2)
        sentences.append(text("leader.work_beats_ratio", lang, ratio=ratio))
    if beats.submitted:
        sentences.append(text("leader.work_beats_submitted", lang, count=beats.submitted))
    return Deed(heading, tuple(sentences))


def _patrols(work: Work, lang: str) -> Deed:
    heading, patrols = text("leader.work_patrols", lang), work.patrols
    sentences = []
    if patrols is None:
        sentences.append(text("leader.work_patrols_none", lang))
    else:
        first = NO_VALUE if patrols.first_day is None else format_day(patrols.first_day, lang)
        sentences.append(
            text(
                "leader.work_patrols_said",
                lang,
                beats=patrols.beats,
                routes=patrols.routes,
                days=patrols.days,
                day=first,
                stops=patrols.stops,
                km=format_number(patrols.road_km, 0),
            )
        )
    if work.rostered:
        sentences.append(text("leader.work_rosters", lang, stations=work.rostered))
    reach = work.reach
    if reach is not None and reach.within_min is not None:
        counts = {"places": reach.places, "in_time": reach.in_time}
        minutes = format_number(reach.within_min)
        sentences.append(text("leader.work_reach", lang, minutes=minutes, **counts))
    return Deed(heading, tuple(sentences), is_missing=patrols is None and not work.rostered)


def _forces(work: Work, lang: str) -> Deed:
    heading = text("leader.work_forces", lang)
    if not work.forces:
        return Deed(heading, (text("leader.work_forces_none", lang),), is_missing=True)
    counts = [text(f"leader.{name}", lang, count=count) for name, count in work.forces.items()]
    return Deed(heading, (text("leader.work_forces_said", lang, forces=counts),))


def _rectification(work: Work, lang: str) -> Deed:
    heading, now = text("leader.work_rectification", lang), work.rectification
    if now is None or not (now.areas or now.problems or now.undecided):
        return Deed(heading, (text("leader.work_rectification_none", lang),), is_missing=True)
    every = text("leader.work_rectification_open", lang, areas=now.areas, problems=now.problems)
    parts = ("listed", "awaiting", "overdue", "due_soon", "recurring")
    counts = [(part, getattr(now, part)) for part in parts]
    said = [text(f"leader.rectification_{part}", lang, count=count) for part, count in counts if count]
    sentences = [every, *([text("leader.rectification_of_these", lang, counts=said)] if said else [])]
    if now.in_charge:
        sentences.append(_in_charge(now.in_charge, lang))
    if now.undecided:
        sentences.append(text("leader.rectification_undecided", lang, count=now.undecided))
    if now.next_due is not None:
        sentences.append(text("leader.rectification_next", lang, day=format_day(now.next_due, lang)))
    return Deed(heading, tuple(sentences))


def _in_charge(posts: Sequence[tuple[str, int, int]], lang: str) -> str:
    """Say how many entries each leader is in charge of, those with most by name."""
    said = [
        text(
            "leader.in_charge_overdue" if late else "leader.in_charge",
            lang,
            post=post,
            count=count,
            late=late,
        )
        for post, count, late in posts[:MOST_POSTS]
    ]
    more = sum(count for _, count, _ in posts[MOST_POSTS:])
    if more:
        said.append(text("leader.in_charge_others", lang, count=more))
    return text("leader.rectification_in_charge", lang, posts=said)
