"""What an answer may be written to."""

from __future__ import annotations

from pathlib import Path

import pytest

from gis.errors import FileError
from web.services.exporting import check_writable


def test_an_answer_never_replaces_the_file_that_it_comes_from(tmp_path: Path) -> None:
    calls = tmp_path / "calls.csv"
    calls.write_text("id")
    (tmp_path / "link.csv").symlink_to(calls)
    for out in (calls, tmp_path / "link.csv", tmp_path / "sub" / ".." / "calls.csv"):
        (tmp_path / "sub").mkdir(exist_ok=True)
        with pytest.raises(FileError, match=r"file\.is_input"):
            check_writable(out, None, calls)
    check_writable(tmp_path / "areas.csv", None, calls)
