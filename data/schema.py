"""
The fields of an incident, and the headers by which Chinese and English exports name them.

``headers.csv`` lists the headers of each field, best first: the first one that a file has wins, and
``--map FIELD=COLUMN`` wins over all. Headers are compared without case, blanks, underscores and brackets.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from gis.errors import Problem, TableError

HEADERS_FILE = Path(__file__).with_name("headers.csv")

TIME_FIELDS = (
    "occurred_from",
    "occurred_to",
    "reported_at",
    "dispatched_at",
    "arrived_at",
    "finished_at",
)
NUMBER_FIELDS = ("harm", "deaths", "injured", "loss")

SHAPEFILE_NAME_BYTES = 10

MAPPED_ONLY = "count"
"""Field that no header stands for: zero or less marks a withdrawn record (an administrative correction)."""

CALL_HEADERS = ("警情", "接警", "报警", "接处警", "call")
"""Beginnings of id headers that tell calls from registered cases."""

_NOISE = re.compile(r"[\s_\-()\[\]{}【】<>::*./、,]+")


@cache
def incident_headers() -> dict[str, tuple[str, ...]]:
    """Give the headers of every field of an incident, as ``data/headers.csv`` lists them."""
    headers: dict[str, tuple[str, ...]] = {}
    with HEADERS_FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            headers[row["field"]] = (*headers.get(row["field"], ()), row["header"])
    return {**headers, MAPPED_ONLY: ()}


def plain_header(header: str) -> str:
    """
    Write a header the way headers are compared.

    Parameters
    ----------
    header
        As the file has it.

    Returns
    -------
    str
        Without case, width, blanks, underscores and brackets.

    Examples
    --------
    >>> plain_header("Date_Occurred "), plain_header("经度(X)")
    ('dateoccurred', '经度x')
    """
    return _NOISE.sub("", unicodedata.normalize("NFKC", header)).casefold()


def headers_for(path: Path | str, headers: Mapping[str, Sequence[str]]) -> Mapping[str, Sequence[str]]:
    """
    Give the headers that a kind of file can have.

    Parameters
    ----------
    path
        The file.
    headers
        The headers of each field.

    Returns
    -------
    Mapping
        For a Shapefile also what is left of each header after ten bytes, in UTF-8 and in GB18030.
    """
    if not str(path).lower().endswith(".shp"):
        return headers
    return {
        field: (*names, *(_cut(name, encoding) for encoding in ("utf-8", "gb18030") for name in names))
        for field, names in headers.items()
    }


def _cut(name: str, encoding: str) -> str:
    return name.encode(encoding)[:SHAPEFILE_NAME_BYTES].decode(encoding, errors="ignore")


def match_columns(
    columns: Sequence[str],
    mapped: Mapping[str, str],
    headers: Mapping[str, Sequence[str]],
) -> dict[str, str]:
    """
    Find the column of each field.

    Parameters
    ----------
    columns
        Columns of the file.
    mapped
        What the user said: field to column. A column is found by its exact name, else by its plain one.
    headers
        The headers of each field.

    Returns
    -------
    dict
        Field to column, for the fields that have one. By header a column serves one field alone.

    Raises
    ------
    TableError
        Listing every field that does not exist and every column that the file does not have.
    """
    by_plain = {plain_header(column): column for column in reversed(columns)}
    problems = []
    found: dict[str, str] = {}
    for field, wanted in mapped.items():
        column = wanted if wanted in columns else by_plain.get(plain_header(wanted))
        if field not in headers:
            problems.append(Problem("table.field_unknown", {"field": field, "fields": ", ".join(headers)}))
        elif column is None:
            details = {"field": field, "column": wanted, "columns": ", ".join(columns)}
            problems.append(Problem("table.mapped_column_missing", details))
        else:
            found[field] = column
    if problems:
        raise TableError.of(problems)
    taken = set(found.values())
    for field, names in headers.items():
        known = (by_plain.get(plain_header(name)) for name in names)
        free = next((column for column in known if column is not None and column not in taken), None)
        if field not in found and free is not None:
            found[field] = free
            taken.add(free)
    return found
