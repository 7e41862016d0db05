"""Roles and what each may do; the table of DESIGN.md, in one place."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """Who an account speaks for."""

    STATION = "station"
    COMMAND = "command"
    GOVERNANCE = "governance"
    COMMITTEE = "committee"
    TOWNSHIP = "township"
    DEPARTMENT = "department"
    ADMIN = "admin"


class Right(StrEnum):
    """What a role may do or see."""

    ROWS = "rows"
    """See single incidents."""
    AGGREGATES = "aggregates"
    """See exact counts, areas, zones and beats."""
    IMPORT = "import"
    ANALYSE = "analyse"
    PLAN = "plan"
    """Design beats and shifts."""
    APPROVE = "approve"
    """Put a beat plan in force."""
    PROPOSE = "propose"
    """Propose and manage designations; publish the bulletin."""
    DECIDE = "decide"
    """Decide designations and warning levels."""
    RETURN = "return"
    """File returns and rectification progress."""
    ADMINISTER = "administer"


RIGHTS: dict[Role, frozenset[Right]] = {
    Role.STATION: frozenset({Right.ROWS, Right.AGGREGATES, Right.PLAN}),
    Role.COMMAND: frozenset(
        {Right.ROWS, Right.AGGREGATES, Right.IMPORT, Right.ANALYSE, Right.PLAN, Right.APPROVE}
    ),
    Role.GOVERNANCE: frozenset({Right.AGGREGATES, Right.PROPOSE}),
    Role.COMMITTEE: frozenset({Right.AGGREGATES, Right.DECIDE}),
    Role.TOWNSHIP: frozenset({Right.AGGREGATES, Right.RETURN}),
    Role.DEPARTMENT: frozenset({Right.RETURN}),
    Role.ADMIN: frozenset({Right.ADMINISTER}),
}

PURPOSES = ("patrol", "investigation", "analysis", "report", "inspection")
"""What single incidents may be read for."""

BOUND = {Role.STATION: "station", Role.TOWNSHIP: "township_code"}
"""Roles that see their own ground alone, and the column of the account that names it."""
