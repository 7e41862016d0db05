"""What every test may ask for, and what continuous integration may not leave out."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
NEVER_SKIPPED_UNDER_CI = ("postgis", "browser")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Folder of real records beside the project; the test is skipped by name where it is missing."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the shared data folder is not beside the project")
    return folder


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Under ``CI=true`` fail the PostGIS and browser tests that would be skipped."""
    report = yield
    needed = [name for name in NEVER_SKIPPED_UNDER_CI if item.get_closest_marker(name)]
    if report.skipped and needed and os.environ.get("CI") == "true":
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} may not be skipped under CI: {report.longrepr}"
    return report
