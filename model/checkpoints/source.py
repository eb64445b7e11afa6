"""What a person named (a published name, an address, a file) as a file on this disk, and where it came from."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from model.checkpoints.errors import CheckpointError
from model.checkpoints.fetch import fetch
from model.checkpoints.progress import Progress
from model.checkpoints.published import Published, find, find_url, published
from model.checkpoints.store import Store, sha256_of


@dataclass(frozen=True)
class Given:
    """A checkpoint file. ``kind``: published, url or file; ``row`` is set if it is a published one.

    is_new: it was downloaded just now, not on an earlier occasion.
    """

    kind: str
    path: Path
    sha256: str
    url: str | None = None
    row: Published | None = None
    is_new: bool = False

    @property
    def name(self) -> str:
        """A name for the model, where the person gives none."""
        if self.row and self.row.preset:
            return self.row.preset
        stem = Path(urlsplit(self.url).path).stem if self.url else self.path.stem
        return re.sub(r"[^a-z0-9_-]+", "-", stem.lower()).strip("-_")[:64] or "model"

    def written(self) -> dict[str, str | None]:
        """The ``source`` of a ``config.json``."""
        return {
            "kind": self.kind,
            "published": f"{self.row.family}/{self.row.name}" if self.row else None,
            "url": self.url,
            "file": None if self.url else self.path.name,
            "sha256": self.sha256,
        }


def address_of(text: str) -> str:
    """The address of a published name; any other text as it is."""
    row = find(text)
    return row.url if row else text


def locate(text: str, store: Store, sha256: str | None, progress: Progress) -> Given:
    """The file that ``text`` names, downloaded if need be.

    Raises CheckpointError ``unknown-name``, ``hash-mismatch`` and what :func:`fetch` raises.
    """
    row = find(text)
    if row or "://" in text:
        url = address_of(text)
        fetched = fetch(url, store, sha256, progress)
        kind = "published" if row else "url"
        return Given(kind, fetched.path, fetched.sha256, url, row or find_url(url), is_new=not fetched.was_there)
    path = Path(text)
    if path.is_dir():
        raise CheckpointError(
            "unknown-name", f"{path} is a folder; give a checkpoint file, or the .zip of a model folder"
        )
    if not path.is_file():
        near = difflib.get_close_matches(text, [row.name for row in published()], 3, 0.5)
        meant = f"; did you mean {' or '.join(near)}?" if near else ""
        raise CheckpointError(
            "unknown-name",
            f"{text!r} is neither a published name (`python -m model.checkpoints list`), nor an http address, nor a "
            f"file that exists{meant}",
        )
    digest = sha256_of(path)
    if sha256 and sha256.lower() != digest:
        raise CheckpointError("hash-mismatch", f"{path} has SHA-256 {digest}, expected {sha256}; download it again")
    return Given("file", path, digest)
