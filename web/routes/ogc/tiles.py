"""OGC API - Tiles: the collections as vector tiles of the Web Mercator square."""

from __future__ import annotations

import gzip
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from data.store.audit import Deed
from gis.errors import InputError
from gis.tile_shapes import WORLD_M
from web.routes.asked import incident_query
from web.routes.authentication import Signed, TheStore
from web.routes.ogc.documents import title_of
from web.routes.ogc.links import (
    JSON,
    MVT,
    Lang,
    TheCollections,
    ViewIfAny,
    address,
    document,
    link,
    only,
    self_link,
)
from web.services.desk.incident_index import IncidentQuery
from web.services.ogc.collections import INCIDENTS
from web.services.ogc.tiles import DEEPEST, Tile, Tiles
from web.texts import text

router = APIRouter(tags=["ogc"])

MATRIX = "WebMercatorQuad"
MATRIX_URI = "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad"
MERCATOR = "http://www.opengis.net/def/crs/EPSG/0/3857"
PIXEL_M = 0.00028
AS_MVT: dict[int | str, dict[str, Any]] = {
    200: {"content": {MVT: {}}, "description": "Mapbox vector tile."},
    204: {"description": "Nothing is here."},
    304: {"description": "The client holds it already."},
}

Level = Annotated[int, Path(description="Level: 0 is the world on one tile.", examples=[12])]
Row = Annotated[int, Path(description="Row, from the north.", examples=[1633])]
Column = Annotated[int, Path(description="Column, from the west.", examples=[3231])]

REVISION = "revision"
"""Parameter that changes nothing: a client that names the newest revision of `summary` has a new address."""


def tiles_of(request: Request) -> Tiles:
    """Give the tiles that the application was made with."""
    found: Tiles = request.app.state.tiles
    return found


TheTiles = Annotated[Tiles, Depends(tiles_of)]


@router.get("/ogc/tileMatrixSets", responses={200: {"description": "List."}}, response_class=Response)
def matrix_sets(request: Request, lang: Lang) -> Response:
    """List the schemes of tiles: there is one."""
    only(request)
    there = link(address(request, "tileMatrixSets", MATRIX), "self", JSON, text("ogc.this", lang))
    listed = [{"id": MATRIX, "title": MATRIX, "uri": MATRIX_URI, "crs": MERCATOR, "links": [there]}]
    return document(request, {"tileMatrixSets": listed})


@router.get("/ogc/tileMatrixSets/{matrix}", responses={200: {"description": "It."}}, response_class=Response)
def matrix_set(request: Request, matrix: str) -> Response:
    """Describe the scheme: the size of the tiles of each level."""
    only(request)
    _check(matrix)
    levels = [
        {
            "id": str(zoom),
            "scaleDenominator": 2 * WORLD_M / 256 / 2**zoom / PIXEL_M,
            "cellSize": 2 * WORLD_M / 256 / 2**zoom,
            "pointOfOrigin": [-WORLD_M, WORLD_M],
            "tileWidth": 256,
            "tileHeight": 256,
            "matrixWidth": 2**zoom,
            "matrixHeight": 2**zoom,
        }
        for zoom in range(DEEPEST + 1)
    ]
    body = {"id": MATRIX, "uri": MATRIX_URI, "crs": MERCATOR, "orderedAxes": ["X", "Y"]}
    return document(request, {**body, "tileMatrices": levels})


@router.get(
    "/ogc/collections/{name}/tiles", responses={200: {"description": "List."}}, response_class=Response
)
def tilesets(request: Request, lang: Lang, found: TheCollections, view: ViewIfAny, name: str) -> Response:
    """List the sets of tiles of a collection: there is one."""
    only(request)
    described = _described(request, lang, _known(found, view, name))
    return document(request, {"links": [self_link(request, lang)], "tilesets": [described]})


