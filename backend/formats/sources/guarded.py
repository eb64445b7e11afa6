"""A file inside an archive, whose damage shows only while it is read."""

from __future__ import annotations

import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from typing import IO, Any

DAMAGE = (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError)


class Unreadable(Exception):
    """A file that cannot be used as a whole; ``code`` for programs, the sentence for people."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


class Guarded(io.RawIOBase):
    """Reads ``file``, which has ``size`` bytes and never more; ``tick`` is called at each piece. Damage becomes
    Unreadable."""

    def __init__(self, file: IO[bytes], name: str, size: int, tick: Callable[[], None]) -> None:
        self._file, self._name, self._left, self._tick = file, name, size, tick

    def buffered(self) -> IO[bytes]:
        return io.BufferedReader(self, 1 << 18)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        view = memoryview(buffer)
        try:
            piece = self._file.read(min(len(view), self._left + 1))
        except DAMAGE as error:
            raise Unreadable("damaged-archive", f"{self._name} is damaged ({error}); pack it again") from error
        self._left -= len(piece)
        if self._left < 0:
            raise Unreadable("damaged-archive", f"{self._name} holds more than the archive says; pack it again")
        view[: len(piece)] = piece
        self._tick()
        return len(piece)

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()
