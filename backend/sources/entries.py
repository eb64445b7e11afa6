"""What a source lists, what can go wrong with it, and the shape that every kind of source has."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

Tick = Callable[[], None]
"""Called often during long work; it may raise to stop it."""


@dataclass(frozen=True)
class Entry:
    """One file of a source. ``raw`` are the bytes of its key, ``key`` is these as text. ``modified_s`` (since 1970) is
    None where files appear whole or not at all, as objects of buckets do."""

    key: str
    raw: bytes
    size_bytes: int
    stamp: str
    modified_s: float | None = None

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.raw).hexdigest()


class Place(Protocol):
    """A source as it can be read. ``passed_over`` counts what is no file to look at, by reason."""

    passed_over: Counter[str]

    def entries(self, tick: Tick) -> Iterator[Entry]:
        """Every file, one after the other, never all at once in memory; raises Unreachable."""

    def pieces(self, entry: Entry) -> Iterator[bytes]:
        """Its content; raises Unreadable, Gone or Changing. Called from several threads at a time."""


class Unreachable(Exception):
    """The source cannot be listed: why, and what to do."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


class Unreadable(Exception):
    """One file cannot be read now; the next sync tries again."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


class Gone(Exception):
    """The file was there when the source was listed, and is not any more."""


class Changing(Exception):
    """The file changed while it was read."""
