"""How far a step is: a callable, drawn as a bar on a terminal or printed as JSON lines for a program."""

from __future__ import annotations

import json
import sys
import time
from typing import TYPE_CHECKING, Any, Protocol, TextIO

if TYPE_CHECKING:
    from tqdm import tqdm


class Progress(Protocol):
    """``done`` of ``total`` bytes or steps of ``stage`` (fetch, verify, convert, export); ``total`` may be unknown."""

    def __call__(self, stage: str, done: int, total: int | None, detail: str = "") -> None: ...


def silent(stage: str, done: int, total: int | None, detail: str = "") -> None:
    """Tell nobody."""


class JsonLines:
    """One JSON object a line: at most five a second, but always the last one of a stage and every new detail."""

    INTERVAL_S = 0.2

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stdout
        self._last: tuple[str, str] | None = None
        self._next_s = 0.0

    def __call__(self, stage: str, done: int, total: int | None, detail: str = "") -> None:
        now_s = time.monotonic()
        if (stage, detail) == self._last and done != total and now_s < self._next_s:
            return
        self._last, self._next_s = (stage, detail), now_s + self.INTERVAL_S
        self.write({"stage": stage, "done": done, "total": total, "detail": detail})

    def write(self, line: dict[str, Any]) -> None:
        """Print ``line`` at once; the last line of a run says ``ready`` or ``failed``."""
        print(json.dumps(line), file=self._stream, flush=True)


class Bars:
    """A bar per stage on standard error; tqdm leaves it out where that is not a terminal."""

    def __init__(self) -> None:
        self._stage = ""
        self._bar: tqdm[Any] | None = None

    def __call__(self, stage: str, done: int, total: int | None, detail: str = "") -> None:
        if stage != self._stage or self._bar is None:
            from tqdm import tqdm  # a worker without train.txt installs archives of model folders all the same

            self.close()
            in_bytes = stage == "fetch"
            self._bar = tqdm(
                desc=stage,
                initial=done,
                total=total,
                unit="B" if in_bytes else "step",
                unit_scale=in_bytes,
                disable=None,
            )
            self._stage = stage
        self._bar.total = total
        self._bar.set_postfix_str(detail, refresh=False)
        self._bar.update(done - self._bar.n)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None
