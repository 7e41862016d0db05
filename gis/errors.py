"""
The one tree of errors.

::

    SafetownError            what a user must be told; carries codes and numbers, never sentences
    ├── InputError           what was handed in cannot be used
    │   ├── FileError        a file is missing, unreadable, of an unknown kind, or cannot be written
    │   ├── TableError       a table lacks columns or holds values that cannot be used
    │   ├── CrsError         coordinates: unknown, ambiguous or impossible reference system
    │   └── GeometryError    shapes that cannot be repaired or are of the wrong kind
    ├── SizeError            the work asked for would not fit (a grid of a billion cells)
    ├── InfeasibleError      the problem as posed has no answer (more beats than units)
    └── StoreError           the store is missing, locked, of another version, or refused

A wrong *argument* of a function is a programmer's mistake and raises ``ValueError``.
Sentences in Chinese and English are made from the codes in ``web/texts``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: a code such as ``"file.missing"`` and the numbers and names of it."""

    code: str
    details: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """Give the code and its details in one line."""
        said = ", ".join(f"{name}={value}" for name, value in self.details.items())
        return f"{self.code} ({said})" if said else self.code


def first_of(words: Iterable[object], most: int = 5) -> str:
    """
    Write the first words of a list, and how many there are where some are left out.

    Examples
    --------
    >>> first_of("abc"), first_of("abcdefg")
    ('a, b, c', 'a, b, c, d, e … (7)')
    """
    said = [str(word) for word in words]
    return ", ".join(said[:most]) + (f" … ({len(said)})" if len(said) > most else "")


class SafetownError(Exception):
    """
    Work that could not be done, for reasons a user can mend.

    Parameters
    ----------
    code
        What went wrong, as ``area.word``; ``web/texts`` has a sentence for each.
    others
        Further problems found in the same go, so that one error lists all that is wrong.
    details
        Names and numbers that the sentence uses.
    """

    def __init__(self, code: str, *, others: Sequence[Problem] = (), **details: object) -> None:
        self.problems: tuple[Problem, ...] = (Problem(code, details), *others)
        super().__init__("; ".join(map(str, self.problems)))

    @property
    def code(self) -> str:
        """Code of the first problem."""
        return self.problems[0].code

    @classmethod
    def of(cls, problems: Sequence[Problem]) -> SafetownError:
        """Make one error of everything that was found."""
        first, *others = problems
        return cls(first.code, others=others, **first.details)


class InputError(SafetownError):
    """What was handed in cannot be used."""


class FileError(InputError):
    """A file is missing, unreadable, of an unknown kind, or cannot be written."""


class TableError(InputError):
    """A table lacks columns or holds values that cannot be used."""


class CrsError(InputError):
    """Coordinates whose reference system is unknown, ambiguous or impossible."""


class GeometryError(InputError):
    """Shapes that cannot be repaired or are of the wrong kind."""


class SizeError(SafetownError):
    """Work that would not fit into memory or time."""


class InfeasibleError(SafetownError):
    """A problem that has no answer as it was posed."""


class StoreError(SafetownError):
    """The store is missing, locked, of another version, or refused."""
