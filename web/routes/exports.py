"""Pages that leave the system, shown here: the simple map, and the folder of exported maps and reports."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from anyio import to_thread
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from starlette.staticfiles import StaticFiles

from data.store.audit import Deed
from web.auth.principal import NotAllowedError, sees_whole_county
from web.routes.authentication import TheView, signed_in
from web.routes.pages import page_language
from web.routes.security import exported_policy

if TYPE_CHECKING:
    from os import PathLike, stat_result
    from pathlib import Path

    from starlette.responses import Response
    from starlette.types import Scope

    from data.store import Store

router = APIRouter(include_in_schema=False)


@router.get("/simple")
def simple_map(request: Request, view: TheView) -> HTMLResponse:
    """Show the simple map, for browsers without WebGL 2."""
    policy = exported_policy(request.app.state.settings.tile_url)
    page = request.app.state.simple_map.page(page_language(request), view)
    return HTMLResponse(page, headers={"Content-Security-Policy": policy, "Cache-Control": "no-cache"})


class ExportedFiles(StaticFiles):
    """
    Files of the export folder; their scripts stand inside the page, so each is shut off from the desk.

    They hold figures of the whole county: only who sees those may read them, and every reading is audited.

    Parameters
    ----------
    directory
        The folder.
    store
        Whose audit it is.
    tile_url
        Tile address of the settings.
    """

    def __init__(self, directory: Path, store: Store, tile_url: str) -> None:
        super().__init__(directory=directory, check_dir=False)
        self._store = store
        self._policy = exported_policy(tile_url)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Send a file to who may read it."""
        principal = signed_in(Request(scope))
        if not sees_whole_county(principal):
            raise NotAllowedError("auth.not_allowed", role=principal.role.value, right="exports")
        response = await super().get_response(path, scope)
        if response.status_code == HTTPStatus.OK:
            await to_thread.run_sync(self._store.audit.add, principal.signed(Deed("export.read", path)))
        return response

    def file_response(
        self, full_path: str | PathLike[str], stat_result: stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """Send a file under the policy of exported pages."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers["Content-Security-Policy"] = self._policy
        response.headers["Cache-Control"] = "no-cache"
        return response
