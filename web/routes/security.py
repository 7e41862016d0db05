"""Headers that keep a page to itself: no other host, no framing, no guessing of types."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def content_security_policy(tile_url: str = "") -> str:
    """
    Write the policy of every page: this host alone.

    Parameters
    ----------
    tile_url
        Tile address of a county that has one; its host alone is then allowed for images.
    """
    tiles = _tile_host(tile_url)
    return "; ".join(
        (
            "default-src 'self'",
            "script-src 'self'",
            "style-src 'self'",
            f"img-src 'self' data: blob:{tiles}",
            f"connect-src 'self'{tiles}",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    )


def exported_policy(tile_url: str = "") -> str:
    """
    Write the policy of exported pages: scripts of their own, no requests, no part in the desk's origin.

    Parameters
    ----------
    tile_url
        Tile address of a county that has one.
    """
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'unsafe-inline'",
            "style-src 'unsafe-inline'",
            f"img-src data: blob:{_tile_host(tile_url)}",
            "font-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'self'",
            "sandbox allow-scripts allow-modals allow-downloads",
        )
    )


def _tile_host(tile_url: str) -> str:
    address = urlsplit(tile_url)
    return f" {address.scheme}://{address.netloc}" if address.netloc else ""


class SecurityHeaders:
    """
    Add the headers to every answer that does not carry its own.

    Parameters
    ----------
    app
        The application to wrap.
    tile_url
        Tile address of the settings, empty when there is none.
    """

    def __init__(self, app: ASGIApp, tile_url: str = "") -> None:
        self._app = app
        self._headers = {**HEADERS, "Content-Security-Policy": content_security_policy(tile_url)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and add the headers to its answer."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers if scope["type"] == "http" else send)
