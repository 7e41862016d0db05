"""The sheet to print: what the desk shows, on A4 or A3."""

from __future__ import annotations

from datetime import UTC, datetime

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from data.store import Store
from data.store.audit import Deed
from web.auth.principal import Principal
from web.auth.roles import Right
from web.routes.authentication import Signed, TheStore
from web.routes.pages import desk_page_of, page_language
from web.services.office.county import own_titles
from web.services.views import ground_name
from web.texts import label

router = APIRouter(include_in_schema=False)

KEPT_OF_ADDRESS = ("paper", "shade", "show", "scope", "word", "source", "hours", "from", "to", "box", "map")
"""Parts of the address that say in the audit what was printed."""

LONGEST = 200


@router.get("/print")
def sheet_page(request: Request, store: TheStore, principal: Signed) -> HTMLResponse:
    """
    Show the sheet of what the address asks for, ready to print.

    Its figures come from the interface under the same limits and the same audit as those of the desk; that a
    sheet was opened is kept beside them, as of everything that leaves the system.
    """
    principal.require(Right.AGGREGATES)
    asked = {name: said[:LONGEST] for name in KEPT_OF_ADDRESS if (said := request.query_params.get(name))}
    page = desk_page_of("print.html", request, sheet=_imprint(request, store, principal))
    store.audit.add(principal.signed(Deed("export.print", "map", details=asked)))
    return page


def _imprint(request: Request, store: Store, principal: Principal) -> dict[str, object]:
    """Say what a sheet was made from, when, and for which office: its title, never a person."""
    imports = store.imports()
    role = f"role.{principal.role.value}"
    return {
        "imported": 0 if imports.empty else int(imports["id"].iloc[0]),
        "importedAt": "" if imports.empty else imports["at"].iloc[0].isoformat(),
        "madeAt": datetime.now(UTC).isoformat(),
        "role": own_titles(store).get(role) or label("role", principal.role.value, page_language(request)),
        "ground": ground_name(store, principal),
    }
