"""Cells of text, in vectors: trimmed, freed of what Excel wraps around them, read as numbers, hashed."""

from __future__ import annotations

import hashlib
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

Hashes: TypeAlias = npt.NDArray[np.uint64]

NO_VALUE = ("null", "none", "nan", "n/a", "na", "nil", "-", "--", "/", "无", "空", "不详", "未知", "#n/a")
"""What people write into a cell that has no value."""

BLANKS = " \t\r\n\v\f\u00a0\u200b\u3000\ufeff"
_SEED = np.uint64(0x9E3779B97F4A7C15)


def arrow_text(cells: pd.Series[str]) -> pa.StringArray:
    """Give a column of text as one Arrow array, without nulls."""
    array = pa.array(cells, type=pa.string())
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
    return array.fill_null("") if array.null_count else array


def clean(cells: pd.Series[str]) -> pd.Series[str]:
    """
    Trim cells, and empty those that say there is no value.

    Parameters
    ----------
    cells
        Text as the file has it.

    Returns
    -------
    Series of str
        Index kept.

    Examples
    --------
    >>> clean(pd.Series([" 盗窃\u3000", "N/A"])).tolist()
    ['盗窃', '']
    """
    trimmed = pc.utf8_trim(arrow_text(cells), characters=BLANKS)
    says_nothing = pc.is_in(pc.utf8_lower(trimmed), value_set=pa.array(NO_VALUE))
    return pd.Series(pc.if_else(says_nothing, "", trimmed), index=cells.index, dtype="str")


def clean_ids(cells: pd.Series[str]) -> pd.Series[str]:
    """
    Take off what keeps Excel from turning an id into a number: ``="0012"`` and a leading apostrophe.

    Parameters
    ----------
    cells
        Ids as the file has them.

    Returns
    -------
    Series of str
        Index kept; leading zeros too.
    """
    bare = pc.replace_substring_regex(arrow_text(clean(cells)), r"""^(?:="(.*)"|'(.*))$""", r"\1\2")
    return pd.Series(bare, index=cells.index, dtype="str")


def is_mangled_id(ids: pd.Series[str]) -> npt.NDArray[np.bool_]:
    """Find ids that Excel has made a number of (``4.40102E+17``): their last digits are lost."""
    found = pc.match_substring_regex(arrow_text(ids), r"^\d(?:\.\d+)?[eE]\+?\d{2}$")
    return np.asarray(found.to_numpy(zero_copy_only=False), dtype=bool)


def read_numbers(cells: pd.Series[str]) -> npt.NDArray[np.float64]:
    """Read cleaned cells as numbers; NaN where a cell is empty or no finite number."""
    numbers = pd.to_numeric(cells.astype(object), errors="coerce").to_numpy(dtype=float)
    return np.where(np.isfinite(numbers), numbers, np.nan)


def stable_hashes(cells: pd.Series[str]) -> Hashes:
    """Hash text so that the same text has the same number on every machine and in every version."""
    codes, words = pd.factorize(cells)
    digests = [hashlib.blake2b(word.encode(), digest_size=8).digest() for word in words]
    return np.frombuffer(b"".join(digests), dtype="<u8").astype(np.uint64)[codes]


def row_hashes(frame: pd.DataFrame) -> Hashes:
    """Hash whole rows, good for comparing rows within one run."""
    if frame.shape[1] == 0:
        return np.zeros(len(frame), dtype=np.uint64)
    joined = pc.binary_join_element_wise(*(arrow_text(frame[name]) for name in frame), "\x1f")
    return run_hashes(pd.Series(joined, dtype="str"))


def run_hashes(cells: pd.Series[str]) -> Hashes:
    """Hash text, good for comparing within one run; 0 for an empty cell, never for another."""
    texts = cells.to_numpy(dtype=object)
    hashes: Hashes = pd.util.hash_array(texts, categorize=False)
    return np.where(cells.to_numpy(dtype=object) == "", np.uint64(0), hashes | np.uint64(1))


def mix(*parts: npt.NDArray[np.uint64] | npt.NDArray[np.int64]) -> Hashes:
    """Make one hash of several numbers, the same on every machine (the finaliser of splitmix64)."""
    mixed = np.full(len(parts[0]), _SEED)
    for part in parts:
        mixed = mixed * np.uint64(31) + part.astype(np.uint64) + _SEED
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        mixed = mixed ^ (mixed >> np.uint64(31))
    return mixed


def occurrences(keys: Hashes) -> npt.NDArray[np.int64]:
    """Number the rows of each key from 1, in the order of the rows."""
    earlier = pd.Series(keys).groupby(keys, sort=False).cumcount()
    return np.asarray(earlier + 1, dtype=np.int64)
