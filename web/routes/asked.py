"""Which incidents a request asks for: its box, its period, its categories, within what who asks may see."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from fastapi import Depends, Query

from gis.errors import InputError
from web.routes.authentication import TheView
from web.services.desk.incident_index import Bounds, IncidentQuery

HOURS = re.compile(r"(\d{1,2})-(\d{1,2})")


def box(
    bbox: Annotated[
        str | None,
        Query(description="West, south, east, north in degrees.", examples=["104.0,34.0,104.5,34.4"]),
    ] = None,
) -> Bounds | None:
    """Read a box from the query."""
    return None if bbox is None else box_of(bbox)


def box_of(bbox: str) -> Bounds:
    """
    Read a box.

    Raises
    ------
    InputError
        ``request.bbox``.
    """
    try:
        west, south, east, north = (float(part) for part in bbox.split(","))
    except ValueError:
        raise InputError("request.bbox", bbox=bbox) from None
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise InputError("request.bbox", bbox=bbox)
    return west, south, east, north


def incident_query(
    bounds: Annotated[Bounds | None, Depends(box)],
    since: Annotated[date | None, Query(description="First day, where the county is.")] = None,
    until: Annotated[date | None, Query(description="Day after the last one.")] = None,
    category: Annotated[
        list[str] | None,
        Query(description="Word of the file, subcategory or mapped class; may be given several times."),
    ] = None,
    scope: Annotated[
        Literal["in", "all"],
        Query(description="`in`: preventable crime and public order alone; `all`: every incident."),
    ] = "in",
    word: Annotated[
        list[str] | None,
        Query(description="Word of the file; may be given several times.", examples=[["盗窃"]]),
    ] = None,
    source: Annotated[
        Literal["reported", "discovered"] | None,
        Query(description="Reported by people, or discovered by patrols; both if left out."),
    ] = None,
    hours: Annotated[
        str | None,
        Query(
            description="Parts of the day, where the county is; one may pass midnight. Incidents known to "
            "the day only are in none.",
            examples=["18-24,0-6", "22-5"],
        ),
    ] = None,
    *,
    view: TheView,
) -> IncidentQuery:
    """Read from the query which incidents are asked for."""
    if since is not None and until is not None and since >= until:
        raise InputError("request.period", since=since, until=until)
    return IncidentQuery(
        bounds,
        since,
        until,
        tuple(category or ()),
        in_scope_only=scope == "in",
        view=view,
        words=tuple(word or ()),
        source=source or "",
        hours=parts_of_day(hours),
    )


def parts_of_day(asked: str | None) -> tuple[tuple[int, int], ...]:
    """
    Read parts of the day such as ``18-24,0-6``; one that passes midnight is two.

    Raises
    ------
    InputError
        ``request.hours``.
    """
    parts: list[tuple[int, int]] = []
    for part in (asked or "").split(",") if asked else ():
        found = HOURS.fullmatch(part.strip())
        first, end = (int(found[1]), int(found[2])) if found else (-1, -1)
        if not (0 <= first < 24 and 0 < end <= 24) or first == end:
            raise InputError("request.hours", hours=asked)
        parts += [(first, end)] if first < end else [(first, 24), (0, end)]
    return tuple(parts)
