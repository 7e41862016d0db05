"""Which units report what, and whose filings somebody sees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gis.errors import InputError
from web.auth.roles import Right, Role
from web.services.filings.rules import filing_rules

if TYPE_CHECKING:
    from data.store import Store
    from web.auth.principal import Principal

MONTHLY, HALF_YEARLY = "return", "half_year"
KINDS = (MONTHLY, HALF_YEARLY)
KIND_OF_ROLE = {Role.TOWNSHIP: MONTHLY, Role.DEPARTMENT: HALF_YEARLY}
"""What each reporting role files."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that reports: a township by its code, a department by its name."""

    code: str
    name: str


def reporting_units(store: Store, kind: str) -> list[Unit]:
    """List the units that a kind of return is asked of: townships as the map has them, member departments."""
    if kind == MONTHLY:
        places = store.places("townships")
        return [Unit(str(code), str(name)) for code, name in zip(places["code"], places["name"], strict=True)]
    accounts = (account for account in store.accounts.all() if account.disabled_at is None)
    with_account = (account.department for account in accounts if account.department)
    names = dict.fromkeys([*filing_rules(store).departments, *with_account])
    return [Unit(name, name) for name in names]


def unit_names(store: Store) -> dict[str, str]:
    """Name every unit by its code."""
    return {unit.code: unit.name for kind in KINDS for unit in reporting_units(store, kind)}


def own_unit(principal: Principal) -> str:
    """
    Give the unit that somebody reports for.

    Raises
    ------
    NotAllowedError
        ``auth.not_allowed`` for roles that report nothing.
    InputError
        ``filing.no_unit`` for an account that names no unit.
    """
    principal.require(Right.RETURN)
    unit = principal.township_code if principal.role is Role.TOWNSHIP else principal.department
    if not unit:
        raise InputError("filing.no_unit")
    return unit


def sees_all_returns(principal: Principal) -> bool:
    """Tell whether the returns of every unit are somebody's to read."""
    return principal.may(Right.PROPOSE) or principal.may(Right.DECIDE)


def units_seen(principal: Principal) -> tuple[str, ...] | None:
    """
    Give the units whose returns somebody sees; None for all.

    Raises
    ------
    NotAllowedError
        ``auth.not_allowed`` for roles that see none.
    """
    return None if sees_all_returns(principal) else (own_unit(principal),)
