"""Things that belong together but stand far apart in a file, gathered on disk: memory stays flat."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack
from hashlib import blake2b
from types import TracebackType
from typing import Any

from backend.formats.sources import aside

BATCH_CHARACTERS = 1 << 20
ROW_CHARACTERS = 200  # what a row costs beside its text


class Groups:
    """JSON values by group, in the order in which they were added; use as a context manager. Add all, then take."""

    def __init__(self) -> None:
        self._open = ExitStack()
        self._rows = sqlite3.connect(self._open.enter_context(aside.folder()) / "groups.sqlite")
        self._rows.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;")
        self._rows.execute("CREATE TABLE item (kind TEXT, key TEXT, value TEXT)")
        self._waiting: list[tuple[str, str, str]] = []
        self._characters = 0
        self._keys: set[int] = set()
        self._is_indexed = False

    def __enter__(self) -> Groups:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._rows.close()
        self._open.close()

    def add(self, kind: str, key: Any, value: Any) -> None:
        self._waiting.append((kind, _text(key), json.dumps(value)))
        self._characters += len(self._waiting[-1][2]) + ROW_CHARACTERS
        if self._characters >= BATCH_CHARACTERS:
            self._flush()

    def is_new(self, kind: str, key: Any) -> bool:
        """True when this is asked for the first time; for keys that are to be distinct, such as images' ids. Of each
        8 bytes are kept: that two of a million share them has a chance of one in 30 million."""
        before = len(self._keys)
        self._keys.add(int.from_bytes(blake2b(f"{kind} {_text(key)}".encode(), digest_size=8).digest(), "big"))
        return len(self._keys) > before

    def take(self, kind: str, key: Any) -> list[Any]:
        """All values of a group; none where there is no such group."""
        self._index()
        found = self._rows.execute(
            "SELECT value FROM item WHERE kind = ? AND key = ? ORDER BY rowid", (kind, _text(key))
        )
        return [json.loads(text) for (text,) in found]

    def walk(self, kind: str) -> Iterator[Any]:
        """All values of a kind in the order in which they were added."""
        self._index()
        last = 0
        while True:
            query = "SELECT rowid, value FROM item WHERE rowid > ? AND +kind = ? ORDER BY rowid LIMIT 500"
            found = self._rows.execute(query, (last, kind)).fetchall()
            yield from (json.loads(text) for _, text in found)
            if not found:
                return
            last = found[-1][0]

    def without(self, kind: str, other: str) -> Iterator[Any]:
        """Values of ``kind`` whose group has nothing of the kind ``other``."""
        self._index()
        query = (
            "SELECT value FROM item AS one WHERE kind = ? AND NOT EXISTS"
            " (SELECT 1 FROM item AS two WHERE two.kind = ? AND two.key = one.key) ORDER BY rowid"
        )
        for (text,) in self._rows.execute(query, (kind, other)):
            yield json.loads(text)

    def _index(self) -> None:
        self._flush()
        if not self._is_indexed:
            self._rows.execute("CREATE INDEX item_by_key ON item (kind, key)")
            self._is_indexed = True

    def _flush(self) -> None:
        self._rows.executemany("INSERT INTO item VALUES (?, ?, ?)", self._waiting)
        self._waiting.clear()
        self._characters = 0


def _text(key: Any) -> str:
    """Ids are numbers in one file and text in the next: 7 and "7" are one."""
    return str(key).encode("utf-8", "replace").decode()
