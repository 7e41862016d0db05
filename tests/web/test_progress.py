"""The bar on the terminal."""

from __future__ import annotations

import pytest

from web.services.progress import TerminalBar


def test_work_of_less_than_a_second_draws_no_bar(capsys: pytest.CaptureFixture[str]) -> None:
    with TerminalBar("Designing beats", shown=True) as bar:
        for done in range(100):
            bar(done, 100)
    assert capsys.readouterr().err == ""
