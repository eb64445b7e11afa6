"""One supervisor a data folder: an advisory lock, and beside it a status file that says who holds it."""

from __future__ import annotations

import fcntl
import json
import os
import time
from pathlib import Path
from typing import Any

CLEANING_UP_S = 6.0


class AlreadyRunning(RuntimeError):
    """Another supervisor works on this data folder."""


def take_lock(data: Path, wait_s: float = CLEANING_UP_S) -> int:
    """Lock ``data`` and return the descriptor; raises AlreadyRunning.

    A supervisor that was killed leaves the lock to its guardian for a moment, so a lock whose owner is dead is waited
    for up to ``wait_s`` seconds.
    """
    descriptor = os.open(run_folder(data) / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    until = time.monotonic() + wait_s
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return descriptor
        except BlockingIOError:
            status = read_status(data)
            if is_alive(status.get("pid")) or time.monotonic() > until:
                os.close(descriptor)
                raise AlreadyRunning(_sentence(data, status)) from None
        time.sleep(0.05)


def run_folder(data: Path) -> Path:
    folder = data / "run"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.chmod(0o700)
    return folder


def write_status(data: Path, status: dict[str, Any]) -> None:
    path = run_folder(data) / "status.json"
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(status, indent=1))
    fresh.replace(path)


def read_status(data: Path) -> dict[str, Any]:
    """What the supervisor last wrote: pid, url, ready, children; empty when there is nothing to read."""
    try:
        status = json.loads((data / "run" / "status.json").read_text())
    except (OSError, ValueError):
        return {}
    return status if isinstance(status, dict) else {}


def is_alive(pid: object) -> bool:
    if not isinstance(pid, int):
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _sentence(data: Path, status: dict[str, Any]) -> str:
    who = f"process {status['pid']}, {status.get('url', '')}" if status.get("pid") else "another process"
    return (
        f"Stipple is already running on the data folder {data} ({who}). Stop it first (Ctrl-C there, or kill its "
        "process), or choose another folder with STIPPLE_DATA and another PORT."
    )
