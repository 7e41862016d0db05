"""What a county sets for its filings: days, hours, departments, categories, recipients."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

from data.categories import OUTSIDE_SCOPE
from data.privacy import holds_personal_number
from data.store.audit import Deed
from gis.errors import Problem, TableError
from hotspots.reporting.periods import month_of
from web.texts import LANGUAGES, label

if TYPE_CHECKING:
    from data.store import Store

Sign = Callable[[Deed], Deed]

PREFIX = "filing_"
NUMBERS = {"monthly_day": (1, 31), "half_year_day": (1, 31), "bulletin_day": (1, 31), "grave_hours": (1, 72)}
"""Smallest and largest of the rules that are numbers."""

LISTS = ("departments", "grave_categories", "grave_recipients")
MORE_GRAVE = ("poisoning", "shooting", "mass_brawl", "mass_accident", "major_fire")
"""Categories with words in both languages that a county may add to the opinion's."""

MOST_WORDS, LONGEST_WORD = 60, 40

TOPICS = {"grave_categories": "grave_category", "grave_recipients": "grave_recipient"}
"""Topics of the usual words of a list: what a county writes in either language is kept as their code."""


@dataclass(frozen=True, slots=True)
class FilingRules:
    """
    The rules of a county.

    Attributes
    ----------
    monthly_day, half_year_day, bulletin_day
        Day of the month after the period by which returns, half-yearly reports and the bulletin are due.
    grave_hours
        Hours within which grave incidents are reported.
    departments
        Member departments that report, beside those that have an account.
    grave_categories
        Codes of the opinion's grave group, of ``MORE_GRAVE``, or words of the county's own.
    grave_recipients
        The ladder: to whom a grave incident is reported.
    returns_since
        First month that is asked for, such as ``2026-03``; empty where `reporting_since` finds it.
    """

    monthly_day: int = 5
    half_year_day: int = 15
    bulletin_day: int = 10
    grave_hours: int = 4
    departments: tuple[str, ...] = ()
    grave_categories: tuple[str, ...] = (
        *("explosion", "homicide", "arson", "kidnapping", "robbery", "rape"),
    )
    grave_recipients: tuple[str, ...] = ("committee_and_government", "superior", "governance")
    returns_since: str = ""


def filing_rules(store: Store) -> FilingRules:
    """Give the rules: what the county has set, else the usual."""
    kept = store.county_settings.all()
    usual = asdict(FilingRules())
    found: dict[str, Any] = {name: kept.get(f"{PREFIX}{name}", usual[name]) for name in usual}
    return FilingRules(**found | {name: tuple(found[name]) for name in LISTS})


def change_rules(store: Store, asked: Mapping[str, str], sign: Sign) -> None:
    """
    Change rules; all or none.

    Parameters
    ----------
    store
        Where they are kept.
    asked
        Rules by name; lists have a word in each line.
    sign
        Who does it.

    Raises
    ------
    TableError
        Everything that is wrong: ``filing.number``, ``filing.list_empty``, ``filing.list_long``,
        ``filing.personal``, ``filing.outside``, ``filing.month``.
    """
    before, wanted, problems = filing_rules(store), {}, list[Problem]()
    for each in fields(FilingRules):
        if each.name not in asked:
            continue
        read = _READERS.get(each.name, _read_list if each.name in LISTS else _read_number)
        value, found = read(each.name, asked[each.name])
        problems += found
        if value != getattr(before, each.name):
            wanted[each.name] = value
    if problems:
        raise TableError.of(problems)
    for name, value in wanted.items():
        said = {"before": getattr(before, name), "after": value}
        deed = Deed("setting.changed", f"{PREFIX}{name}", details=said)
        store.county_settings.put(f"{PREFIX}{name}", value, sign(deed))


def _read_number(name: str, said: str) -> tuple[object, list[Problem]]:
    least, most = NUMBERS[name]
    if not said.strip().isdecimal() or not least <= int(said) <= most:
        return None, [
            Problem("filing.number", {"field": f"filing_rule.{name}", "least": least, "most": most})
        ]
    return int(said), []


def _read_month(name: str, said: str) -> tuple[object, list[Problem]]:
    month = said.strip()
    try:
        return month and month_of(month).code, []
    except ValueError:
        return None, [Problem("filing.month", {"field": f"filing_rule.{name}", "said": month[:30]})]


_READERS: Mapping[str, Callable[[str, str], tuple[object, list[Problem]]]] = {"returns_since": _read_month}


def _read_list(name: str, said: str) -> tuple[object, list[Problem]]:
    words = list(dict.fromkeys(filter(None, (line.strip() for line in said.splitlines()))))
    problems = words_problems("\n".join(words), f"filing_rule.{name}")
    if not words and name != "departments":
        problems.append(Problem("filing.list_empty", {"field": f"filing_rule.{name}"}))
    if len(words) > MOST_WORDS or any(len(word) > LONGEST_WORD for word in words):
        wrong = {"field": f"filing_rule.{name}", "most": MOST_WORDS, "longest": LONGEST_WORD}
        problems.append(Problem("filing.list_long", wrong))
    codes = _codes_of(name)
    return tuple(codes.get(word, word) for word in words), problems


def _codes_of(name: str) -> dict[str, str]:
    """Give the codes of a list's usual words, as each language says them."""
    if name not in TOPICS:
        return {}
    usual = (*getattr(FilingRules(), name), *(MORE_GRAVE if name == "grave_categories" else ()))
    return {label(TOPICS[name], code, lang): code for code in usual for lang in LANGUAGES}


def words_problems(words: str, field: str) -> list[Problem]:
    """Say what is wrong with words that somebody typed: numbers of persons, or what is outside our scope."""
    problems = []
    if holds_personal_number(words):
        problems.append(Problem("filing.personal", {"field": field}))
    if found := OUTSIDE_SCOPE.search(words):
        problems.append(Problem("filing.outside", {"field": field, "word": found.group(0)}))
    return problems
