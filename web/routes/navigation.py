"""Which pages of the desk lead where: the same links on every page, those of the role alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from web.auth.principal import sees_whole_county
from web.auth.roles import Right
from web.texts.catalogue import has_text, text

if TYPE_CHECKING:
    from pathlib import Path

    from web.auth.principal import Principal

PAGES: tuple[tuple[str, str, frozenset[Right]], ...] = (
    ("/", "nav.desk", frozenset({Right.AGGREGATES})),
    ("/leader", "nav.leader", frozenset({Right.AGGREGATES})),
    ("/month", "nav.month", frozenset({Right.AGGREGATES, Right.RETURN})),
    ("/register", "nav.register", frozenset({Right.AGGREGATES, Right.RETURN})),
    ("/calendar", "nav.filings", frozenset({Right.RETURN, Right.PROPOSE, Right.DECIDE, Right.IMPORT})),
    ("/calls", "nav.calls", frozenset({Right.ROWS})),
    ("/scorecard", "nav.scorecard", frozenset({Right.AGGREGATES})),
    ("/designer", "nav.designer", frozenset({Right.PLAN})),
    ("/import", "nav.import", frozenset({Right.IMPORT})),
    ("/admin/accounts", "nav.accounts", frozenset({Right.ADMINISTER})),
    ("/admin/settings", "nav.settings", frozenset({Right.ADMINISTER})),
    ("/admin/audit", "nav.audit", frozenset({Right.ADMINISTER})),
)
"""Address, words, and the rights of which each page asks for one; in the order of the bar."""

DOCS = ("/docs", "nav.docs")


class Link(NamedTuple):
    """A page to go to; ``is_here`` where the reader already is."""

    address: str
    words: str
    is_here: bool


def links_of(principal: Principal | None, here: str, exports: Path | None, lang: str) -> list[Link]:
    """
    List the pages that are somebody's to open.

    Parameters
    ----------
    principal
        Who reads; nobody, or somebody whose password has to be changed first, is led nowhere.
    here
        Address of the page that is shown.
    exports
        Folder of exported pages, which stand behind the others.
    lang
        Language of the words, which the addresses take along.
    """
    if principal is None or principal.must_change:
        return []
    own = [(path, key) for path, key, rights in PAGES if any(map(principal.may, rights))]
    links = [_page(*each, here, lang) for each in own]
    if exports is not None and sees_whole_county(principal):
        links += [
            Link(f"/exports/{quote(name)}", _exported(name, lang), is_here=False) for name in _names(exports)
        ]
    return [*links, _page(*DOCS, here, lang)]


def _page(path: str, key: str, here: str, lang: str) -> Link:
    is_here = path == here or (path != "/" and here.startswith(f"{path}/"))
    return Link(f"{path}?lang={lang}", text(key, lang), is_here)


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.html"))


def _exported(name: str, lang: str) -> str:
    key = f"nav.export_{name.removesuffix('.html')}"
    return text(key, lang) if has_text(key) else name
