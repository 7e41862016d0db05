"""
Dates and times as exports write them, read in vectors.

Known are ``2026年1月3日 20时15分``, ISO (with or without offset), ``2026/1/3 8:05``, ``1/3/2026 8:05 PM``
(month first, as in the US), ``20260103201530`` and Excel's serial days. A time without an offset is local;
where clocks go back the first of the two hours is meant, and where they skip, the moment after.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from data.texts import arrow_text

_CLOCK = (
    r"(?:[T\s]*(?:星期.|周.)?\s*(?P<half>上午|下午|凌晨|中午|晚上)?\s*(?P<hour>\d{1,2})\s*[:时点]\s*"
    r"(?:(?P<minute>\d{1,2})\s*[:分]?\s*)?(?:(?P<second>\d{1,2})(?:\.\d+)?\s*秒?)?\s*(?P<late>[AaPp]\.?[Mm]\.?)?)?"
    r"\s*(?P<offset>[Zz]|[+-]\d{2}:?\d{2})?$"
)
YEAR_FIRST = r"^(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?" + _CLOCK
MONTH_FIRST = r"^(?P<month>\d{1,2})[-/](?P<day>\d{1,2})[-/](?P<year>\d{4}|\d{2})" + _CLOCK
COMPACT = (
    r"^(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})[T\s]?"
    r"(?:(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?)?$"
)
SERIAL = r"^(?P<serial>\d{5}(?:\.\d+)?)$"

EXCEL_EPOCH = np.datetime64("1899-12-30T00:00:00", "s")
LAST_SECOND_OF_DAY = np.timedelta64(86_399, "s")
PIVOT_YEAR = 69
"""Two-digit years from here on are of the last century, as POSIX has it."""

Moments = npt.NDArray[np.datetime64]


@dataclass(frozen=True, slots=True)
class Times:
    """
    Moments read from text.

    Attributes
    ----------
    moments
        UTC, to the second; NaT where a text is empty or cannot be read.
    given
        Where there was any text.
    date_only
        Where a day was given without a time: the moment is its first second.
    """

    moments: Moments
    given: npt.NDArray[np.bool_]
    date_only: npt.NDArray[np.bool_]

    @property
    def unreadable(self) -> npt.NDArray[np.bool_]:
        """Where there was a text that is no time."""
        return self.given & np.isnat(self.moments)


def read_times(texts: pd.Series[str], time_zone: str) -> Times:
    """
    Read a column of dates and times.

    Parameters
    ----------
    texts
        Cells, already trimmed.
    time_zone
        Zone of the times that name no offset, such as ``Asia/Shanghai``.

    Returns
    -------
    Times
        One moment for each cell.

    Examples
    --------
    >>> read_times(pd.Series(["2026年1月3日 20时15分"]), "Asia/Shanghai").moments[0]
    np.datetime64('2026-01-03T12:15:00')
    """
    cells = pc.utf8_normalize(arrow_text(texts), form="NFKC")
    count = len(cells)
    local = np.full(count, "NaT", dtype="datetime64[s]")
    offset_min = np.full(count, np.nan)
    date_only = np.zeros(count, dtype=bool)
    given = pc.not_equal(cells, "").to_numpy(zero_copy_only=False)
    for pattern in (YEAR_FIRST, MONTH_FIRST, COMPACT, SERIAL):
        open_ = np.flatnonzero(given & np.isnat(local))
        if len(open_) == 0:
            break
        parts = pc.extract_regex(cells.take(pa.array(open_)), pattern)
        hits = np.flatnonzero(parts.is_valid().to_numpy(zero_copy_only=False))
        if len(hits):
            rows, parts = open_[hits], parts.take(pa.array(hits))
            local[rows] = _moments(parts)
            date_only[rows] = _empty(parts, "serial" if pattern == SERIAL else "hour")
            offset_min[rows] = _offsets_min(parts)
    return Times(_to_utc(local, offset_min, time_zone), given, date_only & ~np.isnat(local))


def no_times(rows: int) -> Times:
    """Give the reading of a column that is not there."""
    nothing = np.zeros(rows, dtype=bool)
    return Times(np.full(rows, "NaT", dtype="datetime64[s]"), nothing, nothing)


def _moments(parts: pa.StructArray) -> Moments:
    names = {field.name for field in parts.type}
    if "serial" in names:
        serial = parts.field("serial").cast(pa.float64()).to_numpy(zero_copy_only=False)
        return np.asarray(EXCEL_EPOCH + np.rint(serial * 86_400).astype("timedelta64[s]"))
    year, month, day, hour, minute, second = (
        _numbers(parts, name) if name in names else np.zeros(len(parts), dtype=np.int64)
        for name in ("year", "month", "day", "hour", "minute", "second")
    )
    year = np.where(year < PIVOT_YEAR, year + 2000, np.where(year < 100, year + 1900, year))
    hour = _on_24_hours(hour, parts, names)
    months = (year - 1970).astype("datetime64[Y]").astype("datetime64[M]") + (month - 1)
    days = months.astype("datetime64[D]") + (day - 1)
    seconds = (hour * 3600 + minute * 60 + second).astype("timedelta64[s]")
    wrong = (month < 1) | (month > 12) | (day < 1) | (days.astype("datetime64[M]") != months)
    wrong |= (hour > 23) | (minute > 59) | (second > 59)
    moments: Moments = days.astype("datetime64[s]") + seconds
    moments[wrong] = np.datetime64("NaT")
    return moments


def _on_24_hours(
    hour: npt.NDArray[np.int64], parts: pa.StructArray, names: set[str]
) -> npt.NDArray[np.int64]:
    """Bring 12-hour clocks to 24 hours; a written 13 to 23 stays what it is."""
    if "half" not in names:
        return hour
    half = parts.field("half").to_numpy(zero_copy_only=False)
    late = pc.utf8_lower(pc.replace_substring(parts.field("late"), ".", "")).to_numpy(zero_copy_only=False)
    after_noon = np.isin(half, ["下午", "晚上"]) | (late == "pm") | ((half == "中午") & (hour < 6))
    before_noon = np.isin(half, ["上午", "凌晨"]) | (late == "am")
    return np.where(after_noon & (hour < 12), hour + 12, np.where(before_noon & (hour == 12), 0, hour))


def _numbers(parts: pa.StructArray, name: str) -> npt.NDArray[np.int64]:
    texts = parts.field(name)
    texts = pc.if_else(pc.equal(texts, ""), "0", texts)
    numbers: npt.NDArray[np.int64] = texts.cast(pa.int64()).to_numpy(zero_copy_only=False)
    return numbers


def _empty(parts: pa.StructArray, name: str) -> npt.NDArray[np.bool_]:
    """Tell where no time of day was given; a whole serial number is a day."""
    texts = parts.field(name)
    empty = pc.invert(pc.match_substring(texts, ".")) if name == "serial" else pc.equal(texts, "")
    return np.asarray(empty.to_numpy(zero_copy_only=False), dtype=bool)


def _offsets_min(parts: pa.StructArray) -> npt.NDArray[np.float64]:
    if "offset" not in {field.name for field in parts.type}:
        return np.full(len(parts), np.nan)
    texts = pd.Series(parts.field("offset").to_pylist(), dtype="str")
    spellings = {text: _offset_min(text) for text in texts.unique()}
    return texts.map(spellings).to_numpy(dtype=float)


def _offset_min(text: str) -> float:
    if not text:
        return np.nan
    if text in "Zz":
        return 0.0
    return (-1 if text[0] == "-" else 1) * (int(text[1:3]) * 60 + int(text[-2:]))


def _to_utc(local: Moments, offset_min: npt.NDArray[np.float64], time_zone: str) -> Moments:
    with_offset = ~np.isnan(offset_min)
    index = pd.DatetimeIndex(np.where(with_offset, np.datetime64("NaT", "s"), local))
    first_hour = np.ones(len(index), dtype=bool)
    in_zone = index.tz_localize(time_zone, ambiguous=first_hour, nonexistent="shift_forward")
    utc = in_zone.tz_convert("UTC").tz_localize(None).to_numpy().astype("datetime64[s]")
    if with_offset.any():
        shift = np.nan_to_num(offset_min[with_offset]).astype("timedelta64[m]")
        utc[with_offset] = local[with_offset] - shift
    return utc
