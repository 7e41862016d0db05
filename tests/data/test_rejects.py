"""The file of rejected rows is whole or not there."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from data.rejects import RejectsWriter


def test_work_that_breaks_off_leaves_no_half_of_the_rejected_rows(tmp_path: Path) -> None:
    rows = pd.DataFrame({"案件编号": ["A1"]})

    def breaks_off() -> None:
        with RejectsWriter(tmp_path / "r.csv") as writer:
            writer.write(np.array([2]), pd.Series(["time.missing"]), rows)
            raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        breaks_off()
    assert list(tmp_path.iterdir()) == []


def test_an_older_file_stays_when_nothing_was_begun(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("of last time")
    with pytest.raises(OSError, match="disk full"), RejectsWriter(tmp_path / "r.csv"):
        raise OSError("disk full")
    assert (tmp_path / "r.csv").read_text() == "of last time"
