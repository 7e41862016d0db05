from __future__ import annotations

import pytest

from web.services.kept import Kept


def test_an_answer_is_made_once_for_each_revision() -> None:
    kept, made = Kept(), []

    def make() -> int:
        made.append(1)
        return len(made)

    assert [kept.get("a", 1, make), kept.get("a", 1, make), kept.get("a", 2, make)] == [1, 1, 2]
    assert kept.get("b", 2, make) == 3


def test_an_answer_that_failed_is_made_again() -> None:
    kept = Kept()
    with pytest.raises(ZeroDivisionError):
        kept.get("a", 1, lambda: 1 // 0)
    assert kept.get("a", 1, lambda: 5) == 5
