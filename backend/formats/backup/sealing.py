"""An archive whose every entry is noted with its size and SHA-256, so that what was altered shows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from backend.formats.archive import Archive, TextSpool

CHECKSUMS = "checksums.txt"
MANIFEST = "manifest.json"


class Sealing:
    """Writes entries into ``archive``; ``close`` adds the checksums and, last of all, the manifest."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self._sums = TextSpool(archive.folder)
        self.file_count = 0

    def write_json(self, name: str, value: Any) -> None:
        self.write(name, [json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass")])

    def write_lines(self, name: str, values: Iterable[Any]) -> None:
        """One JSON value a line."""
        self.write(name, (json.dumps(value, separators=(",", ":")).encode() + b"\n" for value in values))

    def write(self, name: str, pieces: Iterable[bytes], *, is_packed: bool = False) -> None:
        """``is_packed`` content (photos) is stored as it is."""
        digest, size = hashlib.sha256(), 0

        def noted() -> Iterator[bytes]:
            nonlocal size
            for piece in pieces:
                digest.update(piece)
                size += len(piece)
                yield piece

        self.archive.write_pieces(name, noted(), is_packed=is_packed)
        self._sums.add(f"{digest.hexdigest()} {size} {name}\n")
        self.file_count += 1

    def close(self, manifest: dict[str, Any]) -> None:
        digest = hashlib.sha256()
        for piece in self._sums.pieces():
            digest.update(piece)
        self.archive.write_pieces(CHECKSUMS, self._sums.pieces())
        self._sums.close()
        about = manifest | {"files": self.file_count, "checksums_sha256": digest.hexdigest()}
        self.archive.write_json(MANIFEST, about)
