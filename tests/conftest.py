"""What every test may ask for, and what continuous integration may not leave out."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from click.testing import Result
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = Path("/usr/bin/chromium")
CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
NEVER_SKIPPED_UNDER_CI = ("postgis", "browser")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Folder of real records beside the project; the test is skipped by name where it is missing."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the shared data folder is not beside the project")
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the system's Chromium, once for all tests."""
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(CHROMIUM_ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the demo county of seed 1 in Chinese, once for all tests; who changes it takes a copy."""
    from web.services.demo.county import build_demo

    folder = tmp_path_factory.mktemp("demo")
    build_demo(folder, seed=1, lang="zh")
    return folder


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run a command line in an empty folder."""
    from click.testing import CliRunner

    from safetown import safetown

    monkeypatch.chdir(tmp_path)
    for name in ("SAFETOWN_STORE", "SAFETOWN_LANG", "SAFETOWN_TIME_ZONE", "SAFETOWN_COUNTY"):
        monkeypatch.delenv(name, raising=False)

    def run(*words: object) -> Result:
        result = CliRunner().invoke(safetown, [str(word) for word in words])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Under ``CI=true`` fail the PostGIS and browser tests that would be skipped."""
    report = yield
    needed = [name for name in NEVER_SKIPPED_UNDER_CI if item.get_closest_marker(name)]
    if report.skipped and needed and os.environ.get("CI") == "true":
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} may not be skipped under CI: {report.longrepr}"
    return report
