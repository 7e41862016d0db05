"""
The first reading of a file: all that must be known of every row before the first one can be passed on.

Whether a point is far, an id repeated or a coordinate a filler only the whole file can tell. So the file is
read twice: here into numbers, some 150 bytes a row, and once more to pass on what was judged to be good.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.addresses import address_areas
from data.calls import INVALID_WORDS, REPEATED_WORDS
from data.categories import is_outside_scope, plain_word, read_categories
from data.fields import ID_FIELDS, NEVER_PERSONAL, PLACE_FIELDS, Layout
from data.privacy import EITHER, IDENTITY, personal_cells
from data.read_options import ReadOptions
from data.table_source import TableChunk, TableSource
from data.texts import (
    Hashes,
    is_mangled_id,
    mix,
    read_numbers,
    row_hashes,
    run_hashes,
    stable_hashes,
)
from data.times import LAST_SECOND_OF_DAY, Moments, Times, read_times
from data.validation import Reason, Reasons, flag

CATEGORY_FIELDS = ("category", "feedback_category", "subcategory")
CONTENT_FIELDS = (*CATEGORY_FIELDS, "station", *PLACE_FIELDS)
"""Text fields that make an incident's content, beside its times and its point."""

NO_PLACE, TOWNSHIP, VILLAGE = 0, 1, 2
VALID, REPEATED, INVALID = 0, 1, 2
CASE, CALL = 0, 1
CALL_WORDS = ("call", "calls", "call for service", "警情", "接警")
CASE_WORDS = ("case", "cases", "crime", "offence", "offense", "案件", "刑事案件", "治安案件", "行政案件")
NOT_VALID = ("否", "无", "no", "No", "NO", "N", "n", "false", "False", "FALSE", "0")
"""What a column that asks whether a call is valid says of one that is not."""

Mask = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.float64]
Codes = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class RowFacts:
    """
    What a first look at rows finds, one value for each row with content.

    Attributes
    ----------
    outside
        The category concerns petitioning or assembly.
    reasons
        Reasons to turn the row away that it shows by itself.
    x, y
        Coordinates as the file has them.
    start, end, reported
        Moments; NaT where not known.
    date_only
        The time of day is not known.
    row_hash, id_hash, address_hash, area_hash, class_hash
        For comparing rows; 0 where there is no id, address or area.
    text_hash
        Of the content's words; the same on every machine.
    place
        The smallest place that the row names: none, township or village.
    status, kind
        As the row says.
    mangled
        The id was turned into a number by Excel.
    """

    outside: Mask
    reasons: Reasons
    x: Numbers
    y: Numbers
    start: Moments
    end: Moments
    reported: Moments
    date_only: Mask
    row_hash: Hashes
    id_hash: Hashes
    address_hash: Hashes
    area_hash: Hashes
    class_hash: Hashes
    text_hash: Hashes
    place: Codes
    status: Codes
    kind: Codes
    mangled: Mask

    def __len__(self) -> int:
        return len(self.outside)


@dataclass(frozen=True, slots=True)
class Survey:
    """
    The facts of all rows, and what was found on the way.

    Attributes
    ----------
    rows
        Facts, in the order of the file.
    layout
        The layout without columns that no field uses and that hold phone or identity numbers, and without
        columns of ids that are mostly identity numbers.
    blanked
        Cells of columns in use from which such a number was taken, by column.
    """

    rows: RowFacts
    layout: Layout
    blanked: dict[str, int]


