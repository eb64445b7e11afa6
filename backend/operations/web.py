"""The web process: uvicorn on STIPPLE_HOST and PORT, or on a listening socket that the supervisor hands down (--fd).

Everything that the first request would have to import is imported before the socket is served.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import socket
import warnings
from importlib import import_module

import uvicorn

from backend.config.env import read_environment
from backend.operations.supervisor.listening import listen
from backend.operations.supervisor.processes import WEB_IS_LISTENING

LARGEST_MESSAGE_BYTES = 4 << 20
GRACEFUL_STOP_S = 2


def configuration() -> uvicorn.Config:
    return uvicorn.Config(
        "backend.config.asgi:application",
        lifespan="off",
        access_log=False,
        log_level="warning",
        ws_max_size=LARGEST_MESSAGE_BYTES,
        ws_ping_interval=20.0,
        ws_ping_timeout=20.0,
        timeout_graceful_shutdown=GRACEFUL_STOP_S,
        server_header=False,
    )


class Server(uvicorn.Server):
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        print(WEB_IS_LISTENING, flush=True)


def warm_up() -> None:
    """Load the application, the URL table and a database connection before the first request needs them."""
    # Static files are served from where the build put them; WhiteNoise would warn that none were copied.
    warnings.filterwarnings("ignore", message="No directory at")
    import_module("backend.config.asgi")
    from django.db import connection
    from django.urls import get_resolver

    _ = get_resolver().url_patterns
    connection.ensure_connection()
    connection.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fd", type=int, help="the descriptor of a listening socket")
    descriptor = parser.parse_args().fd
    warm_up()
    listener = socket.socket(fileno=descriptor) if descriptor is not None else _listen()
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    asyncio.run(Server(configuration()).serve(sockets=[listener]))


def _listen() -> socket.socket:
    environment = read_environment()
    return listen(environment.host, environment.port)


if __name__ == "__main__":
    main()