@router.get(
    "/ogc/collections/{name}/tiles/{matrix}", responses={200: {"description": "It."}}, response_class=Response
)
def tileset(
    request: Request,
    lang: Lang,
    found: TheCollections,
    view: ViewIfAny,
    name: str,
    matrix: str,
) -> Response:
    """Describe the tiles of a collection, with the address that they follow."""
    only(request)
    _check(matrix)
    return document(request, _described(request, lang, _known(found, view, name)))


@router.get(
    f"/ogc/collections/incidents/tiles/{MATRIX}/{{zoom}}/{{row}}/{{column}}",
    responses=AS_MVT,
    response_class=Response,
)
def incident_tile(
    request: Request,
    tiles: TheTiles,
    store: TheStore,
    principal: Signed,
    query: Annotated[IncidentQuery, Depends(incident_query)],
    zoom: Level,
    row: Row,
    column: Column,
    single: Annotated[
        Literal["near", "any"],
        Query(description="Single incidents from level 13 on, or at any level."),
    ] = "near",
) -> Response:
    """
    Give incidents as layer `incident_cells` with counts, or from level 13 on one by one as layer `incidents`.

    Single ones are for police roles alone, once a purpose has been said (`PUT session/purpose`), where a tile
    holds 100,000 at most; more than 3,000 come without ids and times, in layer `incident_crowds`, those of a
    category as one feature of many points. Every reading of them is audited. `bbox` is left aside: the tile
    is the box. So is `revision`: it lets a client change the address.
    """
    points, afar = bool(principal.purpose), single == "any"
    tile = tiles.incidents(query, (zoom, column, row), points=points, afar=afar)
    if tile.points:
        asked = {"points": tile.points, "tile": f"{zoom}/{row}/{column}"}
        period = {"since": query.since, "until": query.until}
        deed = Deed("incidents.read", "tile", details={**asked, **period})
        store.audit.add(principal.signed(deed))
    return _sent(request, tile)


@router.get(
    "/ogc/collections/{name}/tiles/{matrix}/{zoom}/{row}/{column}", responses=AS_MVT, response_class=Response
)
def shape_tile(
    request: Request,
    tiles: TheTiles,
    view: ViewIfAny,
    name: str,
    matrix: str,
    zoom: Level,
    row: Row,
    column: Column,
) -> Response:
    """
    Give a tile of a collection as a layer of its name; `id` in it is the id of the feature.

    Polygons with a name have, from level 11 on, the points of their labels in a layer such as
    `villages_labels`. `revision` is left aside: it lets a client change the address.
    """
    only(request, REVISION)
    _check(matrix)
    return _sent(request, tiles.shapes(name, view, (zoom, column, row)))


def _check(matrix: str) -> None:
    if matrix != MATRIX:
        raise InputError("ogc.matrix_unknown", matrix=matrix)


def _known(found: TheCollections, view: ViewIfAny, name: str) -> str:
    """Give the name of a collection with tiles for who asks: of incidents more roles see cells than rows."""
    if name != INCIDENTS or view is None:
        return found.table(name, view).collection.name
    return name


def _described(request: Request, lang: str, name: str) -> dict[str, Any]:
    place = ("collections", name, "tiles", MATRIX)
    matrix_set_rel = "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme"
    each = address(request, *place, "{tileMatrix}", "{tileRow}", "{tileCol}")
    return {
        "title": title_of(name, lang),
        "dataType": "vector",
        "crs": MERCATOR,
        "tileMatrixSetURI": MATRIX_URI,
        "links": [
            link(address(request, *place), "self", JSON, text("ogc.this", lang)),
            link(address(request, "tileMatrixSets", MATRIX), matrix_set_rel, JSON, MATRIX),
            link(each, "item", MVT, text("ogc.tiles", lang), templated=True),
        ],
    }


def _sent(request: Request, tile: Tile) -> Response:
    headers = {"ETag": tile.etag, "Cache-Control": "private, no-cache", "Vary": "Accept-Encoding"}
    if tile.etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if not tile.packed:
        return Response(status_code=204, headers=headers)
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(gzip.decompress(tile.packed), media_type=MVT, headers=headers)
    return Response(tile.packed, media_type=MVT, headers={**headers, "Content-Encoding": "gzip"})
