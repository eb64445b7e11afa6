"""The bytes of unfinished uploads: one file each below ``MEDIA_ROOT/uploads``, whose size is the offset.

Whoever writes holds the lock of the file, across processes; a second one is told so at once. A piece that comes with a
checksum is written aside first: what is not verified never counts as arrived.
"""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO
from uuid import UUID

from django.conf import settings

from backend.config.problems import Code, Problem
from backend.images.storage import sync_folder
from backend.uploads.checksum import Checksum

PIECE_BYTES = 1 << 20
BUSY_RETRY_S = 1.0

Read = Callable[[int], bytes]
"""At most so many bytes of the request; none at its end. Raises OSError where the connection broke."""


def folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "uploads"


def path_of(key: UUID | str) -> Path:
    return folder() / str(key)


def aside_of(key: UUID | str) -> Path:
    return folder() / f"{key}.piece"


def create(key: UUID) -> None:
    folder().mkdir(parents=True, exist_ok=True)
    with disk_full_told():
        path_of(key).open("xb").close()
        sync_folder(folder())


def remove(key: UUID | str) -> None:
    for path in (path_of(key), aside_of(key)):
        path.unlink(missing_ok=True)


def offset_of(key: UUID) -> int:
    """How many bytes have arrived: on the disk from here on. Problem 410 where the file is gone."""
    with _opened(key) as file:
        os.fsync(file.fileno())
        return os.fstat(file.fileno()).st_size


@contextmanager
def held(key: UUID) -> Iterator[IO[bytes]]:
    """The file, for one writer at a time. Problem 423 while another holds it, 410 where it is gone."""
    with _opened(key) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            detail = "Another request is writing to this upload. Ask for its offset again in a moment, and go on there."
            raise Problem(Code.UPLOAD_BUSY, detail, 423, retry_after_s=BUSY_RETRY_S) from None
        yield file


def append(file: IO[bytes], read: Read, most_bytes: int) -> None:
    """Write what comes, as it comes: whatever ends this early, what was written stays and counts.

    Problem 413 for more than ``most_bytes``, 507 when the disk is full, 410 when the upload was ended meanwhile.
    """
    with disk_full_told():
        try:
            while piece := read(PIECE_BYTES):
                most_bytes -= len(piece)
                if most_bytes < 0:
                    raise Problem(Code.TOO_LARGE, "More comes than the upload was begun with (Upload-Length).", 413)
                if os.fstat(file.fileno()).st_nlink == 0:
                    raise gone()
                _write(file, piece)
        finally:
            os.fsync(file.fileno())


def append_verified(key: UUID, file: IO[bytes], read: Read, most_bytes: int, checksum: Checksum) -> None:
    """Append the whole body, or nothing where it breaks off or is not what ``checksum`` says (Problem 460)."""
    aside = aside_of(key)
    try:
        with aside.open("w+b", buffering=0) as piece:
            append(piece, checksum.watch(read), most_bytes)
            checksum.check()
            piece.seek(0)
            append(file, piece.read, most_bytes)
    finally:
        aside.unlink(missing_ok=True)


@contextmanager
def disk_full_told() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise disk_full() from error
        raise


def disk_full() -> Problem:
    detail = "The disk of the server is full. What has arrived is kept: ask an operator to make room, then go on."
    return Problem(Code.DISK_FULL, detail, 507, retry_after_s=30)


def gone() -> Problem:
    return Problem(Code.UPLOAD_GONE, "This upload was ended or is past its time. Begin it again.", 410)


@contextmanager
def _opened(key: UUID) -> Iterator[IO[bytes]]:
    """Never creates it."""
    try:
        descriptor = os.open(path_of(key), os.O_WRONLY | os.O_APPEND)
    except FileNotFoundError:
        raise gone() from None
    with open(descriptor, "wb", buffering=0) as file:
        yield file


def _write(file: IO[bytes], piece: bytes) -> None:
    rest = memoryview(piece)
    while rest:
        rest = rest[file.write(rest) :]


def names() -> list[str]:
    """The keys of all files that lie here."""
    found: set[str] = set()
    with suppress(FileNotFoundError):
        found = {path.name.removesuffix(".piece") for path in folder().iterdir()}
    return sorted(found)
