"""Which incidents a request asks for: its box, its period, its categories, within what who asks may see."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from fastapi import Depends, Query

from gis.errors import InputError
from web.routes.authentication import TheView
from web.services.incident_index import Bounds, IncidentQuery


def box(
    bbox: Annotated[
        str | None,
        Query(description="West, south, east, north in degrees.", examples=["104.0,34.0,104.5,34.4"]),
    ] = None,
) -> Bounds | None:
    """Read a box from the query."""
    if bbox is None:
        return None
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
    *,
    view: TheView,
) -> IncidentQuery:
    """Read from the query which incidents are asked for."""
    if since is not None and until is not None and since >= until:
        raise InputError("request.period", since=since, until=until)
    return IncidentQuery(bounds, since, until, tuple(category or ()), in_scope_only=scope == "in", view=view)
