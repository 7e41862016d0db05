"""Links of answers, and what a request may ask: nothing is silently left aside."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import Depends, Request, Response

from gis.errors import InputError
from web.auth.roles import Right
from web.routes.authentication import Signed
from web.routes.negotiation import GEOJSON, TheDesk, language
from web.services.ogc.collections import Collections
from web.services.views import View
from web.texts import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

JSON = "application/json"
SCHEMA_JSON = "application/schema+json"
OPENAPI_JSON = "application/vnd.oai.openapi+json;version=3.1"
MVT = "application/vnd.mapbox-vector-tile"
COMMON = ("lang", "f")
"""Parameters that every address takes."""

Lang = Annotated[str, Depends(language)]


def places_or_more(desk: TheDesk, principal: Signed) -> View | None:
    """Give what of the county who asks sees; None where that is the places alone."""
    return desk.view_of(principal) if principal.may(Right.AGGREGATES) else None


ViewIfAny = Annotated[View | None, Depends(places_or_more)]


def collections_of(request: Request) -> Collections:
    """Give the collections that the application was made with."""
    found: Collections = request.app.state.collections
    return found


TheCollections = Annotated[Collections, Depends(collections_of)]


def address(request: Request, *parts: object, query: Mapping[str, object] | None = None) -> str:
    """Write the full address of something below the landing page."""
    base = str(request.base_url).rstrip("/") + "/api/v1/ogc"
    path = "".join(f"/{quote(str(part), safe='{}')}" for part in parts)
    return base + path + (f"?{urlencode(query, doseq=True)}" if query else "")


def link(href: str, rel: str, media_type: str, title: str, **more: object) -> dict[str, object]:
    """Write a link."""
    return {"href": href, "rel": rel, "type": media_type, "title": title, **more}


def self_link(request: Request, lang: str, media_type: str = JSON) -> dict[str, object]:
    """Link an answer to itself."""
    return link(str(request.url), "self", media_type, text("ogc.this", lang))


def only(request: Request, *known: str) -> None:
    """
    Refuse parameters that are not known.

    Raises
    ------
    InputError
        ``ogc.parameter_unknown``.
    """
    unknown = sorted(set(request.query_params) - {*known, *COMMON})
    if unknown:
        raise InputError("ogc.parameter_unknown", parameters=", ".join(unknown), known=", ".join(known))


def document(request: Request, body: Any, media_type: str = JSON) -> Response:
    """Send a document with an ETag."""
    return tagged(request, json.dumps(body, ensure_ascii=False).encode(), media_type)


def tagged(
    request: Request, body: bytes, media_type: str = GEOJSON, headers: Iterable[tuple[str, str]] = ()
) -> Response:
    """Send bytes with an ETag; nothing but the status when the client holds them already."""
    etag = f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    sent = {"ETag": etag, "Cache-Control": "private, no-cache", **dict(headers)}
    if etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=sent)
    return Response(body, media_type=media_type, headers=sent)
