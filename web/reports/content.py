"""What a report speaks of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import geopandas as gpd

from gis.frames import IncidentFrame
from web.reports.periods import Period
from web.texts import LANGUAGES

if TYPE_CHECKING:
    from data.import_report import ImportReport


@dataclass(frozen=True)
class ReportContent:
    """
    What a report speaks of; a section whose data are left out is left out.

    Parameters
    ----------
    title
        Heading of the report.
    incidents
        Incidents of the period and of those before it: what they are compared with is taken from here.
    since, until
        First and last day of the period.
    lang
        ``"zh"`` or ``"en"``.
    areas
        Disorderly areas with the columns of their evidence.
    categories
        What they were searched in; none for the default scope.
    found
        Parameters of the search: weights of the ranking, the county's rate.
    repeated_places
        Places with many incidents at one coordinate.
    units, beats
        The two layers of a beat plan.
    places
        The county's own layers by name, for the map.
    imports
        What reading the files gave.
    issued_by
        Who puts the report out.
    source
        Where the records come from.
    made_on
        Day of the report.
    time_zone
        IANA name of the county's zone.
    """

    title: str
    incidents: IncidentFrame
    since: date
    until: date
    lang: str = "zh"
    areas: gpd.GeoDataFrame | None = None
    categories: tuple[str, ...] = ()
    found: Mapping[str, Any] = field(default_factory=dict)
    repeated_places: gpd.GeoDataFrame | None = None
    units: gpd.GeoDataFrame | None = None
    beats: gpd.GeoDataFrame | None = None
    places: Mapping[str, gpd.GeoDataFrame] = field(default_factory=dict)
    imports: tuple[ImportReport, ...] = ()
    issued_by: str = ""
    source: str = ""
    made_on: date | None = None
    time_zone: str = "Asia/Shanghai"

    def __post_init__(self) -> None:
        """Refuse a language that nobody reads and a period that ends before it begins."""
        if self.lang not in LANGUAGES:
            raise ValueError(f"lang must be one of {', '.join(LANGUAGES)}, not {self.lang!r}")
        Period(self.since, self.until)

    @property
    def period(self) -> Period:
        """The days that the report speaks of."""
        return Period(self.since, self.until)
