"""What the children print: everything into rotating files, to the console only what a person should see."""

from __future__ import annotations

import os
import re
import sys
import time
from logging import LogRecord
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TextIO

FILE_BYTES = 5 << 20
FILES_KEPT = 3
COLOURS = {"stipple": "1;36", "web": "32", "interactive": "35", "batch": "33", "valkey": "34"}
LEVELS = re.compile(r"\b(DEBUG|INFO|NOTICE)\b|^worker: (Warm|Cold|Hot) shutdown")
INSIDE_A_TRACEBACK = re.compile(r"\s|Traceback \(most recent|During handling of the above|The above exception was")
ONLY_IN_FILES = ("valkey",)
NAME_WIDTH = 11


class Logs:
    """``show_all`` prints every line to the console, not only warnings, errors and lines without a level."""

    def __init__(self, folder: Path, console: TextIO | None = None, show_all: bool = False) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._folder = folder
        self._console = console or sys.stdout
        self._show_all = show_all
        self._is_coloured = self._console.isatty() and "NO_COLOR" not in os.environ
        self._files: dict[str, RotatingFileHandler] = {}

    def say(self, text: str) -> None:
        """A word of the supervisor's own: to the console and to stipple.log."""
        for line in text.splitlines():
            self._write_file("stipple", line)
            self._print("stipple", line)

    def child_line(self, name: str, line: str) -> None:
        self._write_file(name, line, with_time=False)
        if self._show_all or (name not in ONLY_IN_FILES and line.strip() and not is_quiet(line)):
            self._print(name, line)

    def tail(self, name: str, count: int) -> list[str]:
        path = self._folder / f"{name}.log"
        return path.read_text(errors="replace").splitlines()[-count:] if path.exists() else []

    def close(self) -> None:
        for handler in self._files.values():
            handler.close()

    def _print(self, name: str, line: str) -> None:
        prefix = f"{name:<{NAME_WIDTH}}| "
        if self._is_coloured:
            prefix = f"\x1b[{COLOURS.get(name, '0')}m{prefix}\x1b[0m"
        try:
            print(prefix + line, file=self._console, flush=True)
        except (OSError, ValueError):
            return  # the terminal is gone; the files have it all

    def _write_file(self, name: str, line: str, with_time: bool = True) -> None:
        if name not in self._files:
            path = self._folder / f"{name}.log"
            self._files[name] = RotatingFileHandler(path, maxBytes=FILE_BYTES, backupCount=FILES_KEPT, encoding="utf-8")
        text = f"{time.strftime('%Y-%m-%d %H:%M:%S')} {line}" if with_time else line
        self._files[name].emit(LogRecord(name, 20, "", 0, text, None, None))


def is_quiet(line: str) -> bool:
    """Below a warning (as Celery, uvicorn and structlog write it), or inside a traceback (its last line is shown)."""
    return LEVELS.search(line[:120]) is not None or INSIDE_A_TRACEBACK.match(line) is not None
