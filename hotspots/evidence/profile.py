"""What an area's incidents are, in words that fit a table: hours, categories, months."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspots.finding.grid import Floats, Ints

PEAK_SHARE = 0.4
LONGEST_PEAK_HOURS = 9
CATEGORIES_NAMED = 3
EDGE_DAYS = 2

Moments = npt.NDArray[np.datetime64]


@dataclass(frozen=True, slots=True)
class Months:
    """The whole months of the data: the first of them and how many there are."""

    first: np.datetime64
    count: int

    @property
    def days(self) -> Floats:
        """Days of each month."""
        edges = (self.first + np.arange(self.count + 1)).astype("datetime64[D]")
        return np.diff(edges).astype(float)

    def number(self, local: Moments) -> Ints:
        """Number the month of each moment, 0 for the first, -1 outside whole months."""
        number = (local.astype("datetime64[M]") - self.first).astype(np.int64)
        return np.where(~np.isnat(local) & (number >= 0) & (number < self.count), number, -1)


def whole_months(first: np.datetime64, last: np.datetime64) -> Months:
    """
    List the whole months between the first and the last moment of the data, on the site's clock.

    The first and last month count as whole when incidents reach within two days of their ends.
    """
    if np.isnat(first) or np.isnat(last):
        return Months(np.datetime64("1970-01"), 0)
    begin, end = first.astype("datetime64[M]"), last.astype("datetime64[M]")
    from_begin = (first.astype("datetime64[D]") - begin).astype(int)
    to_end = ((end + 1).astype("datetime64[D]") - last.astype("datetime64[D]")).astype(int) - 1
    begin, end = begin + int(from_begin > EDGE_DAYS), end - int(to_end > EDGE_DAYS)
    return Months(begin, max(int((end - begin).astype(int)) + 1, 0))


def peak_hours(by_hour: npt.ArrayLike) -> str:
    """
    Name the shortest run of hours that holds two fifths of the incidents, such as ``"20-23"`` (23 excluded).

    Parameters
    ----------
    by_hour
        Incidents by hour of the day, shape ``(24,)``.

    Returns
    -------
    str
        Empty where it would take nine hours or more: then no hour stands out.
    """
    hours = np.asarray(by_hour, dtype=float)
    total = hours.sum()
    if total <= 0:
        return ""
    running = np.concatenate([[0.0], np.cumsum(np.tile(hours, 2))])
    for length in range(1, LONGEST_PEAK_HOURS):
        held = running[length : length + 24] - running[:24]
        start = int(held.argmax())
        if held[start] >= PEAK_SHARE * total:
            return f"{start}-{(start + length - 1) % 24 + 1}"
    return ""


def word_counts(words: pd.Series, group: Ints, groups: int) -> list[list[tuple[str, int]]]:
    """
    Count the words of each group, most frequent first, ties in the order of the words.

    Parameters
    ----------
    words
        One word for each row; missing and empty ones are not counted. A semicolon is written as a comma, so
        that words can stand in a list.
    group, groups
        Group of each row, and how many groups there are.
    """
    codes, names = pd.factorize(words)
    said = np.array([str(name).strip().replace(";", ",") for name in names], dtype=object)
    given = (codes >= 0) & np.append(said != "", False)[codes]
    pairs, count = np.unique(group[given] * max(len(said), 1) + codes[given], return_counts=True)
    listed: list[list[tuple[str, int]]] = [[] for _ in range(groups)]
    for pair, n in zip(pairs.tolist(), count.tolist(), strict=True):
        listed[pair // len(said)].append((said[pair % len(said)], n))
    return [sorted(found, key=lambda item: (-item[1], item[0])) for found in listed]


def top_categories(counts: list[tuple[str, int]]) -> str:
    """Name the most frequent categories and their shares, such as ``"盗窃 41 %; 打架斗殴 20 %"``."""
    total = sum(n for _, n in counts)
    return "; ".join(f"{word} {round(n / total * 100)} %" for word, n in counts[:CATEGORIES_NAMED])
