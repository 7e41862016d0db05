"""
Files that ask for nothing: found out before they are written, or they are not written.

A page is refused when a browser that opens it would load anything from outside the page itself: another
host or another file. Text that only speaks of an address, links that a reader must click, XML namespaces
and data URIs ask for nothing.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Collection, Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

from gis.errors import FileError, SizeError

MAX_BYTES = 10 * 1024 * 1024
"""Largest file that is handed out: mail gateways and office machines open it without trouble."""

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src {images}"
)
"""The browser itself is told to load nothing, should anything slip through."""

_LOADING_ATTRIBUTES = frozenset(
    (
        *("src", "srcset", "imagesrcset", "href", "xlink:href", "poster", "data", "background", "action"),
        *("formaction", "manifest", "code", "codebase", "archive", "classid", "profile", "ping", "icon"),
        *("lowsrc", "dynsrc"),
    )
)
_LINKS = frozenset({"a", "area"})
_DATA_SCRIPTS = frozenset({"application/json", "application/geo+json", "application/ld+json"})
_INERT = re.compile(r"\s*(data:|blob:|about:blank|#|$)", re.IGNORECASE)
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CSS_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?")
_CSS_LOAD = re.compile(
    r"@import\s*[^;]*|(?:url|src)\(\s*(?:\"[^\"]*\"|'[^']*'|[^)]*)|image-set\([^)]*", re.IGNORECASE
)
_JS_ADDRESS = re.compile(r"\b(?:https?|wss?|ftp):(?:/|\\/|\\x2f|\\u002f){2}[^\s\"'`<>\\)]*", re.IGNORECASE)
_JS_RELATIVE_PROTOCOL = re.compile(r"[\"'`](?://|\\/\\/)[\w\[{$][^\s\"'`]*")
_JS_CALL = re.compile(
    r"\b(?:fetch|importScripts|import)\s*\(|\bimport\s*[\"'{*]|\bfrom\s*[\"']|\bXMLHttpRequest\b|\bWebSocket\b"
    r"|\bEventSource\b|\bsendBeacon\b|\b(?:Shared)?Worker\s*\(|\bserviceWorker\b|\bRTCPeerConnection\b"
    r"|\.ajax\s*\(|sourceMappingURL=\S*"
)
_NAMESPACE = re.compile(
    r"http://www\.w3\.org/(?:2000/svg|1999/xlink|1999/xhtml|2000/xmlns/?|XML/1998/namespace)"
)


class _Page(HTMLParser):
    """Walks through a page and collects what it would load."""

    def __init__(self, allowed_hosts: Collection[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.allowed_hosts = allowed_hosts
        self.found: list[str] = []
        self._inside = ""
        self._content: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at every attribute of an element."""
        given = {name: value or "" for name, value in attrs}
        if tag == "base":
            self.found.append("<base>")
        if tag == "meta" and given.get("http-equiv", "").lower() == "refresh":
            self.found.append(f"<meta refresh {given.get('content', '')}>")
        for name, value in given.items():
            self._attribute(tag, name, value)
        is_data = tag == "script" and given.get("type", "").lower() in _DATA_SCRIPTS
        self._inside = tag if tag in {"script", "style"} and not is_data else ""

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at an element that closes itself; only inside SVG does it have no content."""
        self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        """Gather scripts and style sheets; text asks for nothing."""
        if self._inside:
            self._content.append(data)

    def handle_endtag(self, tag: str) -> None:
        """Look into a script or style sheet at its end."""
        if tag == self._inside:
            self._look_inside()

    def _look_inside(self) -> None:
        loads = {"script": _script_loads, "style": _style_loads}.get(self._inside)
        if loads is not None:
            self._keep(loads("".join(self._content)))
        self._inside = ""
        self._content.clear()

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if name == "style":
            self._keep(_style_loads(value))
        elif name.startswith("on"):
            self._keep(_script_loads(value))
        elif name == "srcdoc":
            self.found += outside_references(value, self.allowed_hosts)
        elif name in _LOADING_ATTRIBUTES and not _INERT.match(value) and not self._is_link(tag, name, value):
            self._keep([value])

    @staticmethod
    def _is_link(tag: str, name: str, value: str) -> bool:
        """Tell whether an attribute is a link that a reader must click, and not a script in its place."""
        return (
            tag in _LINKS and name in {"href", "xlink:href"} and not value.strip().startswith("javascript:")
        )

    def _keep(self, references: Iterable[str]) -> None:
        self.found += [
            reference for reference in references if not _is_allowed(reference, self.allowed_hosts)
        ]


def outside_references(html: str, allowed_hosts: Collection[str] = ()) -> list[str]:
    """
    Find everything that a page would load from outside itself.

    Parameters
    ----------
    html
        The whole page.
    allowed_hosts
        Hosts that the county itself has set, for map tiles.

    Returns
    -------
    list[str]
        The references as they stand in the page; empty for a page that is complete in itself.
    """
    page = _Page(allowed_hosts)
    # A browser applies a style sheet that never ends; the parser would swallow it.
    page.feed(f"{html}</script></style>")
    page.close()
    return page.found


def write_self_contained(path: Path, html: str, allowed_hosts: Collection[str] = ()) -> None:
    """
    Write a page whole or not at all, and only when it asks for nothing from outside.

    Raises
    ------
    FileError
        ``export.outside_reference`` when the page would load something, ``file.not_written`` when
        the folder cannot be written to.
    SizeError
        ``export.too_large`` above ``MAX_BYTES``.
    """
    if found := outside_references(html, allowed_hosts):
        raise FileError(
            "export.outside_reference", path=str(path), reference=found[0][:120], count=len(found)
        )
    content = html.encode("utf-8")
    if len(content) > MAX_BYTES:
        megabytes = len(content) / 1024 / 1024
        raise SizeError("export.too_large", path=str(path), megabytes=megabytes, limit=MAX_BYTES // 1024**2)
    write_whole(path, content)


def write_whole(path: Path, content: bytes) -> None:
    """
    Write a file whole or not at all.

    Raises
    ------
    FileError
        ``file.not_written`` when the folder cannot be written to.
    """
    try:
        _replace(path, content)
    except OSError as error:
        raise FileError("file.not_written", path=str(path), why=str(error.strerror or error)) from error


def _replace(path: Path, content: bytes) -> None:
    """Write beside the file, then take its place in one step, so that a reader never sees half of it."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        part.chmod(0o644)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _style_loads(style: str) -> Iterator[str]:
    plain = _CSS_ESCAPE.sub(lambda code: chr(int(code[1], 16)), _CSS_COMMENT.sub("", style))
    for load in _CSS_LOAD.findall(plain):
        address = re.sub(r"^(?:url|src)\(\s*[\"']?", "", load, flags=re.IGNORECASE)
        if not _INERT.match(address):
            yield address


def _script_loads(script: str) -> Iterator[str]:
    for address in _JS_ADDRESS.findall(script):
        if not _NAMESPACE.fullmatch(address):
            yield address
    yield from (reference[1:] for reference in _JS_RELATIVE_PROTOCOL.findall(script))
    yield from _JS_CALL.findall(script)


def _is_allowed(reference: str, allowed_hosts: Collection[str]) -> bool:
    try:
        return urlsplit(reference.strip()).hostname in allowed_hosts
    except ValueError:
        return False
