"""Who asks: an account that has signed in, or the command line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gis.errors import SafetownError
from web.auth.roles import BOUND, RIGHTS, Right, Role

if TYPE_CHECKING:
    from data.store.accounts import AccountRecord, SignInRecord
    from data.store.audit import Deed


class NotSignedInError(SafetownError):
    """Nobody has signed in."""


class NotAllowedError(SafetownError):
    """The role may not do this."""


class TooManyTriesError(SafetownError):
    """Too many tries to sign in; ``details`` say how many seconds to wait."""


@dataclass(frozen=True, slots=True)
class Principal:
    """
    Who asks.

    Attributes
    ----------
    account_id, name, title, role
        The account.
    station, township_code
        Ground that the role is bound to; empty for none.
    department
        Name of the department that it speaks for; empty for none.
    sign_in_id
        Session or token.
    purpose
        What incident rows are read for in this session; empty while it has not been said.
    by_token
        Asked by a script with a token, not by a browser with a cookie.
    must_change
        The password has to be changed before anything else.
    address
        Network address.
    """

    account_id: int
    name: str
    title: str
    role: Role
    station: str = ""
    township_code: str = ""
    department: str = ""
    sign_in_id: int = 0
    purpose: str = ""
    by_token: bool = False
    must_change: bool = False
    address: str = ""

    def may(self, right: Right) -> bool:
        """Tell whether the role has a right."""
        return right in RIGHTS[self.role]

    def require(self, right: Right) -> None:
        """
        Refuse what the role may not do.

        Raises
        ------
        NotAllowedError
            ``auth.not_allowed``.
        """
        if not self.may(right):
            raise NotAllowedError("auth.not_allowed", role=self.role.value, right=right.value)

    def signed(self, deed: Deed) -> Deed:
        """Put who asks into an entry of the audit."""
        return replace(
            deed,
            actor=self.name,
            role=self.role.value,
            account_id=self.account_id,
            address=self.address,
            purpose=deed.purpose or self.purpose,
        )


def sees_whole_county(principal: Principal) -> bool:
    """Tell whether the figures of the whole county are the role's to see, as exports hold them."""
    return principal.may(Right.AGGREGATES) and principal.role not in BOUND


def principal_of(account: AccountRecord, sign_in: SignInRecord, address: str) -> Principal:
    """Make the principal of an account that has signed in."""
    return Principal(
        account.id,
        account.name,
        account.title,
        Role(account.role),
        account.station,
        account.township_code,
        account.department,
        sign_in.id,
        sign_in.purpose,
        by_token=sign_in.kind == "token",
        must_change=account.must_change,
        address=address,
    )
