"""What a first look at rows finds, each row by itself: its times, its point, its words, its reasons."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.addresses import address_areas
from data.calls import INVALID_WORDS, REPEATED_WORDS
from data.categories import is_outside_scope, plain_word, read_categories
from data.fields import PLACE_FIELDS, Layout
from data.read_options import ReadOptions
from data.table_source import TableChunk
from data.texts import (
    Hashes,
    clean,
    is_mangled_id,
    mix,
    read_numbers,
    row_hashes,
    run_hashes,
    stable_hashes,
)
from data.times import LAST_SECOND_OF_DAY, Moments, Times, no_times, read_times
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
    times = _times(frame, layout, options, reasons)
    x, y = _coordinates(chunk, layout, reasons)
    reasons[chunk.broken] = Reason.ROW_COLUMNS  # what else is wrong with it comes of that
    ids = layout.texts(frame, "incident_id")
    mangled = is_mangled_id(ids)
    address = layout.texts(frame, "address")
    words = {name: layout.texts(frame, name) for name in CONTENT_FIELDS}
    class_words = _classes(words["category"], options)
    return RowFacts(
        outside=_any_word(is_outside_scope, *(words[name] for name in CATEGORY_FIELDS)),
        reasons=reasons,
        x=np.where(chunk.broken, np.nan, x),
        y=np.where(chunk.broken, np.nan, y),
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

    @cache
    def read_column(column: str | None) -> Times:
        if column is None:
            return no_times(len(frame))
        return read_times(clean(frame[column]), options.time_zone)

    def read(name: str) -> Times:
        return read_column(layout.columns.get(name))

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
