"""What there is: landing page, conformance, collections and their properties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request, Response

from web.routes.negotiation import GEOJSON
from web.routes.ogc.links import (
    JSON,
    OPENAPI_JSON,
    SCHEMA_JSON,
    Lang,
    TheCollections,
    ViewIfAny,
    address,
    document,
    link,
    only,
    self_link,
)
from web.services.ogc.crs import CRS84, offered
from web.services.ogc.values import kind_of
from web.texts import has_text, label, text

if TYPE_CHECKING:
    from web.services.ogc.collections import Table

router = APIRouter(tags=["ogc"])

OGC = "http://www.opengis.net/spec/"
CONFORMS_TO = (
    *(f"{OGC}ogcapi-common-1/1.0/conf/{name}" for name in ("core", "landing-page", "json")),
    f"{OGC}ogcapi-common-2/1.0/conf/collections",
    *(f"{OGC}ogcapi-features-1/1.0/conf/{name}" for name in ("core", "geojson")),
    f"{OGC}ogcapi-features-2/1.0/conf/crs",
    *(
        f"{OGC}ogcapi-features-3/1.0/conf/{name}"
        for name in ("filter", "features-filter", "queryables", "queryables-query-parameters")
    ),
    *(
        f"{OGC}cql2/1.0/conf/{name}"
        for name in (
            "cql2-text",
            "cql2-json",
            "basic-cql2",
            "advanced-comparison-operators",
            "case-insensitive-comparison",
            "basic-spatial-functions",
            "basic-spatial-functions-plus",
            "spatial-functions",
            "property-property",
        )
    ),
    *(
        f"{OGC}ogcapi-tiles-1/1.0/conf/{name}"
        for name in ("core", "tileset", "tilesets-list", "geodata-tilesets", "mvt")
    ),
)

TITLES = {"closures": "new_checkpoints", "exits": "zone_exits"}
"""Collections whose title goes by another word than their name."""

KINDS: dict[str, dict[str, str]] = {
    "number": {"type": "number"},
    "flag": {"type": "boolean"},
    "time": {"type": "string", "format": "date-time"},
    "text": {"type": "string"},
}


def title_of(name: str, lang: str) -> str:
    """Name a collection for people."""
    word = TITLES.get(name, name)
    return label("layer", word if has_text(f"layer.{word}") else word.replace("-", "_"), lang)


@router.get("/ogc", responses={200: {"description": "Landing page."}}, response_class=Response)
def landing_page(request: Request, lang: Lang) -> Response:
    """Lead to everything that other programs can read: GDAL opens it as `OAPIF:<address of this page>`."""
    only(request)
    docs = str(request.base_url) + "docs"
    described = str(request.base_url).rstrip("/") + str(request.app.openapi_url)
    matrix_sets = "http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes"
    links = [
        self_link(request, lang),
        link(described, "service-desc", OPENAPI_JSON, text("ogc.api", lang)),
        link(docs, "service-doc", "text/html", text("ogc.docs", lang)),
        link(address(request, "conformance"), "conformance", JSON, text("ogc.conformance", lang)),
        link(address(request, "collections"), "data", JSON, text("ogc.collections", lang)),
        link(address(request, "tileMatrixSets"), matrix_sets, JSON, text("ogc.matrix_sets", lang)),
    ]
    said = {"title": text("ogc.title", lang), "description": text("ogc.about", lang), "links": links}
    return document(request, said)


@router.get("/ogc/conformance", responses={200: {"description": "Classes."}}, response_class=Response)
def conformance(request: Request) -> Response:
    """List the classes of the standards that are met."""
    only(request)
    return document(request, {"conformsTo": list(CONFORMS_TO)})


@router.get("/ogc/collections", responses={200: {"description": "Collections."}}, response_class=Response)
def collections(request: Request, lang: Lang, found: TheCollections, view: ViewIfAny) -> Response:
    """List the collections that the role may see and that hold something."""
    only(request)
    tables = found.listed(view)
    body = {
        "links": [self_link(request, lang)],
        "crs": offered(None),
        "collections": [_described(request, table, lang) for table in tables],
    }
    return document(request, body)


@router.get(
    "/ogc/collections/{name}", responses={200: {"description": "Collection."}}, response_class=Response
)
def collection(request: Request, lang: Lang, found: TheCollections, view: ViewIfAny, name: str) -> Response:
    """Describe one collection: extent, reference systems, links."""
    only(request)
    described = _described(request, found.table(name, view), lang)
    described["links"] = [self_link(request, lang), *described["links"][1:]]
    return document(request, described)


@router.get(
    "/ogc/collections/{name}/queryables",
    responses={200: {"content": {SCHEMA_JSON: {}}, "description": "JSON Schema."}},
    response_class=Response,
)
def queryables(request: Request, lang: Lang, found: TheCollections, view: ViewIfAny, name: str) -> Response:
    """Give the properties that filters may name, as a JSON Schema."""
    only(request)
    table = found.table(name, view)
    properties: dict[str, Any] = {
        column: {"title": label("column", column, lang), **KINDS[kind_of(table.frame[column])]}
        for column in table.properties
    }
    properties["geometry"] = {"title": label("column", "geometry", lang), "format": "geometry-any"}
    body = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": address(request, "collections", name, "queryables"),
        "type": "object",
        "title": title_of(name, lang),
        "properties": properties,
        "additionalProperties": False,
    }
    return document(request, body, SCHEMA_JSON)


def _described(request: Request, table: Table, lang: str) -> dict[str, Any]:
    name = table.collection.name
    place = ("collections", name)
    tiled = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector"
    queried = "http://www.opengis.net/def/rel/ogc/1.0/queryables"
    described: dict[str, Any] = {
        "id": name,
        "title": title_of(name, lang),
        "itemType": "feature",
        "crs": offered(table.bounds),
        "storageCrs": CRS84,
        "links": [
            link(address(request, *place), "self", JSON, text("ogc.this", lang)),
            link(address(request, *place, "items"), "items", GEOJSON, text("ogc.items", lang)),
            link(address(request, *place, "queryables"), queried, SCHEMA_JSON, text("ogc.queryables", lang)),
            link(address(request, *place, "tiles"), tiled, JSON, text("ogc.tiles", lang)),
        ],
    }
    if table.bounds is not None:
        described["extent"] = {"spatial": {"bbox": [list(table.bounds)], "crs": CRS84}}
        if table.period is not None:
            since, until = (at.isoformat().replace("+00:00", "Z") for at in table.period)
            described["extent"]["temporal"] = {"interval": [[since, until]]}
    return described
