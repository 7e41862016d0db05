"""What a request wants: its language, its box, its period; and how a layer is sent."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Annotated, Literal

from fastapi import Depends, Query, Request, Response

from gis.errors import InputError
from web.services.desk import Desk
from web.services.incident_index import Bounds, IncidentQuery
from web.texts.text import LANGUAGES

GEOJSON = "application/geo+json"
Lang = Literal["zh", "en"]


def desk_of(request: Request) -> Desk:
    """Give the desk that the application was made with."""
    desk: Desk = request.app.state.desk
    return desk


def language(request: Request) -> str:
    """Choose the language: ``?lang``, else the first of Accept-Language that we speak, else the setting."""
    asked = request.query_params.get("lang")
    if asked in LANGUAGES:
        return str(asked)
    for part in request.headers.get("accept-language", "").split(","):
        word = part.split(";")[0].strip().split("-")[0].lower()
        if word in LANGUAGES:
            return word
    return str(request.app.state.settings.lang)


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
) -> IncidentQuery:
    """Read from the query which incidents are asked for."""
    if since is not None and until is not None and since >= until:
        raise InputError("request.period", since=since, until=until)
    return IncidentQuery(bounds, since, until, tuple(category or ()), in_scope_only=scope == "in")


def layer_response(request: Request, body: bytes) -> Response:
    """Send a layer with an ETag; nothing but the status when the browser holds it already."""
    etag = f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    headers = {"ETag": etag, "Cache-Control": "private, no-cache"}
    if etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=GEOJSON, headers=headers)
