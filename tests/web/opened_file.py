"""A page from a file in a browser that may load nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route


@dataclass
class OpenedFile:
    """The page, what it asked for beside itself, and what it complained of on the console."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@contextmanager
def opened_file(browser: Browser, path: Path, width: int, height: int) -> Iterator[OpenedFile]:
    """Open a file; whatever else it asks for is refused and noted."""
    opened = OpenedFile(browser.new_page(viewport={"width": width, "height": height}))

    def gate(route: Route) -> None:
        if route.request.url == path.as_uri():
            route.continue_()
        else:
            opened.requests.append(route.request.url)
            route.abort()

    opened.page.route("**/*", gate)
    opened.page.on("console", lambda message: opened.complaints.append(message.text))
    opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
    opened.page.goto(path.as_uri())
    yield opened
    opened.page.close()
