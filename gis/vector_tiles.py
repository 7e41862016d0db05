"""
Mapbox Vector Tiles (version 2.1), written in vectors of numpy.

A tile's features hold nothing but unsigned numbers, so all of a layer's features are laid out in one array of
numbers and turned into bytes at once. Whatever needs a Python loop (the words of the properties) is done once
for each word.

References
----------
.. [1] Mapbox Vector Tile Specification 2.1, github.com/mapbox/vector-tile-spec
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

EXTENT = 4096
"""Units along the side of a tile."""

POINT, LINE, POLYGON = 1, 2, 3
"""Kinds of shape, as the specification numbers them."""

Numbers = npt.NDArray[np.int64]
_MOVE, _LINE, _CLOSE = 1, 2, 7


@dataclass(frozen=True, slots=True)
class TileShapes:
    """
    Shapes of features in the units of a tile, y downwards.

    Attributes
    ----------
    kind
        `POINT`, `LINE` or `POLYGON`.
    points
        Shape ``(n_points, 2)``; rings without the point that closes them, outer ones turning from x to y.
    parts
        Points of each line, ring or group of points, in order.
    features
        Parts of each feature, in order; at least one.
    """

    kind: int
    points: Numbers
    parts: Numbers
    features: Numbers


def encode_layer(name: str, shapes: TileShapes, ids: Numbers, table: pd.DataFrame) -> bytes:
    """
    Write one layer of a tile; layers one after another are a tile.

    Parameters
    ----------
    name
        Of the layer.
    shapes
        One for each row of the table.
    ids
        Number of each feature.
    table
        Properties: numbers, truths, texts; times come as ISO 8601. Missing values are left out.
    """
    values, tags, tag_counts = _tags(table)
    geometry, geometry_counts = _commands(shapes)
    body = _features(shapes.kind, ids, (tags, tag_counts), (geometry, geometry_counts))
    parts = [
        b"\x78\x02",
        _field(1, name.encode()),
        body,
        *(_field(3, str(column).encode()) for column in table.columns),
        *(_field(4, value) for value in values),
        b"\x28" + _varint(EXTENT),
    ]
    return _field(3, b"".join(parts))


def _features(
    kind: int, ids: Numbers, tags: tuple[Numbers, Numbers], geometry: tuple[Numbers, Numbers]
) -> bytes:
    """Lay out every feature as numbers: heads with lengths in bytes, then what they announce."""
    tag_bytes, geometry_bytes = (_sums(_sizes(flat), counts) for flat, counts in (tags, geometry))
    constant = np.ones_like(ids)
    head = [0x08 * constant, ids, 0x12 * constant, tag_bytes]
    middle = [0x18 * constant, kind * constant, 0x22 * constant, geometry_bytes]
    fixed = sum(_sizes(column) for column in (*head, *middle))
    length = fixed + tag_bytes + geometry_bytes
    announced = [0x12 * constant, length]
    numbers, _ = interleave([_rows(announced), _rows(head), tags, _rows(middle), geometry])
    return varints(numbers)


def _rows(columns: list[Numbers]) -> tuple[Numbers, Numbers]:
    """Take one number from each column in turn."""
    return np.column_stack(columns).ravel(), np.full(len(columns[0]), len(columns), dtype=np.int64)


def interleave(pieces: list[tuple[Numbers, Numbers]]) -> tuple[Numbers, Numbers]:
    """
    Join pieces owner by owner.

    Parameters
    ----------
    pieces
        Numbers, and how many of them each owner has, in order.

    Returns
    -------
    tuple
        The first owner's numbers of each piece, then the next owner's; and how many each has.

    Examples
    --------
    >>> one = np.array([1, 2, 3]), np.array([1, 2])
    >>> other = np.array([7, 8, 9]), np.array([2, 1])
    >>> interleave([one, other])[0].tolist()
    [1, 7, 8, 2, 3, 9]
    """
    counts = np.sum([count for _, count in pieces], axis=0)
    joined = np.empty(int(counts.sum()), dtype=np.int64)
    begin = np.cumsum(counts) - counts
    for numbers, count in pieces:
        own = np.cumsum(count) - count
        joined[np.repeat(begin - own, count) + np.arange(len(numbers))] = numbers
        begin = begin + count
    return joined, counts


def _commands(shapes: TileShapes) -> tuple[Numbers, Numbers]:
    """Give the drawing commands of each feature."""
    points, parts = shapes.points, shapes.parts
    first_of_part = np.cumsum(parts) - parts
    first_part = np.cumsum(shapes.features) - shapes.features
    deltas = np.diff(points, axis=0, prepend=0)
    starts = first_of_part[first_part]
    deltas[starts] = points[starts]  # each feature begins at the corner of the tile
    moves = ((deltas << 1) ^ (deltas >> 63)).ravel()
    one = np.ones_like(parts)
    if shapes.kind == POINT:
        flat, counts = interleave([(_MOVE | parts << 3, one), (moves, 2 * parts)])
    else:
        is_first = np.zeros(len(points), dtype=bool)
        is_first[first_of_part] = True
        pairs = moves.reshape(-1, 2)
        pieces = [
            (np.full_like(parts, _MOVE | 1 << 3), one),
            (pairs[is_first].ravel(), 2 * one),
            (_LINE | (parts - 1) << 3, one),
            (pairs[~is_first].ravel(), 2 * (parts - 1)),
        ]
        if shapes.kind == POLYGON:
            pieces.append((np.full_like(parts, _CLOSE | 1 << 3), one))
        flat, counts = interleave(pieces)
    return flat, _sums(counts, shapes.features)


def _tags(table: pd.DataFrame) -> tuple[list[bytes], Numbers, Numbers]:
    """Number the values of all columns; give them, and the pairs of key and value of each row."""
    values: list[bytes] = []
    pairs = np.zeros((len(table), table.shape[1], 2), dtype=np.int64)
    there = np.zeros(pairs.shape[:2], dtype=bool)
    for key, name in enumerate(table.columns):
        codes, words = pd.factorize(table[name])
        pairs[:, key, 0], pairs[:, key, 1] = key, codes + len(values)
        there[:, key] = codes >= 0
        values += [_value(word) for word in words.tolist()]
    return values, pairs[there].ravel(), 2 * there.sum(axis=1)


def _value(word: Any) -> bytes:
    if isinstance(word, bool):
        return b"\x38\x01" if word else b"\x38\x00"
    if isinstance(word, int):
        return b"\x28" + _varint(word) if word >= 0 else b"\x30" + _varint((-word << 1) - 1)
    if isinstance(word, float):
        return b"\x19" + struct.pack("<d", word)
    said = word.isoformat() if hasattr(word, "isoformat") else str(word)
    return _field(1, said.encode())


def _sums(values: Numbers, counts: Numbers) -> Numbers:
    """Sum values by owner; an owner may have none."""
    running = np.concatenate([[0], np.cumsum(values)])
    ends = np.cumsum(counts)
    sums: Numbers = running[ends] - running[ends - counts]
    return sums


def _sizes(numbers: Numbers) -> Numbers:
    """Count the bytes of each number."""
    sizes = np.ones(len(numbers), dtype=np.int64)
    for bits in range(7, 64, 7):
        longer = numbers >= 1 << bits
        if not longer.any():
            break
        sizes += longer
    return sizes


def varints(numbers: Numbers) -> bytes:
    """
    Write numbers that are not negative, seven bits a byte.

    Examples
    --------
    >>> varints(np.array([1, 300])).hex()
    '01ac02'
    """
    sizes = _sizes(numbers)
    written = np.empty(int(sizes.sum()), dtype=np.uint8)
    begin = np.cumsum(sizes) - sizes
    for place in range(int(sizes.max(initial=0))):
        some = slice(None) if place == 0 else sizes > place
        more = np.where(sizes[some] > place + 1, 0x80, 0)
        written[begin[some] + place] = (numbers[some] >> 7 * place & 0x7F) | more
    return written.tobytes()


def _varint(number: int) -> bytes:
    written = bytearray()
    while number > 0x7F:
        written.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*written, number])


def _field(key: int, content: bytes) -> bytes:
    return _varint(key << 3 | 2) + _varint(len(content)) + content
