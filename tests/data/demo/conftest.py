"""One county for all tests of the demo."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.demo.county import County, build_county
from data.demo.files import write_county


@pytest.fixture(scope="session")
def county() -> County:
    return build_county(1)


@pytest.fixture(scope="session")
def county_files(county: County, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("county")
    write_county(county, folder)
    return folder
