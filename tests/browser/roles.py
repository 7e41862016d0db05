"""Whom the tests sign in, and the pages that each role may open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.conftest import LAPTOP, Visit, watched
from tests.signed_in import session_of
from web.auth.roles import Role
from web.routes.authentication import COOKIE

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from data.store import Store

TABLET = {"width": 820, "height": 1180}
GROUND: dict[str, dict[str, str]] = {
    Role.STATION: {"station": "S1"},
    Role.TOWNSHIP: {"township_code": "620523100"},
}
EVERYTHING = (
    "areas,watch,repeated,incidents,beats,joint-zones,corridors,rural,key-sections,standing-points,gaps,routes,"
    "stations,checkpoints,key-places,villages,labels"
)
PAGES = {
    "sign-in": ("/sign-in", ""),
    "desk": ("/", Role.COMMAND),
    "desk-sheet": (f"/?show={EVERYTHING}&area=A01", Role.COMMAND),
    "desk-beats": ("/?tab=beats&shade=beats&beat=2", Role.STATION),
    "desk-compare": ("/?against=year&from=2025-10&show=incidents,labels", Role.COMMITTEE),
    "designer": ("/designer", Role.STATION),
    "import": ("/import", Role.COMMAND),
    "register": ("/register", Role.GOVERNANCE),
    "leader": ("/leader", Role.COMMITTEE),
    "screening": ("/register/screening", Role.GOVERNANCE),
    "propose": ("/register/new", Role.TOWNSHIP),
    "evaluation": ("/register/evaluation", Role.COMMITTEE),
    "review": ("/register/review", Role.GOVERNANCE),
    "place-kinds": ("/register/place-kinds", Role.COMMITTEE),
    "designation": ("/register/designation", Role.COMMITTEE),
    "month": ("/month", Role.COMMITTEE),
    "bulletins": ("/bulletins", Role.GOVERNANCE),
    "public": ("/public", ""),
    "scorecard": ("/scorecard", Role.COMMITTEE),
    "scorecard-edit": ("/scorecard/edit", Role.GOVERNANCE),
    "calendar": ("/calendar", Role.GOVERNANCE),
    "returns": ("/returns", Role.TOWNSHIP),
    "grave": ("/grave", Role.COMMAND),
    "calls": ("/calls", Role.COMMAND),
    "print": ("/print", Role.COMMITTEE),
    "account": ("/account", Role.DEPARTMENT),
    "users": ("/admin/accounts", Role.ADMIN),
    "audit": ("/admin/audit", Role.ADMIN),
    "settings": ("/admin/settings", Role.ADMIN),
    "simple": ("/simple", Role.TOWNSHIP),
    "docs": ("/docs", Role.COMMAND),
    "refused": ("/designer", Role.COMMITTEE),
}
"""Name of each page and state that is looked at: its address, and who opens it."""


def visit_as(browser: Browser, store: Store, address: str, role: str, size: dict[str, int] = LAPTOP) -> Visit:
    """Sign an account of a role in; nobody for an empty role."""
    context = browser.new_context(
        viewport=size,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        reduced_motion="reduce",  # type: ignore[arg-type]
    )
    if role:
        secret = session_of(store, role, name=f"{role}-at-work", **GROUND.get(role, {}))
        context.add_cookies([{"name": COOKIE, "value": secret, "url": address}])
    return watched(context, address)


def open_page(visit: Visit, name: str, lang: str) -> None:
    """Open a page of ``PAGES`` and wait until it has drawn what it has."""
    path, _ = PAGES[name]
    page = visit.open(f"{path}{'&' if '?' in path else '?'}lang={lang}")
    if page.evaluate("() => Boolean(window.desk?.map)"):
        page.wait_for_function(
            "() => window.desk.map.loaded() && !window.desk.map.isMoving()", timeout=60_000
        )
    waits = {
        "desk-sheet": ".sheet svg",
        "docs": ".opblock-summary-path",
        "simple": ".leaflet-container path, .leaflet-container canvas",
        "import": ".drop",
    }
    if name in waits:
        page.wait_for_selector(waits[name])
