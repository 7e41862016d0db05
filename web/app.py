"""The web application: routes, errors and headers put together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.datastructures import Headers
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles

from data.store import open_store
from web.jobs.worker import start_worker
from web.routes import (
    beat_plans,
    bulletins,
    designation,
    evaluation,
    exports,
    filings_calendar,
    filings_calls,
    filings_grave,
    filings_returns,
    filings_rules,
    imports,
    incidents,
    jobs,
    layers,
    leader,
    meta,
    month,
    office,
    pages,
    printing,
    public,
    register,
    register_entry,
    register_kinds,
    register_review,
    scorecard,
    scorecard_decide,
    scorecard_edit,
    scorecard_figures,
    session,
)
from web.routes.authentication import Gate
from web.routes.ogc import documents, items, tiles
from web.routes.preloads import packed
from web.routes.problems import install_problems
from web.routes.security import SecurityHeaders
from web.services.beats.ground import BeatGrounds
from web.services.desk.layers import Desk
from web.services.desk.simple_map import SimpleMap
from web.services.intake.uploads import throw_away_old
from web.services.intake.wizard import UPLOADS
from web.services.kept import Kept
from web.services.leader.picture import Leader
from web.services.month.assessment import Month
from web.services.office.county import with_county
from web.services.ogc.collections import Collections
from web.services.ogc.tiles import Tiles
from web.services.scorecard.service import Scorecards
from web.services.views import EVERYTHING
from web.version import program_version

if TYPE_CHECKING:
    from os import PathLike, stat_result

    from starlette.types import Scope

    from data.store import Store
    from web.settings import Settings

API = "/api/v1"

INTERFACES = (
    *(meta, session, jobs, imports, incidents, layers, beat_plans),
    *(scorecard_figures, documents, items, tiles),
)
"""Routes of the interface, all below ``API``."""

PAGES = (
    *(pages, printing, office, leader, exports),
    *(designation, evaluation, register, register_kinds, register_review, register_entry),
    *(month, bulletins, public),
    *(scorecard_edit, scorecard_decide, scorecard),
    *(filings_calendar, filings_calls, filings_grave, filings_returns, filings_rules),
)
"""Routes of pages, in the order in which addresses are looked up."""
PACKED = (".js", ".mjs", ".css", ".svg")
"""Endings of the pages' files that are sent packed."""


class Assets(StaticFiles):
    """Files of the pages; browsers ask each time whether theirs is still the one."""

    def file_response(
        self,
        full_path: str | PathLike[str],
        stat_result: stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        """Send a file, to be asked for again; texts as they were packed once."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        accepted = Headers(scope=scope).get("accept-encoding", "")
        if isinstance(response, FileResponse) and str(full_path).endswith(PACKED) and "gzip" in accepted:
            kept = {name: response.headers[name] for name in ("etag", "last-modified", "content-type")}
            body = packed(str(full_path), stat_result.st_mtime)
            response = Response(
                body, status_code, {**kept, "Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
            )
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

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with _at_work(app):
            yield
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
    _hold(app, settings, opened)
    _route(app)
    app.mount("/assets", Assets(directory=pages.ASSETS), name="assets")
    install_problems(app)
    app.add_middleware(Gate, store=opened)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    app.add_middleware(SecurityHeaders, tile_url=app.state.settings.tile_url)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(app.state.settings.host_names))
    return app


def _hold(app: FastAPI, settings: Settings, store: Store) -> None:
    """Give the application what its routes ask for."""
    app.state.started_with = settings
    app.state.settings = settings = with_county(settings, store)
    app.state.store = store
    app.state.work_folder = settings.folder
    app.state.desk = desk = Desk(store, settings.time_zone)
    app.state.beat_grounds = BeatGrounds(store)
    app.state.simple_map = SimpleMap(store, settings)
    app.state.leader = Leader(store, desk, settings.time_zone)
    app.state.scorecards = Scorecards(store, settings.time_zone)
    app.state.month = Month(store, desk, settings.time_zone)
    app.state.collections = Collections(store, desk, settings.time_zone)
    app.state.tiles = Tiles(app.state.collections, desk)
    app.state.evaluations = Kept()


def _route(app: FastAPI) -> None:
    """Lay out the addresses."""
    for routes in INTERFACES:
        app.include_router(routes.router, prefix=API)
    for routes in PAGES:
        app.include_router(routes.router)
    settings = app.state.settings
    if settings.exports is not None:
        files = exports.ExportedFiles(settings.exports, app.state.store, settings.tile_url)
        app.mount("/exports", files, name="exports")


@asynccontextmanager
async def _at_work(app: FastAPI) -> AsyncIterator[None]:
    """Do long work in a process of its own, and read what the first page and the first map need."""
    settings = app.state.settings

    def warm() -> None:
        app.state.desk.summary(EVERYTHING)
        app.state.tiles.warm()

    warming = asyncio.create_task(asyncio.to_thread(warm))
    throw_away_old(settings.folder / UPLOADS)
    worker = start_worker(settings, settings.folder) if settings.has_worker else None
    yield
    if worker is not None and worker.stdin is not None:
        worker.stdin.close()
        await asyncio.to_thread(worker.wait)
    await asyncio.gather(warming, return_exceptions=True)
