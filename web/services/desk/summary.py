"""What the desk says of a store as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from web.services.desk.incident_index import Bounds


@dataclass(frozen=True, slots=True)
class DeskSummary:
    """
    What there is: counts, extents and the dates of the analyses.

    ``words`` counts the words of the file that incidents are called by, most frequent first.
    ``revision`` changes with whatever was imported or analysed: tiles are asked for under an address with it.
    ``scopes`` are the categories of each kind of search that there is; empty for the default scope.
    """

    bounds: Bounds | None
    first_month: str | None
    last_month: str | None
    incidents: int
    incidents_in_scope: int
    categories: Mapping[str, int]
    words: Mapping[str, int]
    analyses: Mapping[str, AnalysisNote]
    scopes: tuple[tuple[str, ...], ...]
    places: Mapping[str, int]
    metric_crs: str | None
    revision: str


@dataclass(frozen=True, slots=True)
class AnalysisNote:
    """When an analysis was made and from what."""

    created_at: datetime
    parameters: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Incidents:
    """Incidents as GeoJSON, and how many of them are single ones: reading those is audited."""

    body: bytes
    points: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """
    How incidents are to be shown.

    Parameters
    ----------
    limit
        Points at most; 0 asks for cells in any case.
    cell_m
        Size of the cells; left out, it follows the size of the box.
    window
        Box whose incidents are counted apart: the box asked for reaches beyond what is seen.
    purpose_missing
        Said in the answer: points wait until a purpose was given.
    """

    limit: int = 0
    cell_m: int | None = None
    window: Bounds | None = None
    purpose_missing: bool = False
