"""Beat cards of what someone looks at in the designer: a plan, or the beats in force."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gis.errors import InputError
from web.reports.beat_cards import beat_cards_pdf
from web.services.beats.cards import CardPlan, card_content, cards_of_beats, cards_of_store
from web.services.beats.in_force import merged

if TYPE_CHECKING:
    from data.store import Store
    from web.services.beats.ground import BeatGrounds
    from web.services.beats.plans import BeatPlanning
    from web.services.views import View
    from web.settings import Settings


def cards_of_plan(store: Store, grounds: BeatGrounds, planning: BeatPlanning, plan_id: int) -> CardPlan:
    """
    Gather the cards of a plan's beats, as they would be if it were in force.

    Raises
    ------
    InputError
        ``beat_plans.unknown``; ``routes.no_beats``.
    """
    plan = planning.get(plan_id)
    _, layers = merged(grounds.get(joint=bool(plan.parameters.get("joint"))), plan)
    return _of_units(cards_of_beats(store, layers["beats"], layers["units"]), set(plan.beats))


def cards_in_force(store: Store, planning: BeatPlanning, station: str, settings: Settings) -> CardPlan:
    """
    Gather the cards of the beats in force of a station, or of the county.

    Raises
    ------
    InputError
        ``routes.none_kept``; ``routes.no_beats``.
    """
    codes = set(planning.ground(station, joint=False).codes)
    return _of_units(cards_of_store(store, settings.time_zone), codes)


def print_cards(found: CardPlan, planning: BeatPlanning, view: View, settings: Settings, lang: str) -> bytes:
    """Typeset the cards of the beats that the asker sees; of neighbouring beats no others either."""
    seen = _of_units(found, planning.seen())
    seen = replace(seen, neighbours=view.clip(seen.neighbours))
    return beat_cards_pdf(card_content(seen, seen.kept.beats, settings.county_name, lang))


def _of_units(found: CardPlan, codes: set[str]) -> CardPlan:
    """Take the beats that any of these units is in."""
    beats = found.kept.beats
    if found.units is not None and "code" in found.units:
        inside = found.units["beat_id"][found.units["code"].astype(str).isin(codes)]
        beats = beats[beats["beat_id"].isin(inside)]
    if beats.empty:
        raise InputError("routes.no_beats")
    return replace(found, kept=replace(found.kept, beats=beats))
