"""Incidents by box and time: points when they are few, cells with counts when they are many."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from data.store.audit import Deed
from web.routes.asked import box_of, incident_query
from web.routes.authentication import Signed, TheStore
from web.routes.layers import AS_GEOJSON
from web.routes.negotiation import TheDesk, layer_response
from web.services.desk.incident_change import Changed, change_of
from web.services.desk.incident_index import IncidentQuery
from web.services.desk.layers import MAX_POINTS
from web.services.desk.rhythm import Rhythm
from web.services.desk.summary import Shown

router = APIRouter(tags=["incidents"])

Asked = Annotated[IncidentQuery, Depends(incident_query)]


@router.get("/incidents", responses=AS_GEOJSON, response_class=Response)
def incidents(
    request: Request,
    desk: TheDesk,
    store: TheStore,
    principal: Signed,
    query: Asked,
    limit: Annotated[
        int, Query(ge=0, le=MAX_POINTS, description="Points at most, else cells; 0 asks for cells.")
    ] = 2000,
    cell_m: Annotated[
        int | None,
        Query(ge=50, le=50_000, description="Size of the cells in metres; by the box if left out."),
    ] = None,
    window: Annotated[
        str | None,
        Query(
            description="Box within the box whose incidents `in_window` counts.",
            examples=["104.1,34.1,104.2,34.2"],
        ),
    ] = None,
) -> Response:
    """
    Give incidents as points (`kind` is `points`) or as square cells with counts (`kind` is `cells`).

    Points are for police roles alone, and only once a purpose has been said (`PUT session/purpose`): every
    reading of them is audited; until then `purpose_missing` is true and cells come. `total` counts the
    incidents in the box; `breaks` are class limits in incidents per square kilometre. `revision` is
    the one of `summary`.
    """
    needs_purpose = query.view.rows and not principal.purpose
    counted = None if window is None else box_of(window)
    shown = Shown(0 if needs_purpose else limit, cell_m, counted, purpose_missing=needs_purpose)
    found = desk.incidents(query, shown)
    if found.points:
        asked = {"points": found.points, "bbox": query.bounds, "since": query.since, "until": query.until}
        store.audit.add(principal.signed(Deed("incidents.read", "points", details=asked)))
    return layer_response(request, found.body)


@router.get("/incidents/change")
def change(
    desk: TheDesk,
    query: Asked,
    against_since: Annotated[date, Query(description="First day of the other period.")],
    against_until: Annotated[date, Query(description="Day after its last one.")],
) -> Changed:
    """
    Count the incidents of two periods that are alike in all else.

    `beyond_chance`: two periods of the same rate would differ as much in fewer than 1 of 100 cases; `share`
    is null where the other period holds fewer than ten.
    """
    return change_of(desk.index(), query, against_since, against_until)


@router.get("/incidents/rhythm")
def rhythm(desk: TheDesk, query: Asked) -> Rhythm:
    """Count incidents by month, by weekday and hour, and by category."""
    return desk.rhythm(query)
