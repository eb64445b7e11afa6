"""The listening socket of the web process, opened by the supervisor and inherited.

So a busy port is found before anything starts, and while a killed web process starts again the kernel keeps new
connections waiting instead of refusing them.
"""

from __future__ import annotations

import errno
import socket

BACKLOG = 2048


class PortUnavailable(RuntimeError):
    """The address cannot be listened on; the message says what to do."""


def listen(host: str, port: int) -> socket.socket:
    """Bind and listen on ``host``:``port``; raises PortUnavailable."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except socket.gaierror as error:
        raise PortUnavailable(
            f"STIPPLE_HOST={host!r} is no address of this machine ({error}); take 127.0.0.1, or 0.0.0.0 for all"
        ) from None
    listener = socket.socket(family, kind, protocol)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise PortUnavailable(_sentence(host, port, error)) from None
    return listener


def _sentence(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} on {host} is taken by another program. Choose another one: PORT={port + 1} make run"
    if error.errno == errno.EACCES:
        return f"Port {port} needs more rights than this user has. Choose one above 1023: PORT=8080 make run"
    return f"Cannot listen on {host}:{port}: {error.strerror}. Check STIPPLE_HOST and PORT."
