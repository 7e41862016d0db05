"""The documents say what the program does, and the commands that they show are understood."""

from __future__ import annotations

import doctest
import importlib
import re
import shlex
from pathlib import Path

import click
import pytest

from safetown import safetown

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = (
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    *(f"docs/{p.name}" for p in (ROOT / "docs").glob("*.md")),
)


def commands(group: click.Group, path: tuple[str, ...] = ()) -> dict[tuple[str, ...], click.Command]:
    found: dict[tuple[str, ...], click.Command] = {}
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            found |= commands(command, (*path, name))
        else:
            found[*path, name] = command
    return found


@pytest.mark.parametrize("path", commands(safetown), ids=" ".join)
def test_every_command_and_option_is_documented(path):
    document = (ROOT / "docs/command-line.md").read_text(encoding="utf-8")
    sections = re.split(r"^## ", document, flags=re.MULTILINE)
    section = next(
        (s for s in sections if " ".join(path) in s.splitlines()[0] or f" {path[-1]} " in s[:60]), None
    )
    assert section is not None, f"docs/command-line.md has no section on {' '.join(path)}"
    said = section + sections[0]
    for parameter in commands(safetown)[path].params:
        if isinstance(parameter, click.Option):
            assert any(name in said for name in parameter.opts), (
                f"{parameter.opts} of {path} is not documented"
            )


def shown_commands() -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), flags=re.DOTALL)
    lines = "\n".join(blocks).replace("\\\n", " ").splitlines()
    return [line.split("#")[0].strip() for line in lines if line.startswith("safetown ")]


@pytest.mark.parametrize("line", shown_commands())
def test_every_command_that_the_readme_shows_is_understood(line):
    context = click.Context(safetown)
    words = shlex.split(line)[1:]
    command: click.Command = safetown
    while isinstance(command, click.Group):
        _, found, words = command.resolve_command(context, words)
        assert found is not None
        command = found
    command.make_context(command.name, words)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_between_documents_lead_somewhere(document):
    path = ROOT / document
    for target in re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8")):
        assert re.match(r"https?://", target) or (path.parent / target).exists(), (
            f"{document} links to {target}"
        )


def test_glossary_names_every_zone_and_tier_that_the_program_writes():
    glossary = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
    for word in ("urban", "fringe", "rural", "watch", "significant", "baseline", "p_value_adjusted", "load"):
        assert word in glossary


METHODS = (ROOT / "docs/methods.md").read_text(encoding="utf-8")
METHOD_ROWS = [line.strip("|").split(" | ") for line in METHODS.splitlines() if line.startswith("| ")]


def named(word: str) -> list[str]:
    return re.findall(r"`([^`]+)`", word)


@pytest.mark.parametrize(
    "row", [row for row in METHOD_ROWS if "question" not in row[0]], ids=lambda row: row[0]
)
def test_every_method_has_a_call_that_is_there_a_source_and_a_test_of_its_known_answer(row):
    assert len(row) == 5
    _, call, source, answer, cost = row
    for path in named(call):
        module, _, name = path.partition("(")[0].rpartition(".")
        if module:
            assert callable(getattr(importlib.import_module(module), name)), path
    tests = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    assert named(answer)
    for name in named(answer):
        assert f"def {name}(" in tests, name
    assert source.strip()
    assert cost.strip()


def test_the_examples_of_the_methods_run_and_give_what_they_show():
    blocks = re.findall(r"```python\n(.*?)```", METHODS, flags=re.DOTALL)
    assert len(blocks) >= 5
    example = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, "methods", "docs/methods.md", 0)
    results = doctest.DocTestRunner(verbose=False).run(example)
    assert results.attempted > 10
    assert results.failed == 0


@pytest.mark.parametrize(
    "path",
    [
        path
        for path in sorted((ROOT / "hotspots").rglob("*.py"))
        if ">>> " in path.read_text(encoding="utf-8")
    ],
    ids=lambda path: path.stem,
)
def test_examples_of_docstrings_give_what_they_show(path):
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    assert doctest.testmod(importlib.import_module(name)).failed == 0
