"""Bulletins: drafted, approved, published, corrected; the public sees what was published and nothing else."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pypdf
import pytest
from starlette.testclient import TestClient

from data.store import Store
from data.store.audit import Deed
from gis.errors import SafetownError
from tests.desk_county import incidents
from tests.signed_in import HOME, client_as
from tests.web.small_filings import GOVERNANCE, ZONE
from web.app import create_app
from web.reports.bulletin_map import class_steps
from web.services.desk.layers import Desk
from web.services.month import bulletins
from web.services.month.assessment import Month
from web.services.month.bulletin_figures import Figures, bulletin_figures
from web.services.month.bulletins import bulletin_numbered
from web.settings import Settings

LOW = 2
"""A threshold that months of the small county fall below, and its quarters do not."""


@pytest.fixture
def office(store: Store) -> TestClient:
    return client_as(store, "governance")


@pytest.fixture
def committee(store: Store) -> TestClient:
    return client_as(store, "committee")


@pytest.fixture
def anyone(store: Store) -> TestClient:
    return TestClient(create_app(Settings(county_name="安平县"), store=store), HOME, follow_redirects=False)


def step(client: TestClient, store: Store, number: int, word: str, **more: object) -> int:
    record = store.filings.get(number)
    data = {"revision": 0 if record is None else record.revision, **more}
    return client.post(f"/bulletins/{number}/{word}", data=data, follow_redirects=False).status_code


def draft(office: TestClient, period: str, **more: str) -> int:
    answer = office.post("/bulletins", data={"period": period, **more}, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return int(re.findall(r"/bulletins/(\d+)", answer.headers["location"])[0])


def publish(office: TestClient, committee: TestClient, store: Store, period: str, **more: str) -> int:
    number = draft(office, period, **more)
    assert step(committee, store, number, "approve") == 303
    assert step(office, store, number, "publish") == 303
    return number


def test_before_anything_is_published_the_public_page_says_so(anyone: TestClient, office: TestClient) -> None:
    number = draft(office, "2025-12")
    page = anyone.get("/public")
    assert page.status_code == 200
    assert "还没有发布公告" in page.text
    assert "2025" not in page.text
    assert anyone.get(f"/public/{number}").status_code == 404
    assert anyone.get(f"/public/{number}/bulletin.pdf").status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/bulletins", "/bulletins/1", "/month", "/month.pdf", "/leader/map.css", "/publicity", "/public.json"],
)
def test_without_signing_in_nothing_but_the_published_can_be_asked_for(
    anyone: TestClient, office: TestClient, path: str
) -> None:
    draft(office, "2025-12")
    answer = anyone.get(path)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/sign-in")


@pytest.mark.parametrize(
    "path", ["/public/0", "/public/99", "/public/x", "/public/1/figures", "/public/../month"]
)
def test_addresses_below_the_public_page_lead_to_nothing_else(anyone: TestClient, path: str) -> None:
    assert anyone.get(path).status_code in {303, 404, 422}


def test_other_filings_cannot_be_read_by_their_number(store: Store, anyone: TestClient) -> None:
    kept = store.filings.add("return", {"note": "内部"}, Deed("x"), period="2025-12", state="published")
    assert anyone.get(f"/public/{kept.id}").status_code == 404


def test_what_is_approved_is_published_with_advice_map_and_hidden_counts(
    store: Store, anyone: TestClient, office: TestClient, committee: TestClient
) -> None:
    number = draft(office, "2025-12")
    words = {"advice": ["theft"], "words_zh": "夜市请锁好车。", "words_en": "Lock your bike."}
    assert step(office, store, number, "edit", **words) == 303
    assert step(office, store, number, "publish") == 400
    assert step(committee, store, number, "approve") == 303
    assert step(office, store, number, "publish") == 303
    page = anyone.get(f"/public/{number}")
    assert "安平县 2025年12月治安状况公告" in page.text
    assert all(words in page.text for words in ("出门锁好门窗", "夜市请锁好车。", "城关镇", "<svg", "综治办"))
    assert 'aria-label="不公布"' in page.text
    shown = [int(cell) for cell in re.findall(r"<td>(\d+)</td>", page.text)]
    assert shown
    assert all(cell >= 10 and cell % 5 == 0 for cell in shown)
    assert "Lock your bike." in anyone.get(f"/public/{number}", params={"lang": "en"}).text
    pdf = anyone.get(f"/public/{number}/bulletin.pdf")
    said = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf.content)).pages)
    assert "城关镇" in said
    assert f'href="/public/{number}?' in anyone.get("/public").text
    actions = [entry.deed.action for entry in store.audit.entries(action="bulletin.")]
    assert actions == ["bulletin.published", "bulletin.approved", "bulletin.edited", "bulletin.drafted"]


def test_a_published_bulletin_stays_as_it_is_whatever_is_imported_later(
    store: Store, anyone: TestClient, office: TestClient, committee: TestClient
) -> None:
    number = publish(office, committee, store, "2025-12")
    before = anyone.get(f"/public/{number}").text
    more = incidents(400).assign(incident_id=[f"N{each:05d}" for each in range(400)])
    store.import_incidents([more], same_id="update", source_file="later")
    store.replace_places("townships", store.places("townships").assign(name="改名镇"))
    assert anyone.get(f"/public/{number}").text == before
    for word in ("edit", "approve", "return", "publish"):
        client = office if word in {"edit", "publish"} else committee
        assert step(client, store, number, word, reason="x") == 400
    assert anyone.get(f"/public/{number}").text == before


def test_a_correction_needs_a_reason_takes_the_place_and_keeps_the_first(
    store: Store, anyone: TestClient, office: TestClient, committee: TestClient
) -> None:
    first = publish(office, committee, store, "2025-12")
    assert office.post("/bulletins", data={"period": "2025-12"}).status_code == 400
    second = publish(office, committee, store, "2025-12", reason="补录迟报警情")
    kept = store.filings.get(first)
    assert kept is not None
    assert kept.state == "superseded"
    assert "figures" in kept.content
    answer = anyone.get(f"/public/{first}")
    assert (answer.status_code, answer.headers["location"]) == (307, f"/public/{second}?lang=zh")
    assert "更正理由:补录迟报警情" in anyone.get(f"/public/{second}").text.replace("：", ":")
    listed = anyone.get("/public").text
    assert f"/public/{second}?" in listed
    assert f"/public/{first}?" not in listed


def test_the_committee_returns_a_draft_with_a_reason(
    store: Store, office: TestClient, committee: TestClient
) -> None:
    number = draft(office, "2025-12")
    assert step(committee, store, number, "return") == 400
    assert step(committee, store, number, "approve") == 303
    assert step(committee, store, number, "return", reason="请补充交通提示") == 303
    assert "请补充交通提示" in office.get(f"/bulletins/{number}").text
    assert step(office, store, number, "publish") == 400


def test_the_office_drafts_and_publishes_the_committee_approves_and_nobody_else_does(
    store: Store, office: TestClient, committee: TestClient
) -> None:
    number = draft(office, "2025-12")
    assert step(office, store, number, "approve") == 403
    assert step(committee, store, number, "publish") == 403
    assert committee.post("/bulletins", data={"period": "2025-11"}).status_code == 403
    for role, ground in (("station", {"station": "S1"}), ("command", {}), ("department", {}), ("admin", {})):
        client = client_as(store, role, **ground)
        assert client.get("/bulletins").status_code == 403
        assert client.get(f"/bulletins/{number}").status_code == 403
        for word in ("edit", "approve", "return", "publish"):
            assert step(client, store, number, word, reason="x") == 403


def test_a_quarter_hides_what_its_published_month_hides_and_ends_the_months_within(
    store: Store, office: TestClient, committee: TestClient
) -> None:
    store.county_settings.put("public_threshold", LOW, Deed("setting.changed"))
    month = publish(office, committee, store, "2025-10")
    alone = draft(office, "2025-Q3")
    quarter = publish(office, committee, store, "2025-Q4")
    one, three = (bulletin_numbered(store, number).figures for number in (month, quarter))
    hidden, of_quarter = (each.hidden_like(one.rows, one.columns) for each in (one, three))
    assert hidden.any()
    assert (of_quarter | ~hidden).all()
    free = bulletin_numbered(store, alone).figures.hidden_like(one.rows, one.columns)
    assert free.sum() < of_quarter.sum()
    refused = office.post("/bulletins", data={"period": "2025-11"})
    assert refused.status_code == 400
    assert "2025-Q4" in refused.text
    assert draft(office, "2025-09")  # of another quarter


def test_an_approved_month_is_not_published_once_its_quarter_is(
    store: Store, office: TestClient, committee: TestClient
) -> None:
    number = draft(office, "2025-11")
    assert step(committee, store, number, "approve") == 303
    publish(office, committee, store, "2025-Q4")
    assert step(office, store, number, "publish") == 400


def test_an_approved_quarter_is_made_anew_when_a_month_within_was_published_since(
    store: Store, anyone: TestClient, office: TestClient, committee: TestClient
) -> None:
    store.county_settings.put("public_threshold", LOW, Deed("setting.changed"))
    number = draft(office, "2025-Q4")
    assert step(committee, store, number, "approve") == 303
    publish(office, committee, store, "2025-10")
    assert step(office, store, number, "publish") == 400
    assert anyone.get(f"/public/{number}").status_code == 404


@pytest.mark.parametrize(
    ("period", "said"), [("2025-13", "写法如"), ("2031-01", "没有完整覆盖"), ("x", "写法如")]
)
def test_periods_that_are_none_or_not_covered_are_refused(office: TestClient, period: str, said: str) -> None:
    answer = office.post("/bulletins", data={"period": period})
    assert answer.status_code == 400
    assert said in answer.text


def test_one_bulletin_of_a_period_is_under_way_at_a_time(office: TestClient) -> None:
    draft(office, "2025-12")
    assert office.post("/bulletins", data={"period": "2025-12"}).status_code == 400


def test_a_change_that_was_overtaken_is_refused(store: Store, office: TestClient) -> None:
    number = draft(office, "2025-12")
    assert step(office, store, number, "edit", words_zh="一") == 303
    assert step(office, store, number, "edit", words_zh="二", revision=1) == 400


def test_the_countys_own_threshold_holds(store: Store, office: TestClient) -> None:
    store.county_settings.put("public_threshold", 60, Deed("setting.changed"))
    figures = bulletin_numbered(store, draft(office, "2025-Q4")).figures
    assert figures.threshold == 60
    assert all(count is None or count >= 60 for row in figures.shown for count in row)


def at_once(*deeds: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Do deeds at the same moment: none goes on before all have counted; give what each was refused for."""
    met = Barrier(len(deeds))

    def counted(*given: object) -> Figures:
        figures = bulletin_figures(*given)  # type: ignore[arg-type]
        met.wait(timeout=30)
        return figures

    def done(deed: Callable[[], object]) -> str:
        try:
            deed()
        except SafetownError as error:
            return error.code
        return ""

    monkeypatch.setattr(bulletins, "bulletin_figures", counted)
    with ThreadPoolExecutor(len(deeds)) as pool:
        return sorted(pool.map(done, deeds))


