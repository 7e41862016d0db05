"""The list of kinds of place that a county screens by: the usual ones, renamed, retired, and its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from data.privacy import holds_personal_number
from data.store.audit import Deed
from gis.errors import Problem, TableError
from hotspots.rectification.screening import OTHER, PLACE_KINDS
from web.texts import label

if TYPE_CHECKING:
    from data.store import Store

Sign = Callable[[Deed], Deed]

SETTING = "place_kinds"
LONGEST, MOST = 40, 40
TOPIC = "place_kind"


@dataclass(frozen=True, slots=True)
class PlaceKind:
    """
    A kind of place.

    Attributes
    ----------
    code
        What entries keep: it never changes.
    zh, en
        Its words; without English ones the Chinese ones stand for both.
    retired
        No longer offered; entries that have it keep it.
    """

    code: str
    zh: str
    en: str
    retired: bool = False

    def say(self, lang: str) -> str:
        """Give its words in a language."""
        return self.zh if lang == "zh" or not self.en else self.en


def place_kinds(store: Store) -> dict[str, PlaceKind]:
    """Give every kind by its code, in the county's order: what it has set, else the usual list."""
    kept = store.county_settings.all().get(SETTING)
    if kept is None:
        found = [PlaceKind(code, label(TOPIC, code, "zh"), label(TOPIC, code, "en")) for code in PLACE_KINDS]
    else:
        found = [PlaceKind(**one) for one in kept]
    return {one.code: one for one in found}


def offered(kinds: Mapping[str, PlaceKind], present: str = "") -> list[PlaceKind]:
    """List the kinds to choose from: those not retired, and the one that an entry has at present."""
    return [one for one in kinds.values() if not one.retired or one.code == present]


def change_place_kinds(store: Store, asked: Sequence[PlaceKind], sign: Sign) -> None:
    """
    Keep a list of kinds in the place of the one before; all or nothing.

    Parameters
    ----------
    store
        Where it is kept.
    asked
        The whole list; a new kind has no code yet. A kind that is left out stays as it was.
    sign
        Who does it.

    Raises
    ------
    TableError
        Everything that is wrong: ``place_kind.words``, ``place_kind.twice``, ``place_kind.person``,
        ``place_kind.most``, ``place_kind.other``.
    """
    before = place_kinds(store)
    wanted = dict(before)
    for one in asked:
        code = one.code if one.code in before else _new_code(wanted)
        wanted[code] = PlaceKind(code, one.zh.strip(), one.en.strip(), one.retired)
    if problems := _problems(list(wanted.values())):
        raise TableError.of(problems)
    changed = {code: asdict(one) for code, one in wanted.items() if before.get(code) != one}
    if not changed:
        return
    was = {code: asdict(before[code]) for code in changed if code in before}
    deed = Deed("setting.changed", SETTING, details={"before": was, "after": changed})
    store.county_settings.put(SETTING, [asdict(one) for one in wanted.values()], sign(deed))


def _new_code(known: Mapping[str, PlaceKind]) -> str:
    number = 1
    while f"own-{number}" in known:
        number += 1
    return f"own-{number}"


def _problems(kinds: Sequence[PlaceKind]) -> list[Problem]:
    problems = []
    words = [one.zh for one in kinds] + [one.en for one in kinds if one.en]
    if any(not one.zh for one in kinds) or any(len(word) > LONGEST for word in words):
        problems.append(Problem("place_kind.words", {"most": LONGEST}))
    problems += [Problem("place_kind.twice", {"words": word}) for word in _repeated(words)]
    if holds_personal_number("\n".join(words)):
        problems.append(Problem("place_kind.person", {}))
    if len(kinds) > MOST:
        problems.append(Problem("place_kind.most", {"most": MOST}))
    if any(one.retired for one in kinds if one.code == OTHER):
        problems.append(Problem("place_kind.other", {}))
    return problems


def _repeated(words: Sequence[str]) -> list[str]:
    return [word for word in dict.fromkeys(words) if word and words.count(word) > 1]
