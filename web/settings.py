"""What a county sets; passed as an argument wherever it is needed, never read at import."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

LANGUAGES = ("zh", "en")
DEFAULT_STORE = "sqlite:///safetown.sqlite"


@dataclass(frozen=True, slots=True)
class Settings:
    """
    What a county sets.

    Attributes
    ----------
    store_url
        Where records are kept: ``sqlite:///file`` or ``postgresql+psycopg://…``.
    lang
        Language of what people read where they have not chosen one: ``"zh"`` or ``"en"``.
    time_zone
        Time zone of the site: files without a zone are read in it, hours are shown in it.
    county_name
        Name on titles; empty when none is set.
    tile_url
        Template of a tile server for a base map; empty (the default) asks no other host for anything.
    exports
        Folder of exported maps and reports that the desk links to, when there is one.
    work_folder
        Where uploads and the queue of jobs lie; left out, a folder beside the store's file, or
        ``safetown-work`` in the working directory.
    has_worker
        Whether the service starts a worker for jobs.
    host_names
        Names by which browsers may call the desk; ``*`` for any.
    """

    store_url: str = DEFAULT_STORE
    lang: str = "zh"
    time_zone: str = "Asia/Shanghai"
    county_name: str = ""
    tile_url: str = ""
    exports: Path | None = None
    work_folder: Path | None = None
    has_worker: bool = False
    host_names: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")

    def __post_init__(self) -> None:
        """Refuse what no county can mean."""
        if self.lang not in LANGUAGES:
            raise ValueError(f"lang is one of {', '.join(LANGUAGES)}, got {self.lang!r}")
        try:
            ZoneInfo(self.time_zone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"time_zone is a name such as Asia/Shanghai, got {self.time_zone!r}") from error

    @property
    def folder(self) -> Path:
        """Where uploads and the queue of jobs lie."""
        if self.work_folder is not None:
            return self.work_folder
        file = self.store_url.removeprefix("sqlite:///")
        return Path(f"{file}.work") if file and file != self.store_url else Path("safetown-work")
