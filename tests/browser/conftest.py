"""A served desk and a browser that reaches nothing else."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
import uvicorn

from data.store import Store, open_store
from tests.desk_county import fill
from tests.signed_in import session_of
from web.app import create_app
from web.routes.authentication import COOKIE
from web.settings import Settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Route

LAPTOP = {"width": 1366, "height": 768}


@dataclass
class Visit:
    """A page and what it did: requests to other hosts, errors on the console, answers of 400 and above."""

    page: Page
    home: str
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, address: str) -> Page:
        """Open an address of the desk and wait until it has settled."""
        self.page.goto(self.home + address)
        if self.page.locator("#map").count():
            self.page.wait_for_selector("body[data-ready=true]", timeout=30_000)
        return self.page

    def clean(self) -> bool:
        """Tell whether nothing was asked of other hosts and nothing went wrong."""
        assert self.outside == []
        assert self.errors == []
        return True


@pytest.fixture(scope="session")
def desk_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Hold the small county."""
    with open_store(tmp_path_factory.mktemp("desk") / "county.sqlite") as store:
        fill(store)
        yield store


@pytest.fixture(scope="session")
def desk_address(desk_store: Store) -> Iterator[str]:
    """Serve the small county on a free port."""
    with served(Settings(county_name="安平县"), desk_store) as address:
        yield address


@pytest.fixture
def visit(browser: Browser, desk_address: str, desk_store: Store) -> Iterator[Visit]:
    """Open a page of a laptop's size that is cut off from every other host."""
    context = browser.new_context(
        viewport=LAPTOP, locale="zh-CN", timezone_id="Asia/Shanghai", reduced_motion="reduce"
    )
    context.add_cookies([{"name": COOKIE, "value": session_of(desk_store, "command"), "url": desk_address}])
    yield watched(context, desk_address)
    context.close()


def watched(context: BrowserContext, home: str) -> Visit:
    """Make a page whose requests to other hosts are refused and counted."""
    visit = Visit(context.new_page(), home)

    def guard(route: Route, request: Request) -> None:
        if request.url.startswith(home):
            route.continue_()
        else:
            visit.outside.append(request.url)
            route.abort()

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error" or (message.type == "warning" and "WebGL" not in message.text):
            visit.errors.append(message.text)

    context.route(lambda url: urlsplit(url).scheme in {"http", "https", "ws", "wss"}, guard)
    visit.page.on("console", listen)
    visit.page.on("pageerror", lambda error: visit.errors.append(str(error)))
    return visit


class served:  # noqa: N801  # read as a word: with served(...)
    """Serve an application in a thread, for as long as the block lasts."""

    def __init__(self, settings: Settings, store: object) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        app = create_app(settings, store=store)  # type: ignore[arg-type]
        self.server = uvicorn.Server(uvicorn.Config(app, port=self.port, log_level="error"))
        self.thread = threading.Thread(target=self.server.run, daemon=True)

    def __enter__(self) -> str:
        self.thread.start()
        deadline = time.monotonic() + 20
        while not self.server.started:
            if time.monotonic() > deadline:
                raise TimeoutError("the desk did not start")
            time.sleep(0.05)
        return f"http://127.0.0.1:{self.port}"

    def __exit__(self, *_: object) -> None:
        self.server.should_exit = True
        self.thread.join(timeout=10)


def asked(page: Page) -> dict[str, str]:
    """Read the state in the address bar, of this very moment."""
    found: dict[str, str] = page.evaluate("() => Object.fromEntries(new URLSearchParams(location.search))")
    return found
