"""A worker outside the supervisor (containers, several machines): ``python -m backend.operations.work interactive``.

An interactive worker is known by STIPPLE_WORKER_ID, else by the name of its host: one such worker per container.
"""

from __future__ import annotations

import argparse
import os
import socket

from backend.operations.supervisor.processes import batch_command, interactive_command

KINDS = ("interactive", "batch")


def worker_id() -> str:
    return os.environ.get("STIPPLE_WORKER_ID") or socket.gethostname()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m backend.operations.work", description="Run one Celery worker.")
    parser.add_argument("kind", choices=KINDS)
    if parser.parse_args().kind == "interactive":
        os.environ["STIPPLE_WORKER_ID"] = worker_id()
        command = interactive_command(worker_id())
    else:
        command = batch_command()
    os.execv(command[0], command)  # noqa: S606


if __name__ == "__main__":
    main()
