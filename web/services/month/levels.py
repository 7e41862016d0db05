"""Warning levels of townships and the county: computed by rules, adjusted by the committee with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import shapely

from data.store.audit import Deed
from gis.errors import InputError
from hotspots.assessment.area_changes import NEW
from hotspots.assessment.warning_level import (
    LEVELS,
    USUAL,
    WarningLevel,
    WarningRules,
    raised_share,
    warning_level,
)
from web.auth.principal import Principal
from web.auth.roles import Right
from web.services.month.assessment import WHOLE_COUNTY, Month
from web.services.month.filing import as_seen, changed, words_of

if TYPE_CHECKING:
    from data.store import Store
    from data.store.filings import FilingRecord
    from web.services.month.findings import Assessment, Line
    from web.services.views import View

KIND = "warning_level"
SETTING = "warning_rules"
COUNTY = ""
"""Unit of the county's own level."""

NEARLY_ALL = 0.98
"""A station sees the level of a township of which it has at least this share of the ground."""


@dataclass(frozen=True, slots=True)
class Adjusted:
    """A level that the committee set, and why."""

    level: str
    reason: str


@dataclass(frozen=True, slots=True)
class Level:
    """
    The level of a place.

    Attributes
    ----------
    code, name
        Of the township; empty for the county.
    computed
        By the rules.
    adjusted
        By the committee; None where it left the computed one.
    revision
        Of the adjustment, 0 without one.
    """

    code: str
    name: str
    computed: WarningLevel
    adjusted: Adjusted | None
    revision: int = 0

    @property
    def level(self) -> str:
        """The level that holds."""
        return self.computed.level if self.adjusted is None else self.adjusted.level


def warning_rules(store: Store) -> WarningRules:
    """Give the county's rules, the usual ones unless the committee has set others."""
    kept: Mapping[str, Any] | None = store.county_settings.all().get(SETTING)
    if kept is None:
        return WarningRules()
    return WarningRules({name: (float(a), float(b), float(c)) for name, (a, b, c) in kept.items()})


def change_rules(
    store: Store, principal: Principal, asked: Mapping[str, tuple[str, str, str]]
) -> WarningRules:
    """
    Change the rules.

    Parameters
    ----------
    store
        Where they are kept.
    principal
        Who decides.
    asked
        Numbers for yellow, orange and red by measure, as typed.

    Raises
    ------
    NotAllowedError
        ``auth.not_allowed`` unless the role decides.
    InputError
        ``warning.rule_bad`` where three rising numbers above 0 are not what was typed.
    """
    principal.require(Right.DECIDE)
    steps = {measure: _steps(measure, asked[measure]) for measure in USUAL if measure in asked}
    before = warning_rules(store)
    rules = WarningRules({**before.steps, **steps})
    if rules != before:
        details = {"before": dict(before.steps), "after": dict(rules.steps)}
        deed = Deed("setting.changed", SETTING, details=details)
        store.county_settings.put(SETTING, dict(rules.steps), principal.signed(deed))
    return rules


def _steps(measure: str, said: tuple[str, str, str]) -> tuple[float, float, float]:
    try:
        yellow, orange, red = (float(word) for word in said)
    except ValueError:
        yellow = orange = red = 0.0
    if not 0 < yellow <= orange <= red < 1e6:
        raise InputError("warning.rule_bad", measure=measure)
    return yellow, orange, red


def levels_of(store: Store, month: Month, asked: str, view: View) -> tuple[Level, ...]:
    """
    Give the levels that a view holds, the county's first where it holds the county.

    Parameters
    ----------
    store
        Where rules and adjustments are.
    month
        Assesses the county.
    asked
        Such as ``2025-12``.
    view
        What who asks sees: of some ground, its townships alone.
    """
    county = month.assessment(asked, WHOLE_COUNTY)
    if county.month is None or not county.kinds or county.kinds[0].band is None:
        return ()
    rules = warning_rules(store)
    computed = {line.code: warning_level(_measured(line, county), rules) for line in county.places}
    if county.places_are_villages:
        computed = {}
    own = _measured_county(county, list(computed.values()))
    adjusted = {each.unit: each for each in store.filings.listed(KIND, period=f"{county.month:%Y-%m}")}
    every = [
        _level(COUNTY, "", warning_level(own, rules), adjusted),
        *(_level(line.code, line.name, computed[line.code], adjusted) for line in county.places if computed),
    ]
    seen = _seen_codes(store, view)
    shown = [each for each in every if seen is None or each.code in seen]
    return tuple(sorted(shown, key=lambda one: (one.code != COUNTY, -LEVELS.index(one.level))))


