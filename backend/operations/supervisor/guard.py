"""The supervisor's end of the guardian's pipe: registers process groups, and replaces a guardian that died."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).with_name("guardian.py")


class Guard:
    def __init__(self, lock_descriptor: int) -> None:
        self._lock_descriptor = lock_descriptor
        self._groups: set[int] = set()
        self._process = self._start()

    @property
    def pid(self) -> int:
        return self._process.pid

    def add(self, group: int) -> None:
        self._groups.add(group)
        self._write(f"+{group}\n")

    def remove(self, group: int) -> None:
        self._groups.discard(group)
        self._write(f"-{group}\n")

    def check(self) -> None:
        """Start another guardian when this one has been killed."""
        if self._process.poll() is not None:
            self._process = self._start()

    def close(self) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(5)

    def _start(self) -> subprocess.Popen[bytes]:
        """It knows every group from its first moment on, for the supervisor may be killed in the next one."""
        command = [sys.executable, "-I", "-S", str(SCRIPT), *map(str, self._groups)]
        return subprocess.Popen(
            command, stdin=subprocess.PIPE, start_new_session=True, pass_fds=[self._lock_descriptor], bufsize=0
        )

    def _write(self, line: str) -> None:
        assert self._process.stdin
        try:
            self._process.stdin.write(line.encode())
        except BrokenPipeError:
            self._process.wait(5)
            self.check()
