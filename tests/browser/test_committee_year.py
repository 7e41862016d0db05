"""The committee's year on the demo county, in a real browser and by role; pictures go to tests/artefacts."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("playwright")

from playwright.sync_api import expect
from pypdf import PdfReader

from data.store import Store, open_store
from hotspots.rectification.states import State
from tests.browser.conftest import LAPTOP, Visit, served, watched
from web.auth.roles import Role
from web.auth.sign_in import sign_in
from web.routes.authentication import COOKIE
from web.services.demo.accounts import PASSWORD
from web.services.demo.county import STORE
from web.settings import Settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ARTEFACTS = Path(__file__).resolve().parents[1] / "artefacts"
SEEN = {
    "register": ("/register", Role.GOVERNANCE),
    "evaluation": ("/register/evaluation", Role.COMMITTEE),
    "month": ("/month", Role.COMMITTEE),
    "scorecard": ("/scorecard", Role.GOVERNANCE),
    "calendar": ("/calendar", Role.GOVERNANCE),
    "grave": ("/grave", Role.GOVERNANCE),
    "returns": ("/returns", Role.GOVERNANCE),
    "register-township": ("/register", Role.TOWNSHIP),
    "register-department": ("/register", Role.DEPARTMENT),
    "public": ("/public", ""),
}
"""Pages that are looked at, and by whom."""


REFUSED = "the server responded with a status of 4"
"""What the browser notes of a step that was refused, as is meant."""


class Desk:
    """A copy of the demo, served, with a visit for each role."""

    def __init__(self, browser: Browser, store: Store, address: str) -> None:
        self.store, self.address = store, address
        self._browser, self._visits = browser, dict[str, Visit]()

    def visit(self, role: str) -> Visit:
        """Give the visit of a role, signed in with the demo's account; nobody's for an empty role."""
        if role not in self._visits:
            context = self._browser.new_context(
                viewport=LAPTOP, locale="zh-CN", timezone_id="Asia/Shanghai", reduced_motion="reduce"
            )
            if role:
                secret = sign_in(self.store, role, PASSWORD, "127.0.0.1").secret
                context.add_cookies([{"name": COOKIE, "value": secret, "url": self.address}])
            self._visits[role] = watched(context, self.address)
        return self._visits[role]

    def open(self, role: str, path: str) -> Page:
        """Open a page as a role."""
        return self.visit(role).open(path)

    def close(self) -> None:
        """See that nothing went wrong, and close every visit."""
        for visit in self._visits.values():
            assert visit.outside == []
            assert [said for said in visit.errors if REFUSED not in said] == []
            visit.page.context.close()


@pytest.fixture
def desk(browser: Browser, demo_folder: Path, tmp_path: Path) -> Iterator[Desk]:
    """Serve a copy of the demo's store."""
    ARTEFACTS.mkdir(exist_ok=True)
    shutil.copy(demo_folder / STORE, tmp_path / STORE)
    with (
        open_store(tmp_path / STORE) as store,
        served(Settings(county_name="青岚县"), store) as address,
    ):
        desk = Desk(browser, store, address)
        yield desk
        desk.close()


def take(page: Page, action: str, **said: str) -> None:
    """Open the form of an action, fill it in and send it."""
    form = page.locator(f"form[action*='/{action}?']")
    if not form.is_visible():
        page.locator("details.act", has=form).locator("summary").click()
    for name, words in {"reason": "按计划办理。", **said}.items():
        field = form.locator(f"[name={name}]")
        if name == "passed":
            field.and_(form.locator(f"[value={words}]")).check()
        else:
            field.fill(words)
    form.locator("button").click()


def picture(page: Page, name: str) -> None:
    page.screenshot(path=ARTEFACTS / f"committee-year-{name}.png")


def test_an_area_goes_from_the_screening_to_a_refused_delisting(desk: Desk) -> None:
    page = desk.open(Role.GOVERNANCE, "/register/screening")
    picture(page, "screening")
    before = {entry.id for entry in desk.store.register.listed()}
    page.locator("input[name=area_id]").first.check()
    page.locator("button.button-main").click()
    page.wait_for_load_state()
    (entry,) = (one for one in desk.store.register.listed() if one.id not in before)
    path = f"/register/{entry.id}"
    own = desk.store.accounts.named(Role.TOWNSHIP)
    assert own is not None

    page = desk.open(Role.COMMITTEE, path)
    said = {"lead": own.township_code, "leader": "乡镇党委副书记", "deadline": "2099-10-31"}
    take(page, "designate", **said, measures="增设夜间巡逻点和照明。")
    expect(page.locator(".head-actions .state")).to_have_text("整治中")
    picture(page, "designated")

    page = desk.open(Role.TOWNSHIP, path)
    take(page, "progress", reason="已增设夜间巡逻点两处。")
    take(page, "ask_acceptance")
    expect(page.locator(".head-actions .state")).to_have_text("待验收")
    picture(page, "asked")

    page = desk.open(Role.COMMITTEE, path)
    take(page, "accept")
    expect(page.locator("[role=alert]")).to_be_visible()  # no check on site yet
    take(desk.open(Role.GOVERNANCE, path), "check", passed="yes")
    page = desk.open(Role.COMMITTEE, path)
    take(page, "accept")
    take(page, "delist")
    expect(page.locator(".head-actions .state")).to_have_text("已验收，观察中")
    assert "摘牌条件尚未全部符合" in page.locator("main").inner_text()
    assert page.locator(".criteria .fails").count() >= 1
    picture(page, "refused")
    now = desk.store.register.get(entry.id)
    assert now is not None
    assert now.state == State.ACCEPTED


def test_the_evaluation_the_document_and_the_bulletin_are_read(desk: Desk) -> None:
    page = desk.open(Role.COMMITTEE, "/register/evaluation")
    expect(page.locator("tbody tr").first).to_contain_text("2024-001")
    picture(page, "evaluation")

    answer = page.request.get(f"{desk.address}/register/designation.pdf?year=2026&lang=zh&number=1号")
    (ARTEFACTS / "committee-year-designation.pdf").write_bytes(answer.body())
    said = "".join(one.extract_text() for one in PdfReader(io.BytesIO(answer.body())).pages)
    assert "盗窃电动自行车" in said

    page = desk.open(Role.GOVERNANCE, "/bulletins")
    page.select_option("select[name=period]", "2025")
    page.click("main form button")
    page.check("input[value=theft]")
    page.click(".fields button")
    path = page.url.removeprefix(desk.address).partition("?")[0]
    desk.open(Role.COMMITTEE, path).click("form[action*=approve] button")
    desk.open(Role.GOVERNANCE, path).click("form[action*=publish] button")
    page = desk.open("", "/public")
    assert page.locator(".public-list a").all_inner_texts() == ["2025年", "2025年第4季度"]
    page.locator(".public-list a").first.click()
    assert page.locator("h1").inner_text() == "青岚县 2025年治安状况公告"
    picture(page, "bulletin")


def test_every_role_finds_its_part_of_the_year(desk: Desk) -> None:
    for name, (path, role) in SEEN.items():
        page = desk.open(role, path)
        assert page.locator("main").inner_text()
        picture(page, name)
