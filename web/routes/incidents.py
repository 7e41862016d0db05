"""Incidents by box and time: points when they are few, cells with counts when they are many."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from web.routes.layers import AS_GEOJSON, TheDesk
from web.routes.negotiation import incident_query, layer_response
from web.services.desk import MAX_POINTS
from web.services.incident_index import IncidentQuery
from web.services.rhythm import Rhythm

router = APIRouter(tags=["incidents"])

Asked = Annotated[IncidentQuery, Depends(incident_query)]


@router.get("/incidents", responses=AS_GEOJSON, response_class=Response)
def incidents(
    request: Request,
    desk: TheDesk,
    query: Asked,
    limit: Annotated[
        int, Query(ge=0, le=MAX_POINTS, description="Points at most, else cells; 0 asks for cells.")
    ] = 2000,
    cell_m: Annotated[
        int | None,
        Query(ge=50, le=50_000, description="Size of the cells in metres; by the box if left out."),
    ] = None,
) -> Response:
    """
    Give incidents as points (`kind` is `points`) or as square cells with counts (`kind` is `cells`).

    `total` counts the incidents in the box; `breaks` are class limits in incidents per square kilometre.
    """
    return layer_response(request, desk.incidents(query, limit, cell_m))


@router.get("/incidents/rhythm")
def rhythm(desk: TheDesk, query: Asked) -> Rhythm:
    """Count incidents by month, by weekday and hour, and by category."""
    return desk.rhythm(query)