def _measured(line: Line, county: Assessment) -> dict[str, float]:
    band = line.band
    measured = {
        "excess": line.now / band.expected if band is not None and band.is_alarm else 0.0,
        "classes": float(len(line.raised)),
        "outbreaks": float(sum(one.township == line.code for one in county.outbreaks)),
    }
    if county.areas is not None and _is_news(county):
        new = [one for one in county.areas.areas if one.change == NEW and one.township == line.code]
        measured["new_areas"] = float(len(new))
    return measured


def _is_news(county: Assessment) -> bool:
    """Tell whether a search looked into the month itself: what an older one found raised its own month."""
    news = county.areas
    if news is None or news.until is None or news.until_before is None or county.month is None:
        return False
    return news.until >= county.month


def _measured_county(county: Assessment, townships: list[WarningLevel]) -> dict[str, float]:
    whole, *classes = county.kinds
    band = whole.band
    return {
        "excess": whole.now / band.expected if band is not None and band.is_alarm else 0.0,
        "classes": float(sum(line.band is not None and line.band.is_alarm for line in classes)),
        "townships": raised_share(townships),
    }


def _level(code: str, name: str, computed: WarningLevel, adjusted: Mapping[str, FilingRecord]) -> Level:
    kept = adjusted.get(code)
    if kept is None:
        return Level(code, name, computed, None)
    said = Adjusted(kept.content["level"], kept.content["reason"]) if kept.state == "set" else None
    return Level(code, name, computed, said, kept.revision)


def _seen_codes(store: Store, view: View) -> set[str] | None:
    """Give the townships whose level a view holds; None for all, and the county's own."""
    if view.within is None:
        return None
    townships = store.places("townships").to_crs(4326)
    shapes = townships.geometry.to_numpy()
    inside = shapely.area(shapely.intersection(shapes, view.within))
    own = inside >= NEARLY_ALL * shapely.area(shapes)
    return set(townships["code"][own].astype(str))


def adjust_level(
    store: Store,
    month: Month,
    principal: Principal,
    asked: str,
    *,
    code: str,
    level: str,
    reason: str,
    revision: int = 0,
) -> FilingRecord:
    """
    Set the level of a township or the county, or go back to the computed one.

    Parameters
    ----------
    store, month
        As `levels_of` takes them.
    principal
        Who decides.
    asked
        The month, such as ``2025-12``.
    code
        Of the township; empty for the county.
    level
        The new one; empty for the computed one.
    reason
        Why.
    revision
        Of the adjustment that the page showed, 0 where it showed none.

    Raises
    ------
    NotAllowedError
        ``auth.not_allowed`` unless the role decides.
    InputError
        ``month.unknown``, ``warning.place_unknown``, ``warning.level_unknown``, and as `words_of` and
        `as_seen` do.
    """
    principal.require(Right.DECIDE)
    if asked not in month.assessment("", WHOLE_COUNTY).months:
        raise InputError("month.unknown", month=asked)
    now = {each.code: each for each in levels_of(store, month, asked, WHOLE_COUNTY)}
    if code not in now:
        raise InputError("warning.place_unknown", place=code)
    if level not in {"", *LEVELS}:
        raise InputError("warning.level_unknown", level=level, levels=", ".join(LEVELS))
    computed = now[code].computed.level
    content = {"level": level or computed, "reason": words_of(reason, "reason"), "computed": computed}
    details = {
        "from": now[code].level,
        "to": content["level"],
        "computed": computed,
        "reason": content["reason"],
    }
    deed = principal.signed(Deed("warning.adjusted", f"{asked} {code}".strip(), details=details))
    state = "set" if level else "withdrawn"
    kept = [each for each in store.filings.listed(KIND, period=asked, units=[code]) if each.period == asked]
    if not kept:
        if revision:
            raise InputError("filing.changed_meanwhile")
        return store.filings.add(KIND, content, deed, period=asked, unit=code, state=state)
    as_seen(kept[0], revision)
    return changed(store, kept[0], deed, content=content, state=state)