def test_of_two_bulletins_published_at_the_same_instant_one_is_refused(
    store: Store, office: TestClient, committee: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = [draft(office, "2025-12"), draft(office, "2025-11")]
    for number in numbers:
        assert step(committee, store, number, "approve") == 303
    month = Month(store, Desk(store, ZONE), ZONE)
    revisions = {each.id: each.revision for each in store.filings.listed("bulletin")}

    def publish_one(number: int) -> object:
        return bulletins.publish_bulletin(
            store, month, GOVERNANCE, number, revisions[number], day="2026-01-09", drawings={}
        )

    deeds = [lambda number=number: publish_one(number) for number in numbers]
    assert at_once(*deeds, monkeypatch=monkeypatch) == ["", "filing.changed_meanwhile"]


def test_of_two_drafts_of_a_month_made_at_the_same_instant_one_is_refused(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    month = Month(store, Desk(store, ZONE), ZONE)
    deeds = [lambda: bulletins.draft_bulletin(store, month, GOVERNANCE, "2025-12")] * 2
    assert at_once(*deeds, monkeypatch=monkeypatch) == ["", "filing.changed_meanwhile"]
    assert len(store.filings.listed("bulletin")) == 1


def test_a_month_is_published_once_and_a_second_time_is_told_so(
    store: Store, office: TestClient, committee: TestClient
) -> None:
    first = publish(office, committee, store, "2025-12")
    kept = store.filings.get(first)
    assert kept is not None
    twin = store.filings.add("bulletin", kept.content, Deed("x"), period="2025-12", state="approved")
    answer = office.post(f"/bulletins/{twin.id}/publish", data={"revision": twin.revision})
    assert answer.status_code == 400
    assert f"2025-12 的公告已经发布(第 {first} 号)" in answer.text.replace("（", "(").replace("）", ")")


def test_shades_of_the_map_begin_at_round_quarters_of_the_townships_worked_by_hand() -> None:
    def figures(*counts: int | None) -> Figures:
        rows = (*(f"T{number}" for number in range(len(counts))), "total")
        return Figures(rows, {}, ("total",), tuple((one,) for one in (*counts, 9000)), 10, 5)

    assert class_steps(figures(110, 140, 265, 335, 400, 930, None)) == (0, 150, 300, 400)
    assert class_steps(figures(20, 20, 20)) == (0, 5, 10, 15)  # alike: even steps
    assert class_steps(figures(None)) == (0, 1, 2, 3)
