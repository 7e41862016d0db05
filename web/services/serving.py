"""Whether the desk can be served where it is asked for."""

from __future__ import annotations

import ipaddress
import socket

from gis.errors import SafetownError


def check_address(host: str, port: int) -> None:
    """
    Refuse an address that is taken, or that other machines reach.

    The desk shows incident rows, and these are for police roles alone: until it has sign-in, it serves the
    machine that it runs on.

    Raises
    ------
    SafetownError
        ``serve.not_loopback``, ``serve.host_unknown``, or ``serve.port_taken``.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise SafetownError("serve.host_unknown", host=host) from error
    if not ipaddress.ip_address(address[0]).is_loopback:
        raise SafetownError("serve.not_loopback", host=host)
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            raise SafetownError("serve.port_taken", port=port, another=port + 1) from error
