"""Accounts of the demo county: one for each role, with a password that everybody knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from web.auth.roles import Role
from web.services.office.accounts import NewAccount, add_account
from web.texts.catalogue import text

if TYPE_CHECKING:
    from data.store import Store
    from data.store.accounts import AccountRecord

PASSWORD = "open county 2026"  # noqa: S105  the demo's records are invented; it is served to its own machine alone
SETTING = "demo"
"""Name of the setting that says that a store is a demo's."""

FIRST = (
    Role.COMMAND,
    Role.STATION,
    Role.GOVERNANCE,
    Role.COMMITTEE,
    Role.TOWNSHIP,
    Role.DEPARTMENT,
    Role.ADMIN,
)


def add_demo_accounts(store: Store, lang: str) -> None:
    """Add an account for each role, and mark the store as a demo's."""
    from data.store.audit import Deed

    station, township = (store.places(layer).iloc[0] for layer in ("stations", "townships"))
    for role in FIRST:
        ground = {
            Role.STATION: str(station["name"]),
            Role.TOWNSHIP: str(township["name"]),
        }.get(role, "")
        asked = NewAccount(
            role.value,
            role.value,
            f"{text(f'role.{role}', lang)} {ground}".strip(),
            str(station["code"]) if role is Role.STATION else "",
            str(township["code"]) if role is Role.TOWNSHIP else "",
            text("demo.department", lang) if role is Role.DEPARTMENT else "",
        )
        add_account(store, asked, password=PASSWORD)
    store.county_settings.put(SETTING, value=True, deed=Deed("setting.changed", SETTING))


def demo_accounts(store: Store) -> list[AccountRecord]:
    """List the demo's accounts; none where the store is a county's own."""
    if not store.county_settings.all().get(SETTING):
        return []
    by_role = {account.role: account for account in store.accounts.all() if account.disabled_at is None}
    return [by_role[role] for role in FIRST if role in by_role]
