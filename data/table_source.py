"""A table that is read in chunks of rows, whatever kind of file it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyproj

from gis.errors import FileError, SafetownError

CHUNK_ROWS = 50_000


@dataclass(frozen=True, slots=True)
class TableChunk:
    """
    Some rows of a table.

    Attributes
    ----------
    frame
        The cells as text; nothing is missing, an empty cell is ``""``.
    lines
        Line of each row in the file (of a layer: number of the feature), counted from 1.
    broken
        Rows that have more or fewer cells than the table has columns.
    x, y
        Coordinates of each row's point where the file holds shapes; NaN where there is none.
    not_point
        Rows whose shape is no point.
    """

    frame: pd.DataFrame
    lines: npt.NDArray[np.int64]
    broken: npt.NDArray[np.bool_]
    x: npt.NDArray[np.float64] | None = None
    y: npt.NDArray[np.float64] | None = None
    not_point: npt.NDArray[np.bool_] | None = None


@dataclass(frozen=True, slots=True)
class TableSource:
    """
    A table that can be read as often as needed.

    Attributes
    ----------
    path
        The file.
    columns
        Names of the columns, made unique, without the shape.
    read
        Reads the file from its start, in chunks of so many rows; use `chunks`, which tells of damage.
    encoding
        Encoding of the text; ``None`` where the format settles it.
    crs
        The reference system that the file names, if any.
    has_shapes
        Whether rows carry shapes.
    layer
        Layer or sheet that is read, where the file has such.
    """

    path: Path
    columns: tuple[str, ...]
    read: Callable[[int], Iterator[TableChunk]]
    encoding: str | None = None
    crs: pyproj.CRS | None = None
    has_shapes: bool = False
    layer: str | None = None

    def chunks(self, rows: int = CHUNK_ROWS) -> Iterator[TableChunk]:
        """
        Read the table from its first row.

        Parameters
        ----------
        rows
            The most rows that a chunk may have.

        Yields
        ------
        TableChunk
            Rows in the order of the file; rows without any content are left out.

        Raises
        ------
        FileError
            ``file.unreadable`` where the file breaks off or is damaged.
        """
        if rows < 1:
            raise ValueError(f"a chunk has at least one row, got {rows}")
        try:
            yield from self.read(rows)
        except SafetownError:
            raise
        except (OSError, EOFError, ValueError, RuntimeError) as error:
            raise FileError("file.unreadable", path=str(self.path), reason=one_line(error)) from error


def one_line(error: Exception) -> str:
    """Say what an error says in a single line, without its advice to programmers."""
    said = " ".join(str(error).split()).partition("; It might help")[0].rstrip(". ")
    return said or type(error).__name__


def unique_names(header: list[str]) -> tuple[str, ...]:
    """
    Name every column, once.

    Parameters
    ----------
    header
        Cells of the header line; may be empty or repeat.

    Returns
    -------
    tuple of str
        Trimmed names; an empty one becomes ``column_3``, a second ``名称`` becomes ``名称_2``.
    """
    names: list[str] = []
    for position, cell in enumerate(header, start=1):
        wanted = " ".join(cell.split()) or f"column_{position}"
        name, number = wanted, 1
        while name in names:
            number += 1
            name = f"{wanted}_{number}"
        names.append(name)
    return tuple(names)
