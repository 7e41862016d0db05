"""The version of the program."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def program_version() -> str:
    """Give the installed version; ``0+source`` when run from a source tree that was never installed."""
    try:
        return version("safetown")
    except PackageNotFoundError:
        return "0+source"
