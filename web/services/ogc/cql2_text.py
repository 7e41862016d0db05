"""
CQL2 text read into the tree that CQL2 JSON writes, such as ``{"op": "=", "args": [{"property": "a"}, 1]}``.

Reads each word once: libraries at hand need time that doubles with every open bracket, which a reader of the
service could send. Comparisons, LIKE, BETWEEN, IN, IS NULL, AND, OR, NOT, CASEI, relations of space
and of time are understood; arithmetic, arrays and functions of one's own are not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, NoReturn

import shapely

from gis.errors import InputError

LONGEST = 20_000
"""Characters of a filter at most."""

DEEPEST = 60
"""Brackets and negations within one another at most."""

COMPARISONS = ("=", "<>", "<=", ">=", "<", ">")
SPATIAL = ("intersects", "disjoint", "within", "contains", "touches", "crosses", "overlaps", "equals")
TEMPORAL = ("after", "before", "during", "intersects", "disjoint", "equals")
SHAPES = (
    "POINT",
    "LINESTRING",
    "POLYGON",
    "MULTIPOINT",
    "MULTILINESTRING",
    "MULTIPOLYGON",
    "GEOMETRYCOLLECTION",
)

Node = Any
"""A tree as JSON holds it."""

_TOKEN = re.compile(
    r"""\s*(?:
    (?P<text>'(?:[^']|'')*')
    |(?P<name>"(?:[^"]|"")*")
    |(?P<number>[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)
    |(?P<word>[^\W\d][\w.:-]*)
    |(?P<sign><>|<=|>=|[=<>(),])
    )""",
    re.VERBOSE,
)


def parse_cql2_text(text: str) -> Node:
    """
    Read a filter.

    Raises
    ------
    InputError
        ``ogc.filter_text``, with the place in the text where it stops making sense; ``ogc.filter_long``.

    Examples
    --------
    >>> parse_cql2_text("a = 1 AND NOT b LIKE 'x%'")["op"]
    'and'
    """
    if len(text) > LONGEST:
        raise InputError("ogc.filter_long", most=LONGEST)
    return _Parser(text).whole()


class _Parser:
    """Goes through the words of a filter from left to right."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._depth = 0
        self._kind, self._said = "", ""
        self._begin = 0
        self._next()

    def whole(self) -> Node:
        tree = self._any()
        if self._kind:
            self._stop()
        return tree

    def _stop(self) -> NoReturn:
        raise InputError("ogc.filter_text", position=self._begin + 1, rest=self._text[self._begin :][:40])

    def _next(self) -> None:
        """Go on to the next word."""
        found = _TOKEN.match(self._text, self._at)
        if found is None:
            rest = self._text[self._at :].lstrip()
            self._kind, self._said, self._begin = "", "", len(self._text) - len(rest)
            if rest:
                self._stop()
            return
        self._kind = str(found.lastgroup)
        self._said = found[self._kind]
        self._begin, self._at = found.start(self._kind), found.end()

    def _is(self, *words: str) -> bool:
        """Tell whether the word at hand is one of these (words in capitals, or signs)."""
        return self._kind in {"word", "sign"} and self._said.upper() in words

    def _take(self, word: str) -> bool:
        found = self._is(word)
        if found:
            self._next()
        return found

    def _expect(self, word: str) -> None:
        if not self._take(word):
            self._stop()

    def _any(self) -> Node:
        return self._joined("OR", lambda: self._joined("AND", self._one))

    def _joined(self, word: str, part: Callable[[], Node]) -> Node:
        parts = [part()]
        while self._take(word):
            parts.append(part())
        return parts[0] if len(parts) == 1 else {"op": word.lower(), "args": parts}

    def _one(self) -> Node:
        self._depth += 1
        if self._depth > DEEPEST:
            self._stop()
        tree = self._negated_or_bare()
        self._depth -= 1
        return tree

    def _negated_or_bare(self) -> Node:
        if self._take("NOT"):
            return {"op": "not", "args": [self._one()]}
        if self._take("("):
            tree = self._any()
            self._expect(")")
            return tree
        relation = re.fullmatch(r"([ST])_(\w+)", self._said.upper()) if self._kind == "word" else None
        if relation and relation[2].lower() in (SPATIAL if relation[1] == "S" else TEMPORAL):
            return self._relation()
        return self._predicate()

    def _relation(self) -> Node:
        relation = self._said.lower()
        self._next()
        return {"op": relation, "args": self._arguments()}

    def _arguments(self) -> list[Node]:
        self._expect("(")
        arguments = [self._operand()]
        while self._take(","):
            arguments.append(self._operand())
        self._expect(")")
        return arguments

    def _predicate(self) -> Node:
        left = self._operand()
        if self._is(*COMPARISONS):
            sign = self._said
            self._next()
            return {"op": sign, "args": [left, self._operand()]}
        if self._take("IS"):
            return self._unless(self._take("NOT"), {"op": "isNull", "args": [left]}, self._expect, "NULL")
        negated = self._take("NOT")
        if self._take("LIKE"):
            return self._unless(negated, {"op": "like", "args": [left, self._operand()]})
        if self._take("BETWEEN"):
            low = self._operand()
            self._expect("AND")
            return self._unless(negated, {"op": "between", "args": [left, low, self._operand()]})
        if self._take("IN"):
            return self._unless(negated, {"op": "in", "args": [left, self._arguments()]})
        if negated or not isinstance(left, bool):
            self._stop()
        return left

    @staticmethod
    def _unless(negated: bool, tree: Node, *then: Any) -> Node:  # noqa: FBT001
        """Give a predicate or its negation, after what must still follow."""
        if then:
            then[0](*then[1:])
        return {"op": "not", "args": [tree]} if negated else tree

    def _operand(self) -> Node:
        kind, said = self._kind, self._said
        if kind == "word" and said.upper() in SHAPES:
            return self._shape()
        if kind in {"", "sign"}:
            self._stop()
        self._next()
        if kind == "text":
            return said[1:-1].replace("''", "'")
        if kind == "number":
            return float(said) if set(said) & set(".eE") else int(said)
        if kind == "name":
            return {"property": said[1:-1].replace('""', '"')}
        return self._called(said)

    def _called(self, said: str) -> Node:
        """Give what a bare word means: a truth, a call, or a property."""
        word = said.upper()
        if word in {"TRUE", "FALSE"}:
            return word == "TRUE"
        if not self._is("("):
            return {"property": said}
        if word in {"BBOX", "INTERVAL"}:
            return {word.lower(): self._arguments()}
        if word in {"TIMESTAMP", "DATE"}:
            return {word.lower(): self._arguments()[0]}
        if word == "CASEI":
            return {"op": "casei", "args": self._arguments()}
        return self._stop()

    def _shape(self) -> Node:
        """Read a shape as well-known text up to the bracket that closes it."""
        begin, opened = self._begin, 0
        for found in re.finditer(r"[()]", self._text[begin:]):
            opened += 1 if found[0] == "(" else -1
            if opened == 0:
                break
        else:
            self._stop()
        written = self._text[begin : begin + found.end()]
        try:
            shape = shapely.from_wkt(written)
        except shapely.errors.GEOSException:
            self._stop()
        self._at = begin + found.end()
        self._next()
        tree: Node = json.loads(shapely.to_geojson(shape))
        return tree
