"""Rows of a county's tables that name a township each: which one, and what is set aside, with its lines."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from data.small_tables import SmallTable
from gis.errors import Problem, TableError

if TYPE_CHECKING:
    from data.store import Store

Said = TypeVar("Said")

TOWNSHIP_HEADERS = (
    *("乡镇", "乡镇街道", "乡镇(街道)", "乡镇代码", "乡镇名称", "单位", "单位名称", "地区", "名称"),
    *("township", "township_code", "township_name", "code", "name"),
)
TOTALS = ("合计", "总计", "小计", "全县", "全县合计", "全县平均", "平均", "total", "sum", "county", "average")
"""What a row is called that is no township's."""
ENDINGS = re.compile("(街道办事处|街道办|街道|民族乡|镇|乡)$")


@dataclass(frozen=True, slots=True)
class Taken:
    """
    What was taken from a file.

    Attributes
    ----------
    count
        Townships, or measures, entered.
    set_aside
        What was not taken, or not as it was written: one sentence each, with the lines.
    """

    count: int
    set_aside: tuple[Problem, ...] = ()

    def kept(self) -> Taken:
        """
        Give it back where anything was taken.

        Raises
        ------
        TableError
            Everything that was set aside, where nothing was taken.
        """
        if not self.count and self.set_aside:
            raise TableError.of(self.set_aside)
        return self


class TownshipFinder:
    """
    Finds townships by what a table calls them: code, name, or the name without its ending if only one has it.

    Parameters
    ----------
    store
        With the townships.
    """

    def __init__(self, store: Store) -> None:
        places = store.places("townships")
        self.names = dict(zip(places["code"].astype(str), places["name"].astype(str), strict=True))
        bare = Counter(_bare(name) for name in self.names.values())
        self._codes = {_bare(name): code for code, name in self.names.items() if bare[_bare(name)] == 1}
        self._codes |= {_plain(name): code for code, name in self.names.items()}
        self._codes |= {code: code for code in self.names}

    def code(self, said: str) -> str | None:
        """Give the code of a township, None where it is none."""
        return self._codes.get(_plain(said)) or self._codes.get(_bare(said))


def township_rows(
    table: SmallTable, finder: TownshipFinder, read: Callable[[Mapping[str, str]], Said | None], wrong: str
) -> tuple[dict[str, Said], list[Problem]]:
    """
    Read a table with a row for each township; what is wrong with one row keeps no other from being read.

    Parameters
    ----------
    table
        With a field ``township``.
    finder
        Finds townships.
    read
        Reads a row; None where nothing stands in it. Raises `TableError` for what cannot be.
    wrong
        Code of the problem of such rows.

    Returns
    -------
    tuple
        What was read, by code, and what was set aside.
    """
    found: dict[str, Said] = {}
    repeated, why = set(), np.full(len(table.rows), "", dtype=object)
    places = [finder.code(said) for said in table.rows["township"]]
    for number, (code, row) in enumerate(zip(places, table.rows.to_dict("records"), strict=True)):
        if _plain(str(row["township"])) in TOTALS:
            why[number] = "score.row_total"
            continue
        try:
            said = read({str(name): str(value) for name, value in row.items()})
        except TableError:
            why[number] = wrong
            continue
        if code is None:
            why[number] = "score.row_township" if row["township"] or said is not None else "empty"
        elif said is None:
            why[number] = "score.row_blank"
        elif code in found and found[code] != said:
            repeated.add(code)
        else:
            found[code] = said
    for number, code in enumerate(places):
        if code in repeated and not why[number]:
            why[number] = "score.row_repeated"
    codes = ("score.row_township", "score.row_repeated", wrong, "score.row_blank", "score.row_total")
    problems = [problem for one in codes for problem in table.check(one, why == one)]
    return {code: said for code, said in found.items() if code not in repeated}, problems


def _plain(name: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", name)).casefold()


def _bare(name: str) -> str:
    return ENDINGS.sub("", _plain(name))
