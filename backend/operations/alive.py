"""The containers' health checks: ``python -m backend.operations.alive web|interactive|batch``, exit code 0 or 1."""

from __future__ import annotations

import argparse
import http.client
import socket
import sys
from collections.abc import Callable

from backend.config.env import read_environment
from backend.operations.supervisor.readiness import RedisKeys
from backend.operations.work import worker_id


def web() -> bool:
    """Does the web process answer, with its database and Redis behind it?"""
    environment = read_environment()
    named = next((host for host in environment.allowed_hosts if host[0] not in "*."), "localhost")
    connection = http.client.HTTPConnection("127.0.0.1", environment.port, timeout=4)
    try:
        connection.request("GET", "/readyz", headers={"Host": named})
        return connection.getresponse().status == http.client.OK
    except (http.client.HTTPException, OSError):
        return False
    finally:
        connection.close()


def interactive() -> bool:
    """Does this container's worker hold its lease?"""
    return RedisKeys(read_environment().redis_url).exists(f"stipple:worker:{worker_id()}")


def batch() -> bool:
    """Does this container's batch worker answer on the queue's control channel?"""
    from backend.config.celery import app

    return bool(app.control.ping(destination=[f"batch@{socket.gethostname()}"], timeout=3))


CHECKS: dict[str, Callable[[], bool]] = {"web": web, "interactive": interactive, "batch": batch}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m backend.operations.alive", description=__doc__)
    parser.add_argument("kind", choices=sorted(CHECKS))
    sys.exit(0 if CHECKS[parser.parse_args().kind]() else 1)


if __name__ == "__main__":
    main()
