"""Files that somebody hands in: each in a folder of its own, for a day at most, gone once it is imported."""

from __future__ import annotations

import json
import secrets
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from anyio import open_file

from data.tables import ENDINGS
from gis.errors import FileError, InputError, SizeError

MOST_BYTES = 2 * 1024**3
KEPT_FOR = timedelta(days=1)
"""How long a file waits to be imported or thrown away: it may hold what no import lets through."""


@dataclass(frozen=True, slots=True)
class Upload:
    """
    A file that was handed in.

    Attributes
    ----------
    id
        Name of its folder, which nobody guesses.
    folder
        The folder.
    name, bytes
        Of the file, as it was handed in.
    account_id
        Whose it is.
    """

    id: str
    folder: Path
    name: str
    bytes: int
    account_id: int

    @property
    def file(self) -> Path:
        """The file itself; gone once it was imported."""
        return self.folder / self.name

    @property
    def rejects(self) -> Path:
        """Its rejected rows, when it was checked and had some."""
        return self.folder / "rejects.csv"

    @property
    def preview(self) -> Path:
        """Some of its points, under each reading of its coordinates."""
        return self.folder / "preview.json"


async def receive(uploads: Path, name: str, account_id: int, chunks: AsyncIterator[bytes]) -> Upload:
    """
    Keep a file that is handed in.

    Parameters
    ----------
    uploads
        Folder of all uploads.
    name
        What the file is called there; folders in it are cut off.
    account_id
        Whose it is.
    chunks
        What is in it, as it arrives.

    Raises
    ------
    FileError
        ``file.kind_unknown`` when its ending is none that can be read; ``file.empty``.
    SizeError
        ``upload.too_large``.
    """
    plain = Path(name.replace("\\", "/")).name
    if not plain.lower().endswith(tuple(ENDINGS)):
        raise FileError("file.kind_unknown", path=plain, endings=" ".join(ENDINGS))
    folder = uploads / secrets.token_urlsafe(16)
    folder.mkdir(parents=True)
    try:
        size = await _write(folder / plain, chunks)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    said = {"name": plain, "bytes": size, "account_id": account_id, "at": datetime.now(UTC).isoformat()}
    (folder / "upload.json").write_text(json.dumps(said), encoding="utf-8")
    return Upload(folder.name, folder, plain, size, account_id)


async def _write(path: Path, chunks: AsyncIterator[bytes]) -> int:
    size = 0
    async with await open_file(path, "wb") as file:
        async for chunk in chunks:
            size += len(chunk)
            if size > MOST_BYTES:
                raise SizeError("upload.too_large", most_gb=MOST_BYTES // 1024**3)
            await file.write(chunk)
    if not size:
        raise FileError("file.empty", path=path.name)
    return size


def find_upload(uploads: Path, upload_id: str, account_id: int) -> Upload:
    """
    Find a file that an account handed in.

    Raises
    ------
    InputError
        ``upload.unknown``: also where it is another's.
    """
    folder = uploads / upload_id
    said = _said(folder) if upload_id == Path(upload_id).name else None
    if said is None or said["account_id"] != account_id:
        raise InputError("upload.unknown")
    return Upload(upload_id, folder, said["name"], said["bytes"], account_id)


def throw_away(upload: Upload) -> None:
    """Delete a file and what was made of it."""
    shutil.rmtree(upload.folder, ignore_errors=True)


def throw_away_old(uploads: Path) -> None:
    """Delete what was handed in and forgotten."""
    if not uploads.is_dir():
        return
    for folder in uploads.iterdir():
        said = _said(folder)
        if said is None or datetime.fromisoformat(said["at"]) < datetime.now(UTC) - KEPT_FOR:
            shutil.rmtree(folder, ignore_errors=True)


def _said(folder: Path) -> dict[str, Any] | None:
    try:
        said: dict[str, Any] = json.loads((folder / "upload.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return said
