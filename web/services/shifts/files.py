"""Write duty rosters: an Excel roster, a calendar, or a plain table."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pandas as pd

from data.writers import whole_file, write_table
from gis.errors import FileError

if TYPE_CHECKING:
    from web.services.shifts.rosters import ShiftAnswer
    from web.services.shifts.station_roster import StationRoster
    from web.settings import Settings

ENDINGS = (".xlsx", ".ics", ".csv")


def check_roster_path(path: Path, *read: Path | None) -> None:
    """
    Refuse a path before the work is done for it.

    Raises
    ------
    FileError
        ``file.ending_unknown``, ``file.no_folder`` or ``file.is_input``.
    """
    if path.suffix.lower() not in ENDINGS:
        raise FileError("file.ending_unknown", path=str(path), endings=" ".join(ENDINGS))
    if not path.absolute().parent.is_dir():
        raise FileError("file.no_folder", path=str(path), folder=str(path.absolute().parent))
    if any(file is not None and file.resolve() == path.resolve() for file in read):
        raise FileError("file.is_input", path=str(path))


def write_rosters(path: Path, answer: ShiftAnswer, settings: Settings) -> None:
    """Write rosters in the format of the path's ending, whole or not at all."""
    ending = path.suffix.lower()
    if ending == ".csv":
        write_table(duty_table(answer, settings.time_zone), path)
        return
    with whole_file(path) as unfinished:
        if ending == ".xlsx":
            from web.reports.roster_book import write_roster_book

            write_roster_book(unfinished, answer, settings.lang)
        else:
            from web.reports.roster_calendar import roster_calendar

            calendar = roster_calendar(answer.rosters, settings.lang, settings.time_zone)
            unfinished.write_text(calendar, encoding="utf-8", newline="")


def duty_table(answer: ShiftAnswer, time_zone: str) -> pd.DataFrame:
    """
    Give one row for each duty.

    Returns
    -------
    DataFrame
        ``station, name, group, post, day, begins_at, ends_at, night``, times on the site's clock.
    """
    return pd.concat([_duties(each, time_zone) for each in answer.rosters], ignore_index=True)


def _duties(each: StationRoster, time_zone: str) -> pd.DataFrame:
    duties = each.roster.duties()
    midnight = datetime.combine(each.monday, time(), ZoneInfo(time_zone))
    begins = [
        midnight + timedelta(days=day, minutes=start)
        for day, start in zip(duties["day"].tolist(), duties["start_min"].tolist(), strict=True)
    ]
    ends = [
        at + timedelta(minutes=length)
        for at, length in zip(begins, duties["length_min"].tolist(), strict=True)
    ]
    return pd.DataFrame(
        {
            "station": each.code,
            "name": each.name,
            "group": duties["group"],
            "post": duties["post"],
            "day": [(each.monday + timedelta(days=day)).isoformat() for day in duties["day"].tolist()],
            "begins_at": [at.isoformat(timespec="minutes") for at in begins],
            "ends_at": [at.isoformat(timespec="minutes") for at in ends],
            "night": duties["night"],
        }
    )
