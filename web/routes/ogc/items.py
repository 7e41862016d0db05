"""Features of a collection, page by page, and one by one."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from data.store.audit import Deed
from gis.errors import InputError
from web.auth.principal import NotAllowedError, Principal
from web.routes.authentication import Signed, TheStore
from web.routes.layers import AS_GEOJSON
from web.routes.negotiation import GEOJSON
from web.routes.ogc.links import (
    JSON,
    Lang,
    TheCollections,
    ViewIfAny,
    address,
    link,
    only,
    self_link,
    tagged,
)
from web.services.ogc.collections import INCIDENTS
from web.services.ogc.cql2_text import LONGEST, parse_cql2_text
from web.services.ogc.items import MOST, PAGE, Asked, Page, feature_of, page_of
from web.texts import text

router = APIRouter(tags=["ogc"])

Name = Annotated[
    str, Path(description="Collection, as `/ogc/collections` lists them.", examples=["villages"])
]
Crs = Annotated[
    str | None,
    Query(
        description="Reference system of the answer; CRS84 (lon, lat) if left out.",
        examples=["http://www.opengis.net/def/crs/EPSG/0/4490"],
    ),
]
PARAMETERS = ("limit", "offset", "bbox", "bbox-crs", "datetime", "crs", "filter", "filter-lang", "filter-crs")


def require_purpose(name: str, principal: Principal) -> None:
    """
    Refuse rows of incidents to who has not said what for.

    Raises
    ------
    NotAllowedError
        ``ogc.purpose_missing``.
    """
    if name == INCIDENTS and not principal.purpose:
        raise NotAllowedError("ogc.purpose_missing")


@router.get("/ogc/collections/{name}/items", responses=AS_GEOJSON, response_class=Response)
def items(
    request: Request,
    lang: Lang,
    found: TheCollections,
    store: TheStore,
    principal: Signed,
    view: ViewIfAny,
    name: Name,
    limit: Annotated[int, Query(ge=1, description=f"Features on a page; {MOST} at most.")] = PAGE,
    offset: Annotated[int, Query(ge=0, description="Features to pass over; follow the `next` links.")] = 0,
    bbox: Annotated[
        str | None, Query(description="Corners of a box.", examples=["104.0,34.0,104.5,34.4"])
    ] = None,
    bbox_crs: Annotated[str | None, Query(alias="bbox-crs", description="System of the box.")] = None,
    datetime: Annotated[
        str | None,
        Query(
            description="Moment or interval.", examples=["2024-01-01/2024-06-30", "2024-01-01T00:00:00Z/.."]
        ),
    ] = None,
    crs: Crs = None,
    condition: Annotated[
        str | None,
        Query(
            alias="filter",
            description="CQL2.",
            examples=[
                "population > 900 AND name LIKE '城%'",
                "S_INTERSECTS(geometry, BBOX(104,34,104.1,34.1))",
            ],
        ),
    ] = None,
    filter_lang: Annotated[
        str, Query(alias="filter-lang", description="`cql2-text` or `cql2-json`.")
    ] = "cql2-text",
    filter_crs: Annotated[
        str | None, Query(alias="filter-crs", description="System of shapes in the filter.")
    ] = None,
) -> Response:
    """
    Give a page of features; any property may be a parameter too, such as `zone=fringe`.

    Rows of incidents are for police roles alone, once a purpose has been said (`PUT session/purpose`), and
    every reading of them is audited.
    """
    table = found.table(name, view)
    require_purpose(name, principal)
    only(request, *PARAMETERS, *table.properties)
    asked = Asked(
        min(limit, MOST),
        offset,
        bbox,
        bbox_crs,
        datetime,
        _tree(condition, filter_lang),
        filter_crs,
        crs,
        {key: value for key, value in request.query_params.items() if key in table.properties},
    )
    page = page_of(table, asked)
    _audit(store, principal, name, page, {"bbox": bbox, "datetime": datetime, "filter": condition})
    links = [self_link(request, lang, GEOJSON), *_turns(request, lang, name, asked, page)]
    links.append(_collection_link(request, lang, name))
    return tagged(request, page.collection({"links": links}), GEOJSON, [_content_crs(page)])


@router.get("/ogc/collections/{name}/items/{feature_id:path}", responses=AS_GEOJSON, response_class=Response)
def item(
    request: Request,
    lang: Lang,
    found: TheCollections,
    store: TheStore,
    principal: Signed,
    view: ViewIfAny,
    name: Name,
    feature_id: str,
    crs: Crs = None,
) -> Response:
    """Give one feature by its id."""
    only(request, "crs")
    table = found.table(name, view)
    require_purpose(name, principal)
    page = feature_of(table, feature_id, crs)
    _audit(store, principal, name, page, {"feature": feature_id})
    links = [self_link(request, lang, GEOJSON), _collection_link(request, lang, name)]
    body = f'{page.features[0][:-1]},"links":{json.dumps(links, ensure_ascii=False)}}}'
    return tagged(request, body.encode(), GEOJSON, [_content_crs(page)])


def _tree(condition: str | None, said: str) -> Any:
    """Read a filter in the language that it is said to be in."""
    if said not in {"cql2-text", "cql2-json"}:
        raise InputError("ogc.filter_language", language=said)
    if condition is None:
        return None
    if said == "cql2-text":
        return parse_cql2_text(condition)
    if len(condition) > LONGEST:
        raise InputError("ogc.filter_long", most=LONGEST)
    try:
        return json.loads(condition)
    except (ValueError, RecursionError):
        raise InputError("ogc.filter_json") from None


def _turns(request: Request, lang: str, name: str, asked: Asked, page: Page) -> list[dict[str, object]]:
    """Link to the pages before and after."""

    def turned(offset: int) -> str:
        query = {**request.query_params, "limit": asked.limit, "offset": offset}
        return address(request, "collections", name, "items", query=query)

    links = []
    if asked.offset + asked.limit < page.matched:
        links.append(link(turned(asked.offset + asked.limit), "next", GEOJSON, text("ogc.next", lang)))
    if asked.offset:
        before = max(asked.offset - asked.limit, 0)
        links.append(link(turned(before), "prev", GEOJSON, text("ogc.previous", lang)))
    return links


def _collection_link(request: Request, lang: str, name: str) -> dict[str, object]:
    return link(address(request, "collections", name), "collection", JSON, text("ogc.collection", lang))


def _content_crs(page: Page) -> tuple[str, str]:
    return "Content-Crs", f"<{page.crs.uri}>"


def _audit(store: TheStore, principal: Principal, name: str, page: Page, asked: dict[str, object]) -> None:
    """Note that rows of incidents were read."""
    if name == INCIDENTS and page.features:
        said = {key: value for key, value in asked.items() if value is not None}
        details = {"points": len(page.features), **said}
        store.audit.add(principal.signed(Deed("incidents.read", "ogc", details=details)))
