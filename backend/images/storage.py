"""Files of images, addressed by the SHA-256 of their content.

``MEDIA_ROOT/<first two digits>/<sha256>/`` holds ``original`` and what is made from it: ``thumbnail.webp``,
``display.webp`` (absent where browsers can show the original as it is) and ``tiles/``. The same content in several
projects lies here once. Files appear whole or not at all: written aside, synced, then renamed.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

from backend.images.sniffing import HEAD_BYTES


def folder(sha256: str) -> Path:
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256


def original(sha256: str) -> Path:
    return folder(sha256) / "original"


def thumbnail(sha256: str) -> Path:
    return folder(sha256) / "thumbnail.webp"


def rendered_display(sha256: str) -> Path:
    return folder(sha256) / "display.webp"


def display(sha256: str) -> Path:
    """What the editor shows and the model sees: the rendered version, or the original where none was needed."""
    rendered = rendered_display(sha256)
    return rendered if rendered.exists() else original(sha256)


def tile(sha256: str, z: int, x: int, y: int) -> Path:
    return folder(sha256) / "tiles" / str(z) / f"{x}_{y}.webp"


def incoming_folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "incoming"


class Incoming:
    """A file on its way in: written and hashed piece by piece, never whole in memory."""

    def __init__(self) -> None:
        incoming_folder().mkdir(parents=True, exist_ok=True)
        self.path = incoming_folder() / uuid.uuid4().hex
        self.head = b""
        self.size_bytes = 0
        self._hash = hashlib.sha256()
        self._file = self.path.open("xb")

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()

    def write(self, piece: bytes) -> None:
        if len(self.head) < HEAD_BYTES:
            self.head += piece[: HEAD_BYTES - len(self.head)]
        self._hash.update(piece)
        self._file.write(piece)
        self.size_bytes += len(piece)

    def close(self) -> None:
        """Nothing more will be written; on disk from here on."""
        if not self._file.closed:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()

    def keep(self) -> None:
        """Make the content the original of its address; a no-op when that content is there already."""
        self.close()
        target = original(self.sha256)
        target.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            os.link(self.path, target)
            sync_folder(target.parent)

    def discard(self) -> None:
        if not self._file.closed:
            self._file.close()
        self.path.unlink(missing_ok=True)


class Arrived(Incoming):
    """A file that lies whole at ``path`` already, read once for its hash."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size_bytes = path.stat().st_size
        self._file = path.open("rb")  # type: ignore[assignment]
        self._hash = hashlib.file_digest(self._file, "sha256")


@contextmanager
def locked(sha256: str) -> Iterator[None]:
    """Hold the address: whoever adds or removes content there goes one after the other, across processes."""
    parent = folder(sha256).parent
    parent.mkdir(parents=True, exist_ok=True)
    with (parent / ".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def write_atomically(path: Path, content: bytes, is_synced: bool = True) -> None:
    """Write ``content`` to ``path``; ``is_synced`` waits for the disk (not worth it for the thousands of tiles)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    try:
        with aside.open("xb") as file:
            file.write(content)
            if is_synced:
                file.flush()
                os.fsync(file.fileno())
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def remove(sha256: str) -> None:
    """Remove everything at the address. The caller holds ``locked`` and knows that no image uses it."""
    shutil.rmtree(folder(sha256), ignore_errors=True)


def sweep_incoming(older_than_s: float = 24 * 3600) -> None:
    """Remove what broken uploads left behind."""
    if not incoming_folder().is_dir():
        return
    for path in incoming_folder().iterdir():
        with suppress(FileNotFoundError):
            if time.time() - path.stat().st_mtime > older_than_s:
                path.unlink()


def sync_folder(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
