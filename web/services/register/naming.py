"""What the register's codes are called: townships and stations, and kinds of place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from web.services.register.place_kinds import PlaceKind, place_kinds
from web.services.register.units import unit_names

if TYPE_CHECKING:
    from data.store import Store


@dataclass(frozen=True, slots=True)
class Names:
    """
    Words for the codes of the register.

    Attributes
    ----------
    units
        Names of townships and stations by their codes.
    kinds
        Kinds of place by theirs.
    """

    units: Mapping[str, str]
    kinds: Mapping[str, PlaceKind]

    def unit(self, code: str) -> str:
        """Name a unit: a township or station by its code; a department is its own name."""
        return self.units.get(code, code)

    def kind(self, code: str, lang: str) -> str:
        """Name a kind of place; one that the list does not have is its own name."""
        return self.kinds[code].say(lang) if code in self.kinds else code


def names_of(store: Store) -> Names:
    """Read the words for the codes of a register."""
    return Names(unit_names(store), place_kinds(store))
