"""What the library wants done, as values: the logic is generators of these, and either client carries them out.

So there is one logic for both: a *flow* yields an effect, is sent its outcome (or thrown the error), and returns.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
SAFE = frozenset({"GET", "HEAD", "PUT", "DELETE"})


@dataclass(frozen=True)
class Request:
    """``files`` go as multipart/form-data in the field ``files``, read from disk as they are sent, under their names
    here. ``is_repeatable``: doing it twice does no more than once; None: as the method promises."""

    method: str
    path: str
    params: Mapping[str, Any] = field(default_factory=dict)
    json: Any = None
    content: bytes | None = None
    files: tuple[tuple[str, Path], ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    timeout_s: float | None = None
    is_repeatable: bool | None = None

    @property
    def may_repeat(self) -> bool:
        return self.method in SAFE if self.is_repeatable is None else self.is_repeatable

    @property
    def where(self) -> str:
        return f"{self.method} {self.path.split('?')[0]}"


@dataclass(frozen=True)
class Answer:
    """``headers`` have names in lower case; ``body`` is empty where it went piece by piece to a ``Receive``."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""

    def json(self) -> Any:
        return json.loads(self.body) if self.body else None


@dataclass(frozen=True)
class Receive:
    """A request whose good answer comes in pieces: ``begin`` gets its head, ``piece`` what follows."""

    request: Request
    begin: Callable[[Answer], None]
    piece: Callable[[bytes], None]


@dataclass(frozen=True)
class Pause:
    seconds: float


Effect = Request | Receive | Pause
Flow = Generator[Effect, Any, T]


def ask(method: str, path: str, **options: Any) -> Flow[Any]:
    """A request, and the JSON of its answer."""
    answer: Answer = yield Request(method, path, **options)
    return answer.json()


def given(**fields: Any) -> dict[str, Any]:
    """The fields that the caller has named, for a request."""
    return {name: value for name, value in fields.items() if value is not None}
