"""What the import contracts in pyproject.toml cannot say, since ``safetown`` is a module and no package."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("web", "hotspots", "patrol", "data", "gis")


@pytest.mark.parametrize("package", PACKAGES)
def test_no_package_imports_the_command_line(package):
    for path in (ROOT / package).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert "safetown" not in names, f"{path} imports the command line"


def test_top_level_holds_only_the_rooms_of_the_house():
    found = {path.name for path in ROOT.iterdir() if path.is_dir() and (path / "__init__.py").exists()}
    assert found == set(PACKAGES)
