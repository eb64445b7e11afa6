"""The embedded product on a data folder of its own: started for a measurement, stopped and removed after it."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import psutil

from backend.config.env import REPOSITORY
from backend.operations.supervisor.lock import read_status

START_S = 180.0
STOP_S = 15.0
MEBIBYTE = 1 << 20
KEPT = ("STIPPLE_MODEL", "STIPPLE_ENGINE", "STIPPLE_DEVICE", "STIPPLE_THREADS", "STIPPLE_FEATURE_CACHE_MB")
"""What is measured may be chosen; where it runs may not."""


class NotStarted(RuntimeError):
    """The product did not come up; the message ends with what it printed."""


class TemporaryProduct:
    """Use as a context manager; ``url``, ``username`` and ``password`` open it. Raises NotStarted."""

    username = "admin"

    def __init__(self, variables: Mapping[str, str] | None = None) -> None:
        self.password = secrets.token_urlsafe(16)
        self.folder = Path(tempfile.mkdtemp(prefix="stipple-bench-"))
        self.data = self.folder / "data"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.output = self.folder / "output.txt"
        self.started_s = 0.0
        self._variables = dict(variables or {})
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self) -> None:
        """Start `manage.py run` and wait until every part is ready."""
        began = time.monotonic()
        with self.output.open("ab") as output:
            self._process = subprocess.Popen(
                [sys.executable, "manage.py", "run"],
                cwd=REPOSITORY,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        while not (self.status().get("ready") and self.status().get("pid") == self._process.pid):
            if self._process.poll() is not None or time.monotonic() - began > START_S:
                raise NotStarted(f"the product did not start in {START_S:.0f} s; it printed:\n{self.printed()}")
            time.sleep(0.05)
        self.started_s = time.monotonic() - began

    def manage(self, *arguments: str) -> None:
        """Run a command of manage.py on the same data."""
        command = [sys.executable, "manage.py", *arguments]
        subprocess.run(command, cwd=REPOSITORY, env=self._environment(), check=True, stdout=subprocess.DEVNULL)

    def stop(self, number: signal.Signals = signal.SIGTERM) -> None:
        if self._process is None or self._process.poll() is not None:
            return
        self._process.send_signal(number)
        try:
            self._process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def status(self) -> dict[str, Any]:
        return read_status(self.data)

    def printed(self) -> str:
        return "\n".join(self.output.read_text(errors="replace").splitlines()[-40:]) if self.output.exists() else ""

    def kill(self, name: str) -> int:
        """`kill -9` of a child by its name, once it is ready; returns the process id that died."""
        until = time.monotonic() + START_S
        while time.monotonic() < until:
            child = self.status()["children"][name]
            if child["ready"] and psutil.pid_exists(child["pid"]):
                os.kill(child["pid"], signal.SIGKILL)
                return int(child["pid"])
            time.sleep(0.02)
        raise NotStarted(f"{name} did not come back; the product printed:\n{self.printed()}")

    def rss_mb(self) -> dict[str, float]:
        """Resident memory of each child with its own children, and of all together."""
        table: dict[str, float] = {}
        for name, child in self.status()["children"].items():
            process = psutil.Process(child["pid"])
            family = [process, *process.children(recursive=True)]
            table[name] = round(sum(member.memory_info().rss for member in family) / MEBIBYTE, 1)
        return table | {"total": round(sum(table.values()), 1)}

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name in KEPT or not name.startswith("STIPPLE_")}
        mine = {
            "STIPPLE_DATA": str(self.data),
            "STIPPLE_ADMIN_PASSWORD": self.password,
            "PORT": str(self.port),
        }
        return kept | mine | self._variables


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