def survey(source: TableSource, layout: Layout, options: ReadOptions) -> Survey:
    """
    Read a file once, into numbers.

    Parameters
    ----------
    source
        The table.
    layout
        Which column holds what.
    options
        How to read.

    Returns
    -------
    Survey
        Independent of how many rows a chunk has.
    """
    parts: list[RowFacts] = []
    personal: Counter[str] = Counter()
    for chunk in source.chunks(options.chunk_rows):
        parts.append(look_at(chunk, layout, options))
        for column, pattern in _suspected(layout).items():
            personal[column] += int(personal_cells(chunk.frame[column], pattern).sum())
    rows = _together(parts or [look_at(_empty_chunk(source), layout, options)])
    used = {column: name for name, column in layout.columns.items()}
    dropped = {
        column
        for column, count in personal.items()
        if (column not in used and count > 0) or (used.get(column) in ID_FIELDS and 2 * count > len(rows))
    }
    blanked = {
        column: count
        for column, count in personal.items()
        if count and column in used and used[column] not in ID_FIELDS
    }
    return Survey(rows, layout.without(dropped), blanked)


def _suspected(layout: Layout) -> dict[str, str]:
    """Name the columns to search for personal numbers, each with the pattern to search for."""
    exempt = {layout.columns[name] for name in NEVER_PERSONAL if name in layout.columns}
    ids = {layout.columns[name] for name in ID_FIELDS if name in layout.columns}
    either = {column: EITHER for column in layout.kept if column not in exempt}
    return {**either, **dict.fromkeys(ids, IDENTITY)}


def _together(parts: list[RowFacts]) -> RowFacts:
    joined: dict[str, Any] = {
        field.name: np.concatenate([getattr(part, field.name) for part in parts])
        for field in fields(RowFacts)
    }
    return RowFacts(**joined)


def _empty_chunk(source: TableSource) -> TableChunk:
    frame = pd.DataFrame({column: pd.Series([], dtype="str") for column in source.columns})
    nowhere = np.zeros(0)
    return TableChunk(frame, np.zeros(0, dtype=np.int64), np.zeros(0, dtype=bool), nowhere, nowhere)


def look_at(chunk: TableChunk, layout: Layout, options: ReadOptions) -> RowFacts:
    """
    Take down the facts of some rows.

    Parameters
    ----------
    chunk
        Rows of the file.
    layout
        Which column holds what.
    options
        How to read.

    Returns
    -------
    RowFacts
        One value for each row.
    """
    frame = chunk.frame
    reasons = np.zeros(len(frame), dtype=np.uint32)
    flag(reasons, chunk.broken, Reason.ROW_COLUMNS)
    times = _times(frame, layout, options, reasons)
    x, y = _coordinates(chunk, layout, reasons)
    ids = layout.texts(frame, "incident_id")
    mangled = is_mangled_id(ids)
    address = layout.texts(frame, "address")
    words = {name: layout.texts(frame, name) for name in CONTENT_FIELDS}
    class_words = _classes(words["category"], options)
    return RowFacts(
        outside=_any_word(is_outside_scope, *(words[name] for name in CATEGORY_FIELDS)),
        reasons=reasons,
        x=x,
        y=y,
        **times,
        row_hash=row_hashes(frame),
        id_hash=np.where(mangled, np.uint64(0), run_hashes(ids)),
        address_hash=run_hashes(address),
        area_hash=run_hashes(address_areas(address)),
        class_hash=run_hashes(class_words),
        text_hash=mix(*(stable_hashes(words[name]) for name in CONTENT_FIELDS)),
        place=_named_place(words),
        status=_status(layout.texts(frame, "status"), words, layout.cells(frame, "count")),
        kind=_kind(layout.texts(frame, "kind"), layout.kind),
        mangled=mangled,
    )


def _times(frame: pd.DataFrame, layout: Layout, options: ReadOptions, reasons: Reasons) -> dict[str, Any]:
    """Read the interval and the time of report; fill one end from the other, and both from the report."""

    def read(name: str) -> Times:
        return read_times(layout.texts(frame, name), options.time_zone)

    at, first, last, reported = map(read, ("occurred_at", "occurred_from", "occurred_to", "reported_at"))
    start, end = _first_known(first, at, last), _first_known(last, at, first)
    start_day, end_day = start.date_only, end.date_only
    unknown = np.isnat(start.moments) & ~start.given
    begin = np.where(unknown, reported.moments, start.moments)
    finish = np.where(np.isnat(end.moments) & ~end.given, reported.moments, end.moments)
    by_report = unknown & reported.date_only
    begin_day, finish_day = start_day | by_report, end_day | by_report
    finish = np.where(finish_day, finish + LAST_SECOND_OF_DAY, finish)
    wrong = start.unreadable | end.unreadable | (unknown & reported.unreadable)
    flag(reasons, wrong, Reason.TIME_UNREADABLE)
    flag(reasons, np.isnat(begin) & ~wrong, Reason.TIME_MISSING)
    flag(reasons, begin > finish, Reason.TIME_REVERSED)
    return {
        "start": begin,
        "end": finish,
        "reported": reported.moments,
        "date_only": begin_day | finish_day,
    }


