"""One supervised process: what to start (ChildSpec), and the life of its present incarnation (Child)."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from backend.operations.supervisor.backoff import Backoff
from backend.operations.supervisor.readiness import Readiness

PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


@dataclass(frozen=True)
class ChildSpec:
    """``stop_s``: how long it may take to end after SIGTERM. ``rank``: lower ranks stop first."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]
    readiness: Readiness
    rank: int
    stop_s: float
    nice: int = 0
    descriptors: tuple[int, ...] = ()
    ready_key: str = ""


@dataclass
class Child:
    """The process of a spec; ``process`` is None between a death and the next start at ``start_at``."""

    spec: ChildSpec
    process: subprocess.Popen[bytes] | None = None
    is_ready: bool = False
    is_late: bool = False
    restarts: int = 0
    backoff: Backoff = field(default_factory=Backoff)
    started_at: float = 0.0
    ready_at: float = 0.0
    start_at: float = 0.0
    partial_line: bytes = b""

    def start(self, working_folder: str) -> None:
        """Start in a session of its own (Ctrl-C in the terminal reaches the supervisor alone)."""
        self.process = subprocess.Popen(
            self.spec.command,
            env=dict(self.spec.environment),
            cwd=working_folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            pass_fds=self.spec.descriptors,
            preexec_fn=die_with(os.getpid(), self.spec.nice),
            bufsize=0,
        )
        assert self.process.stdout
        os.set_blocking(self.process.stdout.fileno(), False)
        self.is_ready = False
        self.is_late = False
        self.started_at = time.monotonic()

    def became_ready(self) -> None:
        self.is_ready = True
        self.ready_at = time.monotonic()

    def died(self) -> float:
        """Note the death and plan the next start; returns how long the process lived, in seconds."""
        now = time.monotonic()
        self.backoff = self.backoff.after_death(now - self.ready_at if self.is_ready else 0.0)
        self.start_at = now + self.backoff.delay_s
        self.restarts += 1
        self.process = None
        self.is_ready = False
        self.partial_line = b""
        return now - self.started_at

    def read_lines(self) -> list[str]:
        """The complete lines printed since the last call."""
        assert self.process and self.process.stdout
        while chunk := _read(self.process.stdout.fileno()):
            self.partial_line += chunk
        *lines, self.partial_line = self.partial_line.split(b"\n")
        return [line.decode(errors="replace").rstrip() for line in lines]

    def kill_group(self, number: int = signal.SIGKILL) -> None:
        """Signal the whole process group, so also what the child has started itself."""
        if self.process:
            kill_group(self.process.pid, number)


def kill_group(group: int, number: int = signal.SIGKILL) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)


def die_with(parent: int, nice: int = 0) -> Callable[[], None]:
    """What a child does between fork and exec: on Linux the kernel kills it when the thread that forked it dies."""

    def prepare() -> None:
        if _LIBC is not None:
            _LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
            if os.getppid() != parent:
                os._exit(1)
        if nice:
            os.nice(nice)

    return prepare


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except BlockingIOError:
        return b""
