"""What a page's scripts are made of, so that a browser asks for all of it at once and not file by file."""

from __future__ import annotations

import gzip
import re
from functools import lru_cache
from pathlib import Path, PurePosixPath

IMPORT = re.compile(r"""(?:\bfrom\s+|\bimport\s*\(\s*)['"](\.[^'"]+\.m?js)['"]""")
LIBRARY = "vendor"
"""Folder whose files import nothing of ours: they are named, not read."""

LEVEL = 6


@lru_cache(maxsize=16)
def modules_of(assets: Path, entry: str) -> tuple[str, ...]:
    """
    Name every module that one imports, itself first, those that they import included.

    Parameters
    ----------
    assets
        Folder of the pages' files.
    entry
        Module in it, such as ``js/main.js``.
    """
    found, waiting = [entry], [entry]
    while waiting:
        module = waiting.pop(0)
        if module.startswith(f"{LIBRARY}/"):
            continue
        text = (assets / module).read_text(encoding="utf-8")
        for address in IMPORT.findall(text):
            name = _joined(PurePosixPath(module).parent, address)
            if name not in found:
                found.append(name)
                waiting.append(name)
    return tuple(found)


@lru_cache(maxsize=256)
def packed(path: str, changed_at: float) -> bytes:
    """Give a file gzipped: packing the map library anew for every reader takes a tenth of a second."""
    del changed_at  # a file that changed is another one
    return gzip.compress(Path(path).read_bytes(), LEVEL, mtime=0)


def _joined(folder: PurePosixPath, relative: str) -> str:
    parts: list[str] = []
    for part in (*folder.parts, *PurePosixPath(relative).parts):
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)
