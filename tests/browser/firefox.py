"""The Firefox of this machine (Debian's firefox-esr, or another), started headless on a profile of its own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.browser.bidi import Connection, connected

NAMES = ("firefox-esr", "firefox")
START_S = 60.0
ADDRESS = re.compile(r"WebDriver BiDi listening on (ws://\S+)")


def find_firefox() -> str | None:
    return os.environ.get("STIPPLE_FIREFOX") or next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def firefox(path: str) -> Iterator[Connection]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "profile").mkdir()
        command = [path, "--headless", "--no-remote", "--profile", str(home / "profile"), "--remote-debugging-port=0"]
        environment = os.environ | {"HOME": folder, "MOZ_CRASHREPORTER_DISABLE": "1"}
        process = subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        try:
            with connected(f"{_address(process)}/session") as connection:
                yield connection
        finally:
            process.terminate()
            process.wait(START_S)


def _address(process: subprocess.Popen[str]) -> str:
    """What Firefox prints once it listens. Raises RuntimeError with all that it printed when it ends before that."""
    assert process.stderr is not None
    printed: list[str] = []
    for line in process.stderr:
        printed.append(line)
        if found := ADDRESS.search(line):
            return found[1]
    raise RuntimeError(f"Firefox did not start; it printed:\n{''.join(printed)}")
