"""The store: the folder of an installation's models, its downloads and the hashes of what was downloaded.

::

    STORE/NAME/            a model folder, complete once it is there
    STORE/hashes.tsv       address, SHA-256, bytes, time of the first download
    STORE/.downloads/      files as published, and half of them; may be deleted at any time
    STORE/.locks/          one empty file per thing that only one process may make at a time
"""

from __future__ import annotations

import csv
import errno
import fcntl
import hashlib
import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from model.checkpoints.errors import CheckpointError

NAME = re.compile(r"[a-z0-9][a-z0-9_.-]{0,63}")
LOCK_POLL_S = 0.1
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@dataclass(frozen=True)
class Store:
    """The paths below ``root``, and what is remembered there."""

    root: Path

    def folder(self, name: str) -> Path:
        """The folder of model ``name``. Raises CheckpointError for a name that could leave the store."""
        if not NAME.fullmatch(name) or ".." in name:
            raise CheckpointError(
                "bad-name",
                f"{name!r} cannot be the name of a model: use at most 64 of a-z, 0-9, '_', '-' and '.', "
                "starting with a letter or digit (--name)",
            )
        return self.root / name

    def download(self, file_name: str) -> Path:
        """Where a downloaded file lies; its folder exists afterwards."""
        folder = self.root / ".downloads"
        folder.mkdir(parents=True, exist_ok=True)
        return folder / file_name

    @contextmanager
    def alone(self, what: str, waiting: Callable[[], None] = lambda: None) -> Iterator[None]:
        """Hold the lock of ``what`` among all processes; ``waiting`` is called once if another one holds it."""
        folder = self.root / ".locks"
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / f"{what}.lock").open("w") as file:
            told = False
            while True:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if not told:
                        waiting()
                        told = True
                    time.sleep(LOCK_POLL_S)
            yield

    def recorded_hash(self, url: str) -> str | None:
        """SHA-256 of the first download of ``url`` (or of the last one that was accepted by hand)."""
        path = self.root / "hashes.tsv"
        if not path.is_file():
            return None
        with path.open(newline="", encoding="utf-8") as file:
            found = [row[1] for row in csv.reader(file, delimiter="\t") if len(row) == 4 and row[0] == url]
        return found[-1] if found else None

    def record_hash(self, url: str, sha256: str, size_bytes: int) -> None:
        """Remember that ``url`` gave ``sha256``; does nothing if that is what is remembered."""
        with self.alone("hashes"):
            if self.recorded_hash(url) == sha256:
                return
            with (self.root / "hashes.tsv").open("a", newline="", encoding="utf-8") as file:
                now = datetime.now(UTC).isoformat(timespec="seconds")
                csv.writer(file, delimiter="\t", lineterminator="\n").writerow([url, sha256, size_bytes, now])
                file.flush()
                os.fsync(file.fileno())


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def storage_error(error: OSError, root: Path) -> CheckpointError:
    """What to tell a person when the store at ``root`` cannot be written."""
    if error.errno in FULL:
        return CheckpointError(
            "disk-full", f"the disk of {root} is full; make room and start again: a download goes on where it is"
        )
    return CheckpointError(
        "not-writable", f"the store {root} cannot be used ({error}); check who owns it, or choose another (--store)"
    )
