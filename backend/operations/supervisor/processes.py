"""The table of what `manage.py run` starts (DESIGN §3): Valkey, the web process, two Celery workers."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from backend.config.embedded import valkey_socket
from backend.config.env import Environment
from backend.operations.supervisor import valkey
from backend.operations.supervisor.child import ChildSpec
from backend.operations.supervisor.readiness import HoldsKey, PrintsLine, RedisKeys

WORKER_ID = "embedded"
WEB_IS_LISTENING = "INFO stipple web: listening"
# Celery warns root at every start. Whoever runs a container or a machine of its own as root knows it already.
QUIET_ROOT = "ignore:You're running the worker with superuser privileges"
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "STIPPLE_THREADS": "1"}


@dataclass(frozen=True)
class Plan:
    """The children in the order in which they start; ``valkey`` is None when STIPPLE_REDIS_URL names another server."""

    valkey: ChildSpec | None
    others: tuple[ChildSpec, ...]
    notes: tuple[str, ...] = ()


def plan(environment: Environment, listener: int, source: Mapping[str, str] = os.environ) -> Plan:
    """Raises valkey.NoValkey when the embedded server is wanted and there is none."""
    variables = dict(source) | {
        "STIPPLE_DATA": str(environment.data),
        "STIPPLE_REDIS_URL": environment.redis_url,
        "DJANGO_SETTINGS_MODULE": "backend.config.settings",
        "PYTHONUNBUFFERED": "1",
        "PYTHONWARNINGS": ",".join(filter(None, (source.get("PYTHONWARNINGS"), QUIET_ROOT))),
    }
    keys = RedisKeys(environment.redis_url)
    others = (
        _web(variables, listener),
        _interactive(variables, keys, environment.worker_id or WORKER_ID),
        _batch(variables),
    )
    if not environment.has_embedded_redis:
        return Plan(None, others)
    socket = valkey_socket(environment.data)
    return Plan(_valkey(variables, socket), others, _notes(environment.data, socket))


def _valkey(variables: dict[str, str], socket: Path) -> ChildSpec:
    command = tuple(valkey.server_command(valkey.find_server(), socket))
    ready = PrintsLine(re.compile(r"ready to accept connections", re.IGNORECASE))
    return ChildSpec("valkey", command, variables, ready, rank=2, stop_s=1.5)


def _web(variables: dict[str, str], listener: int) -> ChildSpec:
    command = (sys.executable, "-m", "backend.operations.web", "--fd", str(listener))
    ready = PrintsLine(re.compile(re.escape(WEB_IS_LISTENING)))
    return ChildSpec("web", command, variables, ready, rank=0, stop_s=3.0, descriptors=(listener,))


def _interactive(variables: dict[str, str], keys: RedisKeys, worker_id: str) -> ChildSpec:
    key = f"stipple:worker:{worker_id}"
    command = interactive_command(worker_id)
    mine = variables | {"STIPPLE_WORKER_ID": worker_id, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    return ChildSpec("interactive", command, mine, HoldsKey(key, keys.exists), rank=1, stop_s=3.0, ready_key=key)


def _batch(variables: dict[str, str]) -> ChildSpec:
    command = batch_command()
    ready = PrintsLine(re.compile(r"\bready\.\s*$"))
    return ChildSpec("batch", command, variables | ONE_THREAD, ready, rank=1, stop_s=3.0, nice=10)


def interactive_command(worker_id: str) -> tuple[str, ...]:
    """One click at a time (pool solo): the model's own threads use the cores."""
    return _celery("interactive", f"interactive.{worker_id}", "solo", "--include", "worker.tasks")


def batch_command() -> tuple[str, ...]:
    processes = str(max(1, (os.cpu_count() or 1) // 4))
    return _celery(
        "batch", "batch,webhooks", "prefork", "--concurrency", processes, "--include", "worker.model_install"
    )


def _celery(name: str, queue: str, pool: str, *options: str) -> tuple[str, ...]:
    quick = ("--without-gossip", "--without-mingle", "--loglevel", "INFO")
    application = (sys.executable, "-m", "celery", "--quiet", "--app", "backend.config.celery")
    return (*application, "worker", "--hostname", f"{name}@%h", "--queues", queue, "--pool", pool, *quick, *options)


def _notes(data: Path, socket: Path) -> tuple[str, ...]:
    if socket.is_relative_to(data):
        return ()
    return (f"The path of the data folder is too long for a unix socket; Valkey's lies in {socket.parent}.",)
