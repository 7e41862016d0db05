"""Those who do the demo county's yearly work: an account of each role, and a day on which they do it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from data.store.clock import written_at
from web.auth.principal import Principal
from web.auth.roles import Role
from web.services.demo.accounts import demo_accounts

if TYPE_CHECKING:
    from data.store import Store

OPENING = time(9, 30)


@dataclass(frozen=True, slots=True)
class Offices:
    """
    The offices of a demo county.

    Attributes
    ----------
    by_role
        Who speaks for each role.
    lang
        Language in which they write.
    time_zone
        Where their days are counted.
    """

    by_role: dict[Role, Principal]
    lang: str
    time_zone: str

    def of(self, role: Role) -> Principal:
        """Give who speaks for a role."""
        return self.by_role[role]

    def township(self, code: str) -> Principal:
        """Give who speaks for a township."""
        return replace(self.by_role[Role.TOWNSHIP], township_code=code)

    def station(self, code: str) -> Principal:
        """Give who speaks for a station."""
        return replace(self.by_role[Role.STATION], station=code)

    def department(self, name: str) -> Principal:
        """Give who speaks for a department."""
        return replace(self.by_role[Role.DEPARTMENT], department=name)

    def moment(self, day: date, at: time = OPENING) -> datetime:
        """Give a moment of the county's clock."""
        return datetime.combine(day, at, ZoneInfo(self.time_zone))

    @contextmanager
    def on(self, day: date, at: time = OPENING) -> Iterator[None]:
        """Write down on a day what is done in the block."""
        with written_at(self.moment(day, at)):
            yield


def offices_of(store: Store, lang: str, time_zone: str) -> Offices:
    """Gather the offices from the accounts of the demo."""
    by_role = {
        Role(one.role): Principal(
            one.id, one.name, one.title, Role(one.role), one.station, one.township_code, one.department
        )
        for one in demo_accounts(store)
    }
    return Offices(by_role, lang, time_zone)
