"""Which features of a table a CQL2 filter lets through, column by column; missing values make it unknown."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from gis.errors import InputError
from web.services.ogc.collections import Table
from web.services.ogc.cql2_text import COMPARISONS, DEEPEST, SPATIAL, TEMPORAL, Node
from web.services.ogc.crs import AxisOrderedCrs
from web.services.ogc.values import OPEN_SINCE, OPEN_UNTIL, column_of, kind_of, moment, shape_of, written

Mask = npt.NDArray[np.bool_]

_COMPARE: dict[str, Callable[[Any, Any], Any]] = dict(
    zip(
        COMPARISONS,
        (operator.eq, operator.ne, operator.le, operator.ge, operator.lt, operator.gt),
        strict=True,
    )
)
GEOMETRY = ("geometry", "geom")
"""Names that the geometry answers to, whatever a client calls it."""


@dataclass(frozen=True, slots=True)
class Truth:
    """What is true of each feature, and where that is not known: missing values count as in SQL."""

    true: Mask
    unknown: Mask

    def __and__(self, other: Truth) -> Truth:
        true = self.true & other.true
        return Truth(true, (self.true | self.unknown) & (other.true | other.unknown) & ~true)

    def __or__(self, other: Truth) -> Truth:
        true = self.true | other.true
        return Truth(true, (self.unknown | other.unknown) & ~true)

    def __invert__(self) -> Truth:
        return Truth(~self.true & ~self.unknown, self.unknown)


def matching(table: Table, tree: Node, crs: AxisOrderedCrs) -> Mask:
    """
    Tell which features a filter lets through.

    Parameters
    ----------
    table
        The features.
    tree
        The filter as CQL2 JSON.
    crs
        System that shapes in the filter are given in.

    Raises
    ------
    InputError
        ``ogc.property_unknown``, ``ogc.filter_type``, ``ogc.filter_operator`` or ``ogc.filter_value``.
    """
    return _Filter(table, crs).truth(tree, 0).true


class _Filter:
    def __init__(self, table: Table, crs: AxisOrderedCrs) -> None:
        self._table = table
        self._crs = crs

    def truth(self, tree: Node, depth: int) -> Truth:
        if isinstance(tree, bool):
            return Truth(np.full(len(self._table), tree), self._known())
        if not isinstance(tree, dict) or not isinstance(tree.get("args"), list) or depth > 2 * DEEPEST:
            raise InputError("ogc.filter_operator", operator=written(tree))
        word, args = str(tree.get("op")), tree["args"]
        if word in {"and", "or"} and args:
            parts = [self.truth(each, depth + 1) for each in args]
            joined = parts[0]
            for part in parts[1:]:
                joined = joined & part if word == "and" else joined | part
            return joined
        if word == "not" and len(args) == 1:
            return ~self.truth(args[0], depth + 1)
        if word[:2] == "s_" and word[2:] in SPATIAL and len(args) == 2:
            return self._spatial(word[2:], args)
        if word[:2] == "t_" and word[2:] in TEMPORAL and len(args) == 2:
            return self._temporal(word[2:], args)
        return self._predicate(word, args)

    def _predicate(self, word: str, args: list[Node]) -> Truth:
        wanted = {**dict.fromkeys(COMPARISONS, 2), "isNull": 1, "between": 3, "like": 2, "in": 2}.get(word)
        if wanted != len(args):
            raise InputError("ogc.filter_operator", operator=word)
        if word == "isNull":
            return Truth(self._column(args[0]).isna().to_numpy(dtype=bool), self._known())
        if word == "between":
            left, low, high = args
            return self._compare(">=", left, low) & self._compare("<=", left, high)
        if word == "in":
            if not isinstance(args[1], list) or not args[1]:
                raise InputError("ogc.filter_value", value=written(args[1]))
            return self._among(*args)
        if word == "like":
            return self._like(*args)
        return self._compare(word, *args)

    def _among(self, one: Node, values: list[Node]) -> Truth:
        column = self._column(one)
        sides = [self._side(value) for value in values]
        for value, (_, kind) in zip(values, sides, strict=True):
            if kind != kind_of(column):
                raise InputError("ogc.filter_type", left=written(one), right=written(value))
        missing = column.isna().to_numpy(dtype=bool)
        return Truth(column.isin([side for side, _ in sides]).to_numpy(dtype=bool) & ~missing, missing)

    def _known(self) -> Mask:
        return np.zeros(len(self._table), dtype=bool)

    def _column(self, node: Node) -> pd.Series[Any]:
        """
        Give the column of a property.

        Raises
        ------
        InputError
            ``ogc.property_unknown``.
        """
        if _folds(node):
            column = self._column(node["args"][0])
            return _folded(column) if kind_of(column) == "text" else column
        if not isinstance(node, dict) or "property" not in node:
            raise InputError("ogc.filter_value", value=written(node))
        return column_of(self._table, str(node["property"]))

    def _side(self, node: Node) -> tuple[Any, str]:
        """Give a column or a value, and what kind of thing it is."""
        if _folds(node):
            value, kind = self._side(node["args"][0])
            return (_folded(value), kind) if kind == "text" else (value, kind)
        if isinstance(node, dict) and "property" in node:
            column = self._column(node)
            return column, kind_of(column)
        if isinstance(node, dict) and ("timestamp" in node or "date" in node):
            return moment(node.get("timestamp", node.get("date"))), "time"
        if isinstance(node, bool):
            return node, "flag"
        if isinstance(node, (int, float)):
            return node, "number"
        if isinstance(node, str):
            return node, "text"
        raise InputError("ogc.filter_value", value=written(node))

    def _compare(self, sign: str, one: Node, other: Node) -> Truth:
        (left, kind), (right, other_kind) = self._side(one), self._side(other)
        if {kind, other_kind} == {"time", "text"}:  # a time that came as plain text
            left, right = (moment(side) if isinstance(side, str) else side for side in (left, right))
            kind = other_kind = "time"
        if kind != other_kind or (isinstance(left, pd.Series) and not len(left)):
            if kind == other_kind:
                return Truth(self._known(), self._known())
            raise InputError("ogc.filter_type", left=written(one), right=written(other))
        missing = self._known()
        for side in (left, right):
            if isinstance(side, pd.Series):
                missing |= side.isna().to_numpy(dtype=bool)
        found = np.asarray(_COMPARE[sign](left, right), dtype=object)
        true = np.broadcast_to(found, len(self._table)) == True  # noqa: E712 - missing ones stay out
        return Truth(true.astype(bool) & ~missing, missing)

    def _like(self, one: Node, pattern: Node) -> Truth:
        folds = _folds(pattern)
        said = pattern["args"][0] if folds else pattern
        column = self._column(one)
        if kind_of(column) != "text" or not isinstance(said, str):
            raise InputError("ogc.filter_type", left=written(one), right=written(pattern))
        missing = column.isna().to_numpy(dtype=bool)
        wanted = re.compile(_pattern(_folded(said) if folds else said), re.DOTALL)
        words, codes = np.unique(column.fillna("").to_numpy(dtype=object).astype(str), return_inverse=True)
        fits = np.array([wanted.fullmatch(word) is not None for word in words], dtype=bool)
        return Truth((fits[codes] if len(words) else self._known()) & ~missing, missing)

    def _spatial(self, word: str, args: list[Node]) -> Truth:
        named, given = (args[0], args[1]) if _is_geometry(args[0]) else (args[1], args[0])
        if not _is_geometry(named):
            raise InputError("ogc.property_unknown", property=written(named), known=GEOMETRY[0])
        shape = self._crs.to_degrees(np.array([shape_of(given)], dtype=object))[0]
        missing = shapely.is_missing(self._table.shapes)
        meeting = self._table.meeting(shape)
        if word == "intersects":
            return Truth(meeting, missing)
        if word == "disjoint":
            return Truth(~meeting & ~missing, missing)
        if named is not args[0]:  # the shape comes first
            word = {"within": "contains", "contains": "within"}.get(word, word)
        true = self._known()
        true[meeting] = getattr(shapely, word)(self._table.shapes[meeting], shape)
        return Truth(true, missing)

    def _temporal(self, word: str, args: list[Node]) -> Truth:
        (begin, end), (first, last) = (self._interval(each) for each in args)
        missing = self._known()
        for side in (begin, end, first, last):
            if isinstance(side, pd.Series):
                missing |= side.isna().to_numpy(dtype=bool)
        apart = _all(begin > last) | _all(end < first)
        found = {
            "after": lambda: _all(begin > last),
            "before": lambda: _all(end < first),
            "during": lambda: _all(begin > first) & _all(end < last),
            "intersects": lambda: ~apart,
            "disjoint": lambda: apart,
            "equals": lambda: _all(begin == first) & _all(end == last),
        }[word]()
        return Truth(np.broadcast_to(found, len(self._table)) & ~missing, missing)

    def _interval(self, node: Node) -> tuple[Any, Any]:
        """Give the first and the last moment of a time, a day, a property or an interval."""
        ends = node["interval"] if isinstance(node, dict) and "interval" in node else [node, node]
        if not isinstance(ends, list) or len(ends) != 2:
            raise InputError("ogc.filter_value", value=written(node))
        return self._end(ends[0], OPEN_SINCE, last=False), self._end(ends[1], OPEN_UNTIL, last=True)

    def _end(self, node: Node, forever: pd.Timestamp, *, last: bool) -> Any:
        if isinstance(node, dict) and "property" in node:
            column = self._column(node)
            if kind_of(column) != "time":
                raise InputError("ogc.filter_type", left=written(node), right="TIMESTAMP")
            return column
        said = node.get("timestamp", node.get("date")) if isinstance(node, dict) else node
        return forever if said == ".." else moment(said, last=last)


def _is_geometry(node: Node) -> bool:
    return isinstance(node, dict) and node.get("property") in GEOMETRY


def _all(found: Any) -> Mask:
    return np.asarray(found, dtype=bool)


def _folds(node: Node) -> bool:
    """Tell whether upper and lower case are to be the same."""
    return isinstance(node, dict) and node.get("op") == "casei" and bool(node.get("args"))


def _folded(said: Any) -> Any:
    return said.str.lower() if isinstance(said, pd.Series) else said.lower()


def _pattern(like: str) -> str:
    r"""Write a LIKE pattern as a regular expression: ``%`` any text, ``_`` one character, ``\`` escapes."""
    parts = re.findall(r"\\.|.", like, flags=re.DOTALL)
    meaning = {"%": ".*", "_": "."}
    return "".join(meaning.get(part, re.escape(part[-1])) for part in parts)
