"""The scorecard's services on SQLite and on PostGIS: the same card, and entries that meet one another."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from data.store import Store, open_store
from data.store.audit import Deed
from gis.errors import InputError
from hotspots.scorecard.shares import Survey
from tests.postgis.server import clean_schema
from tests.signed_in import client_as
from tests.web.scorecard.county import CODES, TODAY, fill
from web.services.scorecard.entries import enter_survey, surveys_of
from web.services.scorecard.filed import filed
from web.services.scorecard.service import Scorecards


@pytest.fixture(params=["sqlite", pytest.param("postgis", marks=pytest.mark.postgis)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """URL of a store that holds the county."""
    if request.param == "sqlite":
        found = f"sqlite:///{tmp_path / 'county.sqlite'}"
        with open_store(found) as store:
            fill(store)
        yield found
        return
    with clean_schema() as found:
        with open_store(found) as store:
            fill(store)
        yield found


def test_both_stores_give_the_same_card(url: str, scored: Store) -> None:
    with open_store(url) as store:
        here, there = (Scorecards(one, "Asia/Shanghai").card(2025, TODAY) for one in (store, scored))
    assert [row.measured for row in here.rows] == [row.measured for row in there.rows]
    assert [row.score for row in here.rows] == [row.score for row in there.rows]
    assert (here.county, here.rule, here.words) == (there.county, there.rule, there.words)


def test_of_two_first_entries_at_once_one_is_kept_and_the_other_told(url: str) -> None:
    ready = Barrier(2)

    def enter(satisfied: int) -> str:
        def sign(deed: Deed) -> Deed:
            ready.wait(timeout=20)  # both have looked, and found nothing entered
            return deed

        with open_store(url) as store:
            try:
                found = Survey(100, satisfied)
                enter_survey(store, sign, "safety", 2019, code=CODES[0], survey=found, seen=0)
            except InputError as refused:
                return refused.code
        return "entered"

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(enter, (80, 90)))
    assert sorted(answers) == ["entered", "score.changed_meanwhile"]
    with open_store(url) as store:
        kept = store.filings.listed("score.survey.safety", period="2019")
        assert [one.content["satisfied"] for one in kept] == [(80, 90)[answers.index("entered")]]
        assert len(store.audit.entries(action="score.entered", limit=1000)) == 1 + 12


def test_the_pages_work_and_forms_are_kept(url: str) -> None:
    with open_store(url) as store:
        office, committee = client_as(store, "governance"), client_as(store, "committee")
        said = {"year": "2025", "code": CODES[2], "ground": "grave_case", "reason": "命案"}
        assert office.post("/scorecard/veto", data=said).status_code == 200
        decided = {**said, "decision": "upheld", "reason": "属实", "revision": "1"}
        assert "予以否决" in committee.post("/scorecard/veto/decide", data=decided).text
        for path in ("/scorecard", f"/scorecard/{CODES[1]}", "/scorecard.xlsx", "/scorecard.pdf"):
            assert committee.get(path, params={"year": "2025"}).status_code == 200
        assert office.get("/scorecard/edit", params={"year": "2025"}).status_code == 200
        assert set(surveys_of(store, "safety", 2025)) == set(CODES)
        assert filed(store, "score.veto", 2025)[f"{CODES[2]} grave_case"].state == "upheld"
