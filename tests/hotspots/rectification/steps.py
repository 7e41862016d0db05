"""Steps of an entry, as the store keeps them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Taken:
    action: str
    before: str
    after: str
    on_day: date
    details: dict[str, object] = field(default_factory=dict)


def day(text: str) -> date:
    return date.fromisoformat(text)


def rectified() -> list[Taken]:
    """Designated in February, accepted in September, taken off in December of 2026."""
    return [
        Taken("propose", "", "proposed", day("2026-01-10")),
        Taken("designate", "proposed", "designated", day("2026-02-01"), {"deadline": "2026-08-31"}),
        Taken("list", "designated", "listed", day("2026-02-20")),
        Taken("progress", "listed", "listed", day("2026-05-01")),
        Taken("extend", "listed", "listed", day("2026-08-20"), {"deadline": "2026-10-31"}),
        Taken("ask_acceptance", "listed", "awaiting_acceptance", day("2026-09-01")),
        Taken("check", "awaiting_acceptance", "awaiting_acceptance", day("2026-09-05"), {"passed": True}),
        Taken("accept", "awaiting_acceptance", "accepted", day("2026-09-10")),
        Taken("delist", "accepted", "delisted", day("2026-12-20")),
    ]
