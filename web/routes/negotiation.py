"""What a request wants: its desk, its language; and how a layer is sent."""

from __future__ import annotations

import hashlib
from typing import Annotated, Literal

from fastapi import Depends, Request, Response

from web.services.desk.layers import Desk
from web.texts.text import LANGUAGES

GEOJSON = "application/geo+json"
Lang = Literal["zh", "en"]


def desk_of(request: Request) -> Desk:
    """Give the desk that the application was made with."""
    desk: Desk = request.app.state.desk
    return desk


TheDesk = Annotated[Desk, Depends(desk_of)]


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


def layer_response(request: Request, body: bytes) -> Response:
    """Send a layer with an ETag; nothing but the status when the browser holds it already."""
    etag = f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    headers = {"ETag": etag, "Cache-Control": "private, no-cache"}
    if etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=GEOJSON, headers=headers)
