"""Where the desk can be served, and by which names it answers."""

from __future__ import annotations

import errno
import ipaddress
import socket

from gis.errors import SafetownError


def check_address(host: str, port: int) -> None:
    """
    Refuse an address that is taken or not this machine's.

    Raises
    ------
    SafetownError
        ``serve.host_unknown`` or ``serve.port_taken``.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise SafetownError("serve.host_unknown", host=host) from error
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise SafetownError("serve.port_taken", port=port, another=port + 1) from error
            raise SafetownError("serve.host_unknown", host=host) from error


def names_of(host: str) -> tuple[str, ...]:
    """
    Give the names by which browsers may call a desk that listens at an address.

    One that listens to its own machine alone answers to that machine's names only: another name that points
    here is an attack (DNS rebinding). In a network the sign-in guards it, whatever it is called.
    """
    own = ("127.0.0.1", "localhost", "[::1]")
    try:
        is_own = ipaddress.ip_address(socket.gethostbyname(host)).is_loopback
    except OSError:
        is_own = False
    return own if is_own else ("*",)
