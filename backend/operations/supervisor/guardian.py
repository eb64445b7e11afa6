"""Ends every child when the supervisor is gone, even after `kill -9`. A script on the standard library alone.

Its arguments are the process groups to look after from the start on. It reads lines from its standard input, a pipe
whose only writer is the supervisor: ``+123`` another group, ``-123`` one that has ended. The end of the pipe means that
the supervisor is gone: every group gets SIGTERM, and SIGKILL after GRACE_S. It holds the lock of the data folder (an
inherited descriptor) until that is done.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time

GRACE_S = 1.0


def watch(groups: set[int], lines: object) -> set[int]:
    """Follow the lines to the end of the pipe; return the process groups that are still registered."""
    for line in lines:  # type: ignore[attr-defined]
        sign, number = line[:1], int(line[1:])
        if sign == "+":
            groups.add(number)
        else:
            groups.discard(number)
    return groups


def end(groups: set[int], grace_s: float = GRACE_S) -> None:
    """SIGTERM to each group, SIGKILL to those still there after ``grace_s``."""
    left = {group for group in groups if _signal(group, signal.SIGTERM)}
    until = time.monotonic() + grace_s
    while left and time.monotonic() < until:
        time.sleep(0.02)
        left = {group for group in left if _signal(group, 0)}
    for group in left:
        _signal(group, signal.SIGKILL)


def _signal(group: int, number: int) -> bool:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)
        return True
    return False


if __name__ == "__main__":
    for _number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(_number, signal.SIG_IGN)
    end(watch({int(argument) for argument in sys.argv[1:]}, sys.stdin))