def _first_known(*readings: Times) -> Times:
    """Take, row by row, the first reading that has any text."""
    moments, given, date_only = readings[0].moments, readings[0].given, readings[0].date_only
    for reading in readings[1:]:
        moments = np.where(given, moments, reading.moments)
        date_only = np.where(given, date_only, reading.date_only)
        given = given | reading.given
    return Times(moments, given, date_only)


def _coordinates(chunk: TableChunk, layout: Layout, reasons: Reasons) -> tuple[Numbers, Numbers]:
    if layout.from_shapes and chunk.x is not None and chunk.y is not None:
        if chunk.not_point is not None:
            flag(reasons, chunk.not_point, Reason.POINT_SHAPE)
            missing = (np.isnan(chunk.x) | np.isnan(chunk.y)) & ~chunk.not_point
            flag(reasons, missing, Reason.POINT_MISSING)
        return chunk.x, chunk.y
    texts = [layout.texts(chunk.frame, name) for name in ("lon", "lat")]
    x, y = (read_numbers(cells) for cells in texts)
    missing = np.logical_or.reduce([(cells == "").to_numpy(dtype=bool) for cells in texts])
    flag(reasons, missing, Reason.POINT_MISSING)
    flag(reasons, (np.isnan(x) | np.isnan(y)) & ~missing, Reason.POINT_UNREADABLE)
    return x, y


def _classes(words: pd.Series[str], options: ReadOptions) -> pd.Series[str]:
    table = read_categories(options.categories)
    return words.map({word: table.meaning(word).category for word in words.unique()}).astype("str")


def _any_word(test: Callable[[str], bool], *columns: pd.Series[str]) -> Mask:
    """Tell which rows have a word in any column that passes a test."""
    found = np.zeros(len(columns[0]), dtype=bool)
    for words in columns:
        passed = [word for word in words.unique() if test(word)]
        if passed:
            found |= words.isin(passed).to_numpy(dtype=bool)
    return found


def _named_place(words: Mapping[str, pd.Series[str]]) -> Codes:
    village, township, code = (
        (words[name] != "").to_numpy(dtype=bool) for name in ("village", "township", "township_code")
    )
    return np.where(village, VILLAGE, np.where(township | code, TOWNSHIP, NO_PLACE)).astype(np.uint8)


def _status(said: pd.Series[str], words: Mapping[str, pd.Series[str]], count: pd.Series[str] | None) -> Codes:
    judged = (said, *(words[name] for name in CATEGORY_FIELDS))
    repeated = _any_word(lambda word: REPEATED_WORDS.search(word) is not None, *judged)
    invalid = _any_word(lambda word: INVALID_WORDS.search(word) is not None, *judged)
    invalid |= _any_word(lambda word: word in NOT_VALID, said)
    if count is not None:
        invalid |= read_numbers(count) <= 0
    return np.where(invalid, INVALID, np.where(repeated, REPEATED, VALID)).astype(np.uint8)


def _kind(said: pd.Series[str], default: str) -> Codes:
    calls = _any_word(lambda word: plain_word(word) in CALL_WORDS, said)
    cases = _any_word(lambda word: plain_word(word) in CASE_WORDS, said)
    usual = CALL if default == "call" else CASE
    return np.where(calls, CALL, np.where(cases, CASE, usual)).astype(np.uint8)
