"""Downloads that go on after a broken connection (RFC 9110, ranges) and are checked before they get their name."""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import IO

from stipple import models
from stipple.effects import Answer, Flow, Pause, Receive, Request
from stipple.errors import BrokenDownload, JobFailed, ServerRefused, StippleError, Unreachable

FRUITLESS = 8
PAUSE_S, LONGEST_PAUSE_S = 0.5, 20.0
RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+)")

Progress = Callable[[int, int | None], None]
"""Called with the bytes that are here and, where it is known, the bytes in all."""


def download_result(job: models.Job, path: Path, progress: Progress | None = None) -> Flow[Path]:
    """The result of a job that is done, to ``path``; into ``path`` under the server's name where it is a folder."""
    if job["result"] is None:
        raise JobFailed(job)
    return (yield from download(job["result"], path, etag=f'"{job["id"]}"', progress=progress))


def download(address: str, path: Path, *, etag: str | None = None, progress: Progress | None = None) -> Flow[Path]:
    """``etag``, of the answer that is expected, lets a download of another process be gone on with.

    Raises BrokenDownload where what came is damaged; nothing lies at the path then that was not there before.
    """
    partial = _Partial(path, address, etag)
    fruitless = 0
    try:
        while True:
            before = partial.size
            try:
                yield Receive(
                    Request("GET", address, headers=partial.headers()), partial.begin, partial.receive(progress)
                )
                break
            except Unreachable:
                partial.close()
                fruitless = fruitless + 1 if partial.size <= before else 0
                if fruitless >= FRUITLESS:
                    raise
                yield Pause(min(PAUSE_S * 2**fruitless, LONGEST_PAUSE_S))
            except ServerRefused as error:
                if error.status != 416 or not partial.size:
                    raise
                partial.restart()
        return partial.finish()
    finally:
        partial.close()


class _Partial:
    """The file while it grows, beside where it will be: ``.NAME.KEY.part``."""

    def __init__(self, path: Path, address: str, etag: str | None) -> None:
        self.wanted = path
        self.etag = etag
        self.total: int | None = None
        self.name = ""
        self.file: IO[bytes] | None = None
        folder = path if path.is_dir() else path.parent
        if not folder.is_dir():
            raise StippleError(f"There is no folder {folder} to write into; make it first.")
        key = re.sub(r"[^A-Za-z0-9]+", "-", etag or f"{os.getpid()}-{address}").strip("-")[-60:]
        self.path = folder / f".{'' if path.is_dir() else path.name + '.'}{key}.part"
        if etag is None:
            self.path.unlink(missing_ok=True)

    @property
    def size(self) -> int:
        return self.path.stat().st_size if self.path.exists() else 0

    def headers(self) -> dict[str, str]:
        """A server that has something else by now sends all of it."""
        headers = {"Accept-Encoding": "identity"}
        if self.size and self.etag:
            headers |= {"Range": f"bytes={self.size}-", "If-Range": self.etag}
        return headers

    def begin(self, head: Answer) -> None:
        self.etag = head.headers.get("etag", self.etag)
        self.name = _file_name(head.headers.get("content-disposition", ""))
        place = RANGE.fullmatch(head.headers.get("content-range", ""))
        if head.status == 206 and place is not None and int(place[1]) == self.size:
            self.total = int(place[3])
            self.file = self.path.open("ab")
        elif head.status == 206:
            raise BrokenDownload(f"The server sent {head.headers.get('content-range')!r} in place of what is missing.")
        else:
            length = head.headers.get("content-length", "")
            self.total = int(length) if length.isdigit() else None
            self.file = self.path.open("wb")

    def receive(self, progress: Progress | None) -> Callable[[bytes], None]:
        def piece(content: bytes) -> None:
            assert self.file is not None
            self.file.write(content)
            if progress:
                progress(self.file.tell(), self.total)

        return piece

    def restart(self) -> None:
        self.close()
        self.path.unlink(missing_ok=True)

    def close(self) -> None:
        if self.file is not None:
            self.file.close()
            self.file = None

    def finish(self) -> Path:
        self.close()
        try:
            self._check()
        except BrokenDownload:
            self.path.unlink(missing_ok=True)
            raise
        target = self.wanted / (self.name or "download") if self.wanted.is_dir() else self.wanted
        self.path.replace(target)
        return target

    def _check(self) -> None:
        if self.total is not None and self.size != self.total:
            raise BrokenDownload(f"{self.size} of {self.total} bytes came; download it again.")
        if self.name.endswith(".zip"):
            try:
                with zipfile.ZipFile(self.path) as archive:
                    damaged = archive.testzip()
            except zipfile.BadZipFile as error:
                raise BrokenDownload(f"The archive is damaged ({error}); download it again.") from None
            if damaged:
                raise BrokenDownload(f"{damaged} in the archive is damaged; download it again.")


def _file_name(disposition: str) -> str:
    """Of Content-Disposition, without any folder."""
    found = re.search(r'filename="?([^";]+)"?', disposition)
    return Path(found[1].replace("\\", "/")).name if found else ""
