"""Which hosts this server connects to on somebody's word: those on the public internet, and those an operator allows.

Otherwise whoever may enter an address could reach what only the server sees: itself, its neighbours, the metadata
service of its cloud. A name is resolved once, each of its addresses is checked, and that address is dialled: a name
that changes its answer between the check and the call gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Collection
from urllib.parse import urlsplit

from backend.config.outgoing import NotAllowed, is_public

DEFAULT_PORTS = {"http": 80, "https": 443}


def host_and_port(url: str) -> tuple[str, int]:
    """Of an ``http://`` or ``https://`` address without name, password, path, query; ValueError for any other."""
    parts = urlsplit(url)
    port = parts.port or DEFAULT_PORTS.get(parts.scheme, 0)
    rest = (parts.username, parts.password, parts.query, parts.fragment, parts.path.strip("/"))
    if not port or not parts.hostname or any(rest) or any(c <= " " or c == "\\" for c in url):
        raise ValueError(url)
    return parts.hostname, port


def checked_addresses(host: str, port: int, allowed: Collection[str]) -> list[str]:
    """The addresses of ``host``, each of which may be dialled. ``allowed`` holds hosts, with or without ``:port``.

    Raises NotAllowed, and OSError for a name that has no address.
    """
    found = [str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if host.lower() in allowed or f"{host.lower()}:{port}" in allowed:
        return found
    for text in found:
        if not is_public(ipaddress.ip_address(text.split("%")[0])):
            shown = text if text == host else f"{host} ({text})"
            raise NotAllowed(f"{shown} is not on the public internet")
    return found
