"""Everything that the process writes, opens or connects to while a block runs, as Python's audit events tell it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
CHANGING = {
    "os.mkdir": (0,), "os.rename": (0, 1), "os.link": (1,), "os.symlink": (1,), "os.remove": (0,), "os.rmdir": (0,),
    "os.chmod": (0,), "os.chown": (0,), "os.truncate": (0,), "shutil.rmtree": (0,), "shutil.move": (1,),
}  # fmt: skip
"""Events by name, with the places of the paths that they change."""


@dataclass
class Seen:
    written: set[Path] = field(default_factory=set)
    opened: set[Path] = field(default_factory=set)
    connected: list[Any] = field(default_factory=list)
    started: list[Any] = field(default_factory=list)

    def note(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            if isinstance(path, str | bytes | os.PathLike):
                (self.written if flags & WRITING else self.opened).add(_path(path))
        elif event in CHANGING:
            named = [arguments[place] for place in CHANGING[event]]
            if not any(type(other) is int and other >= 0 for other in arguments[len(named) :] if event != "os.chmod"):
                self.written |= {_path(path) for path in named if isinstance(path, str | bytes | os.PathLike)}
        elif event == "socket.connect":
            self.connected.append(arguments[1])
        elif event in ("subprocess.Popen", "os.system", "os.exec", "os.fork"):
            self.started.append(arguments)


_watching: list[Seen] = []
_is_hooked = False


@contextmanager
def watched() -> Iterator[Seen]:
    """A hook can never be taken away again: it stays, and does nothing outside of such blocks."""
    global _is_hooked
    if not _is_hooked:
        sys.addaudithook(lambda event, arguments: [seen.note(event, arguments) for seen in _watching] and None)
        _is_hooked = True
    seen = Seen()
    _watching.append(seen)
    try:
        yield seen
    finally:
        _watching.remove(seen)


def _path(path: Any) -> Path:
    return Path(os.path.abspath(os.fsdecode(path)))  # noqa: PTH100
