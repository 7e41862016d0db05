"""A store with townships, stations and nothing else: what filings need, made in a moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from data.store import Store, open_store
from tests.desk_county import lines_and_points, townships
from web.auth.principal import Principal
from web.auth.roles import Role

ZONE = "Asia/Shanghai"
A, B = "620523100", "620523101"
DEPARTMENT = "市场监管局"
GOVERNANCE = Principal(9, "g", "", Role.GOVERNANCE)
COMMITTEE = Principal(8, "k", "", Role.COMMITTEE)
COMMAND = Principal(7, "c", "", Role.COMMAND)


def township(code: str = A) -> Principal:
    return Principal(1, f"t{code}", "", Role.TOWNSHIP, township_code=code)


def department(name: str = DEPARTMENT) -> Principal:
    return Principal(2, name, "", Role.DEPARTMENT, department=name)


@contextmanager
def small_store(folder: Path) -> Iterator[Store]:
    with open_store(folder / "filings.sqlite") as store:
        store.replace_places("townships", townships())
        store.replace_places("stations", lines_and_points()["stations"])
        yield store
