"""The Firefox of this machine (Debian's firefox-esr, or another), started headless on a profile of its own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import time
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
        printed = home / "printed.txt"
        with printed.open("wb") as output:
            process = subprocess.Popen(command, env=environment, stdout=output, stderr=subprocess.STDOUT)
        try:
            with connected(f"{_address(process, printed)}/session") as connection:
                yield connection
        finally:
            process.terminate()
            try:
                process.wait(START_S)
            except subprocess.TimeoutExpired:
                process.kill()


def _address(process: subprocess.Popen[bytes], printed: Path) -> str:
    """What Firefox prints once it listens. Raises RuntimeError with all that it printed when it does not start."""
    until = time.monotonic() + START_S
    while process.poll() is None and time.monotonic() < until:
        if found := ADDRESS.search(printed.read_text(errors="replace")):
            return found[1]
        time.sleep(0.05)
    raise RuntimeError(f"Firefox did not start; it printed:\n{printed.read_text(errors='replace')}")
