"""Layers as GeoJSON: places, disorderly areas, zones, beats and their units."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from web.routes.asked import incident_query
from web.routes.authentication import TheView
from web.routes.negotiation import GEOJSON, TheDesk, language, layer_response
from web.services.desk.incident_index import IncidentQuery
from web.services.desk.layers import PLACE_LAYERS
from web.services.desk.patrol import PATROL_LAYERS
from web.services.desk.rhythm import Rhythm

router = APIRouter()

Language = Annotated[str, Depends(language)]
Categories = Annotated[
    list[str] | None,
    Query(
        description="Categories that the search was about; none for the default scope.",
        examples=[["traffic"]],
    ),
]
AS_GEOJSON: dict[int | str, dict[str, object]] = {200: {"content": {GEOJSON: {}}, "description": "GeoJSON."}}


@router.get("/places/{layer}", tags=["places"], responses=AS_GEOJSON, response_class=Response)
def places(
    request: Request,
    desk: TheDesk,
    layer: Annotated[str, Path(description=f"One of {', '.join(PLACE_LAYERS)}.", examples=["townships"])],
) -> Response:
    """Give a layer of the county's own places."""
    return layer_response(request, desk.place_layer(layer))


@router.get("/areas", tags=["analyses"], responses=AS_GEOJSON, response_class=Response)
def areas(
    request: Request, desk: TheDesk, lang: Language, view: TheView, category: Categories = None
) -> Response:
    """Give the disorderly areas of the latest analysis, best first; `tier` parts significant from watch."""
    return layer_response(request, desk.analysis_layer("areas", lang, view, tuple(category or ())))


@router.get("/repeated-places", tags=["analyses"], responses=AS_GEOJSON, response_class=Response)
def repeated_places(
    request: Request, desk: TheDesk, lang: Language, view: TheView, category: Categories = None
) -> Response:
    """Give the places with many incidents at one coordinate, most first."""
    return layer_response(request, desk.analysis_layer("repeated-places", lang, view, tuple(category or ())))


@router.get("/areas/{area_id}/rhythm", tags=["analyses"])
def area_rhythm(
    desk: TheDesk, area_id: str, query: Annotated[IncidentQuery, Depends(incident_query)]
) -> Rhythm:
    """Count an area's incidents by month, by weekday and hour, and by category."""
    return desk.area_rhythm(area_id, query)


@router.get("/zones", tags=["analyses"], responses=AS_GEOJSON, response_class=Response)
def zones(request: Request, desk: TheDesk, lang: Language, view: TheView) -> Response:
    """Give the villages with their zone: urban, fringe or rural."""
    return layer_response(request, desk.analysis_layer("zones", lang, view))


@router.get("/beats", tags=["analyses"], responses=AS_GEOJSON, response_class=Response)
def beats(request: Request, desk: TheDesk, lang: Language, view: TheView) -> Response:
    """Give the beats of the latest plan with their load and load ratio."""
    return layer_response(request, desk.analysis_layer("beats", lang, view))


@router.get("/units", tags=["analyses"], responses=AS_GEOJSON, response_class=Response)
def units(request: Request, desk: TheDesk, lang: Language, view: TheView) -> Response:
    """Give the units of the latest plan, each with its beat."""
    return layer_response(request, desk.analysis_layer("units", lang, view))


@router.get("/patrol/{layer}", tags=["analyses"], responses=AS_GEOJSON, response_class=Response)
def patrol(
    request: Request,
    desk: TheDesk,
    lang: Language,
    view: TheView,
    layer: Annotated[str, Path(description=f"One of {', '.join(PATROL_LAYERS)}.", examples=["joint-zones"])],
) -> Response:
    """Give a layer that patrols are planned by, each feature with its title and facts in words."""
    return layer_response(request, desk.patrol_layer(layer, lang, view))
