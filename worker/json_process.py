"""A command that prints JSON lines, in a process of its own that never outlives this one.

Whoever reads the lines may end it by an exception: then it is asked to end, so that it removes what is half made, and
after END_S it is killed with all that it has started.
"""

from __future__ import annotations

import json
import logging
import os
import selectors
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Generator, Iterator, Mapping
from typing import IO, Any

from backend.config.env import REPOSITORY
from backend.operations.supervisor.child import die_with, kill_group

log = logging.getLogger(__name__)

END_S = 5.0
LAST_WORDS_BYTES = 4000


class ProcessFailed(RuntimeError):
    """The process ended badly and did not say why in a line; the message holds its last words."""


def json_lines(
    command: list[str], beat: Callable[[], object], every_s: float, variables: Mapping[str, str] | None = None
) -> Generator[dict[str, Any], None, None]:
    """What the command prints, a JSON object a line; ``beat`` is called every ``every_s`` and may raise to end it.

    ``variables`` are added to the environment. Raises ProcessFailed unless it ends well or a line said why it failed.
    """
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            command,
            cwd=REPOSITORY,
            env={**os.environ, **(variables or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            start_new_session=True,
            preexec_fn=die_with(os.getpid()),
        )
        said_why = False
        try:
            for text in _printed(process, beat, every_s):
                line = _parsed(text)
                if line is not None:
                    said_why = line.get("stage") == "failed"
                    yield line
            code = process.wait()
        finally:
            _end(process)
        if code and not said_why:
            raise ProcessFailed(_last_words(errors, code))


def _printed(process: subprocess.Popen[bytes], beat: Callable[[], object], every_s: float) -> Iterator[bytes]:
    assert process.stdout is not None
    rest, next_s = b"", 0.0
    with selectors.DefaultSelector() as selector, process.stdout as output:
        selector.register(output, selectors.EVENT_READ)
        while True:
            if time.monotonic() >= next_s:
                beat()
                next_s = time.monotonic() + every_s
            if not selector.select(every_s):
                continue
            chunk = os.read(output.fileno(), 65536)
            if not chunk:
                return
            *lines, rest = (rest + chunk).split(b"\n")
            yield from lines


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ask the process to end, so that it removes what is half made; kill it and all that it has started after END_S."""
    if process.poll() is None:
        kill_group(process.pid, signal.SIGTERM)
        try:
            process.wait(END_S)
        except subprocess.TimeoutExpired:
            log.warning("process %s does not end; killing it", process.pid)
    kill_group(process.pid)
    process.wait()


def _parsed(text: bytes) -> dict[str, Any] | None:
    try:
        line = json.loads(text)
    except ValueError:
        return None
    return line if isinstance(line, dict) else None


def _last_words(errors: IO[bytes], code: int) -> str:
    errors.seek(0, os.SEEK_END)
    errors.seek(max(0, errors.tell() - LAST_WORDS_BYTES))
    lines = [line for line in errors.read().decode(errors="replace").splitlines() if line.strip()]
    how = f"was killed by signal {-code}" if code < 0 else f"ended with code {code}"
    word = lines[-1].strip().rstrip(".") if lines else "no message"
    hint = " Install deploy/requirements/train.txt where the batch worker runs." if "ModuleNotFound" in word else ""
    return f"The process {how}: {word}.{hint}"
