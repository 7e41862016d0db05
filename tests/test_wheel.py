"""The wheel in a clean environment: what `pip install` gives works on its own."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pypdf
import pytest

ROOT = Path(__file__).resolve().parent.parent

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel as `make wheel` does."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_wheel_holds_assets_samples_migrations_and_nothing_of_the_tests(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in (
        "web/assets/vendor/maplibre-gl/",
        "web/assets/vendor/leaflet/",
        "web/assets/js/main.js",
        "web/pages/desk.html",
        "web/reports/templates/beat_cards.typ",
        "web/assets/vendor/@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf",
        "web/assets/vendor/@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf",
        "web/assets/vendor/@expo-google-fonts/noto-sans-sc/LICENSE_FONT",
        "data/samples/incidents.csv.gz",
        "data/migrations/versions/",
        "data/categories.csv",
        "safetown.py",
    ):
        assert any(name.startswith(wanted) for name in names), f"the wheel lacks {wanted}"
    assert not [name for name in names if name.startswith(("tests/", "out/", "docs/", "node_modules/"))]


def test_wheel_in_a_clean_environment_builds_the_demo_county(wheel, tmp_path):
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "SAFETOWN"))}
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "venv")], check=True)
    folder = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin")
    pip = [str(folder / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    pinned = ["--require-hashes", "-r", str(ROOT / "requirements.txt")]
    subprocess.run([*pip, *pinned], check=True, env=clean, capture_output=True)
    subprocess.run([*pip, "--no-deps", str(wheel)], check=True, env=clean, capture_output=True)
    command = [str(folder / "safetown"), "demo", "--no-serve", "--out", "demo"]
    done = subprocess.run(command, check=False, cwd=tmp_path, env=clean, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    for name in ("areas.geojson", "beats.gpkg", "map.html", "report.html"):
        assert (tmp_path / "demo" / name).stat().st_size > 10_000
    cards = [str(folder / "safetown"), "report", "beat-cards", "--store", "sqlite:///demo/demo.sqlite"]
    subprocess.run([*cards, "--out", "cards.pdf"], check=True, cwd=tmp_path, env=clean, capture_output=True)
    assert len(pypdf.PdfReader(tmp_path / "cards.pdf").pages) > 10
