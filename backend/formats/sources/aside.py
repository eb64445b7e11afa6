"""Folders for what an import needs on disk for a while, below the data folder: a worker that is killed leaves them
behind, and the sweep takes them away. Who uses one holds a lock on it, which ends with the process."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings


def root() -> Path:
    return Path(settings.MEDIA_ROOT) / "unpacked"


@contextmanager
def folder(parent: Path | None = None) -> Iterator[Path]:
    """A new folder, for as long as the block runs."""
    parent = parent or root()
    parent.mkdir(parents=True, exist_ok=True)
    with _sweeping_apart(parent):
        path = Path(tempfile.mkdtemp(dir=parent, prefix="unpacked-"))
        lock = os.open(path, os.O_RDONLY)
        fcntl.flock(lock, fcntl.LOCK_EX)
    try:
        yield path
    finally:
        os.close(lock)
        shutil.rmtree(path, ignore_errors=True)


def sweep() -> None:
    """Remove the folders of processes that are gone."""
    if not root().is_dir():
        return
    with _sweeping_apart(root()):
        for path in root().iterdir():
            with suppress(FileNotFoundError, NotADirectoryError, BlockingIOError):
                lock = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    shutil.rmtree(path, ignore_errors=True)
                finally:
                    os.close(lock)


@contextmanager
def _sweeping_apart(parent: Path) -> Iterator[None]:
    """Nobody sweeps between the making of a folder and its lock."""
    lock = os.open(parent, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)
