"""The file of rejected rows, for the people who sent them to mend."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TextIO

import numpy as np
import numpy.typing as npt
import pandas as pd

from gis.errors import FileError


class RejectsWriter:
    """
    Writes rejected rows to a CSV that Excel opens (UTF-8 with a mark): line, reason codes, the row as it was.

    Columns with personal data and narratives are left out here too; the line number leads back to them.

    Parameters
    ----------
    path
        The file to write; an existing one is replaced when the first row comes or the writer is closed.

    Attributes
    ----------
    rows
        Rows written so far.
    """

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self.rows = 0
        self._file: TextIO | None = None

    def start(self, columns: Sequence[str]) -> None:
        """Begin the file with its header line, over again if it was begun before."""
        self.close()
        try:
            self._file = self.path.open("w", encoding="utf-8-sig", newline="")
        except OSError as error:
            raise FileError("file.not_written", path=str(self.path), why=error.strerror) from error
        self.rows = 0
        csv.writer(self._file).writerow(["line", "reasons", *columns])

    def write(self, lines: npt.NDArray[np.int64], codes: pd.Series[str], rows: pd.DataFrame) -> None:
        """Add rows, with the line and the reason codes of each."""
        if self._file is None:
            self.start(list(rows.columns))
        cells = (rows[column].tolist() for column in rows.columns)
        csv.writer(self._file_open()).writerows(zip(lines.tolist(), codes.tolist(), *cells, strict=True))
        self.rows += len(rows)

    def _file_open(self) -> TextIO:
        if self._file is None:
            raise ValueError("the writer was not started")
        return self._file

    def close(self) -> None:
        """Finish the file."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def __enter__(self) -> RejectsWriter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        begun = self._file is not None
        self.close()
        if kind is not None and begun:
            self.path.unlink(missing_ok=True)  # half of the rejected rows is worse than none
