"""The web application: routes, errors and headers put together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from data.store import open_store
from web.jobs.worker import start_worker
from web.routes import (
    beat_plans,
    exports,
    imports,
    incidents,
    jobs,
    layers,
    leader,
    meta,
    office,
    pages,
    register,
    session,
)
from web.routes.authentication import Gate
from web.routes.ogc import documents, items, tiles
from web.routes.problems import install_problems
from web.routes.security import SecurityHeaders
from web.services.beat_ground import BeatGrounds
from web.services.county import with_county
from web.services.desk import Desk
from web.services.import_wizard import UPLOADS
from web.services.leader import Leader
from web.services.ogc.collections import Collections
from web.services.ogc.tiles import Tiles
from web.services.simple_map import SimpleMap
from web.services.uploads import throw_away_old
from web.services.views import EVERYTHING
from web.version import program_version

if TYPE_CHECKING:
    from os import PathLike, stat_result

    from starlette.types import Scope

    from data.store import Store
    from web.settings import Settings

API = "/api/v1"


class Assets(StaticFiles):
    """Files of the pages; browsers ask each time whether theirs is still the one."""

    def file_response(
        self,
        full_path: str | PathLike[str],
        stat_result: stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        """Send a file, to be asked for again."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers["Cache-Control"] = "no-cache"
        return response


def create_app(settings: Settings, *, store: Store | None = None) -> FastAPI:
    """
    Make the application.

    Parameters
    ----------
    settings
        Where the store is, and what the pages show by default.
    store
        An open store; left out, the one of the settings is opened, and closed when the service stops.

    Raises
    ------
    FileError
        When the browser libraries were not installed.
    StoreError
        When the store cannot be opened.
    """
    pages.require_assets()
    opened = open_store(settings.store_url) if store is None else store
    started_with, settings = settings, with_county(settings, opened)

    desk = Desk(opened, settings.time_zone)

    collections = Collections(opened, desk)
    tiles_of_all = Tiles(collections, desk)

    def warm() -> None:  # so that the first page and the first map need not wait
        desk.summary(EVERYTHING)
        tiles_of_all.warm()

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        warming = asyncio.create_task(asyncio.to_thread(warm))
        throw_away_old(settings.folder / UPLOADS)
        worker = start_worker(settings, settings.folder) if settings.has_worker else None
        yield
        if worker is not None and worker.stdin is not None:
            worker.stdin.close()
            await asyncio.to_thread(worker.wait)
        await asyncio.gather(warming, return_exceptions=True)
        if store is None:
            opened.close()

    app = FastAPI(
        title="Safetown",
        version=program_version(),
        summary="A county's public-safety map: incidents, disorderly areas, zones, beats.",
        openapi_url=f"{API}/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.started_with = started_with
    app.state.settings = settings
    app.state.store = opened
    app.state.work_folder = settings.folder
    app.state.desk = desk
    app.state.beat_grounds = BeatGrounds(opened)
    app.state.simple_map = SimpleMap(opened, settings)
    app.state.leader = Leader(opened, desk, settings.time_zone)
    app.state.collections = collections
    app.state.tiles = tiles_of_all
    interfaces = (meta, session, jobs, imports, incidents, layers, beat_plans, documents, items, tiles)
    for routes in interfaces:
        app.include_router(routes.router, prefix=API)
    app.include_router(pages.router)
    app.include_router(office.router)
    app.include_router(leader.router)
    app.include_router(register.router)
    app.include_router(exports.router)
    if settings.exports is not None:
        app.mount(
            "/exports", exports.ExportedFiles(settings.exports, opened, settings.tile_url), name="exports"
        )
    app.mount("/assets", Assets(directory=pages.ASSETS), name="assets")
    install_problems(app)
    app.add_middleware(Gate, store=opened)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    app.add_middleware(SecurityHeaders, tile_url=settings.tile_url)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(settings.host_names))
    return app
