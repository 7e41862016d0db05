"""Compiled functions work where nothing can be kept on disk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import gis.compiled
from gis.compiled import compiled


def test_a_function_is_compiled_though_no_folder_for_its_cache_can_be_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[bool] = []

    def without_locator(cache: bool = False, **_options: bool) -> Callable[..., Any]:
        asked.append(cache)
        if cache:
            raise RuntimeError("cannot cache function: no locator available")
        return lambda function: function

    monkeypatch.setattr(gis.compiled, "njit", without_locator)
    assert compiled(lambda number: number + 1)(1) == 2
    assert asked == [True, False]
