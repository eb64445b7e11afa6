"""A read-only set of files by name, whatever holds them. Readers see nothing else of the archive."""

from __future__ import annotations

import codecs
import io
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import PurePosixPath
from typing import IO, Any

from backend.formats.records import Place, Problem
from backend.formats.sources.guarded import DAMAGE, Guarded, Unreadable

LARGEST_WHOLE = 256 << 20
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff", ".gif", ".heic", ".heif"})


class Files:
    """``sizes``: bytes by name; names are relative, with "/" between folders, and safe to show. ``open_named`` opens
    one for reading. ``problems``: what of the archive cannot be used; ``used``: names that somebody has read."""

    def __init__(
        self, sizes: Mapping[str, int], open_named: Callable[[str], IO[bytes]], problems: list[Problem] | None = None
    ) -> None:
        self.sizes = dict(sizes)
        self.names = sorted(sizes)
        self.problems = problems or []
        self.memo: dict[Any, Any] = {}
        self._masks: set[str] = set()
        self._lent: dict[str, bytes] = {}
        self.tick: Callable[[], None] = lambda: None
        self.used: set[str] = set()
        self._is_peeking = False
        self._open = open_named

    def open(self, name: str) -> IO[bytes]:
        """Its bytes, to be read piece by piece; ``tick`` is called at each. Raises Unreadable where the archive is
        damaged there."""
        if not self._is_peeking:
            self.used.add(name)
        if name in self._lent:
            return io.BytesIO(self._lent[name])
        try:
            return Guarded(self._open(name), name, self.sizes[name], self._ticked).buffered()
        except (*DAMAGE, RuntimeError) as error:
            raise Unreadable("damaged-archive", f"{name} cannot be unpacked ({error}); pack it again") from error

    @contextmanager
    def peeking(self) -> Iterator[None]:
        """What is opened meanwhile is only looked at, to tell what it is: that makes it none of those ``used``."""
        before, self._is_peeking = self._is_peeking, True
        try:
            yield
        finally:
            self._is_peeking = before

    def lend(self, name: str, content: bytes) -> str:
        """A photo that stands inside of another file: it can be opened as ``name`` until the next one is lent."""
        for old in self._lent:
            del self.sizes[old]
        self._lent = {name: content}
        self.sizes[name] = len(content)
        return name

    def _ticked(self) -> None:
        self.tick()

    def read(self, name: str, limit: int = LARGEST_WHOLE) -> bytes:
        """All of it; Unreadable where it is larger than ``limit`` bytes. For files that belong to one image."""
        if self.sizes[name] > limit:
            raise Unreadable("too-large", f"{name} has {self.sizes[name]:,} bytes; at most {limit:,} are read at once")
        with self.open(name) as file:
            return file.read()

    def text(self, name: str) -> str:
        """All of it as text: UTF-8, or as its byte order mark says, or else Latin-1, which nothing can break."""
        content = self.read(name)
        encoding = encoding_of(content[:4])
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            return content.decode("latin-1")

    def lines(self, name: str) -> Iterator[tuple[int, str]]:
        """(number from 1, line without its end and surrounding blanks) of each line that is not empty."""
        for number, line in enumerate(io.StringIO(self.text(name)), 1):
            if stripped := line.strip():
                yield number, stripped

    def ending(self, *suffixes: str) -> list[str]:
        """Names that end so, upper and lower case alike: ``.json``, ``/labels.txt``."""
        wanted = tuple(suffix.casefold() for suffix in suffixes)
        return [name for name in self.names if f"/{name}".casefold().endswith(wanted)]

    def pictures(self) -> list[str]:
        """Names that end as images do."""
        return [name for name in self.names if PurePosixPath(name).suffix.casefold() in PICTURES]

    def beside(self, name: str, other: str) -> str | None:
        """``other``, a path relative to the folder of ``name``, as it is called here; None where it is not."""
        parts: list[str] = []
        for part in (*PurePosixPath(name).parent.parts, *other.replace("\\", "/").split("/")):
            if part == ".." and parts:
                parts.pop()
            elif part not in (".", "..", ""):
                parts.append(part)
        return self._by_folded.get("/".join(parts).casefold())

    def picture_called(self, file_name: str) -> str | None:
        """The one image file that annotations call ``file_name``: the longest common end of both paths decides, upper
        and lower case alike; without an extension, any. None where there is none, or several are as good."""
        wanted = [part for part in file_name.casefold().replace("\\", "/").split("/") if part not in (".", "..", "")]
        if not wanted:
            return None
        by_stem = {} if has_extension(wanted[-1]) else self._photos_by_stem
        found = self._photos_by_name.get(wanted[-1]) or by_stem.get(wanted[-1], [])
        scored = sorted(((_common_end(wanted[:-1], name), name) for name in found), reverse=True)
        if not scored or (len(scored) > 1 and scored[0][0] == scored[1][0]):
            return None
        return scored[0][1]

    @cached_property
    def _by_folded(self) -> dict[str, str]:
        return {name.casefold(): name for name in self.names}

    def set_aside(self, names: Iterable[str]) -> None:
        """These pictures are masks: no photo is looked for among them."""
        self._masks.update(names)
        self.__dict__.pop("_photos_by_name", None)
        self.__dict__.pop("_photos_by_stem", None)

    def photos(self) -> list[str]:
        """The pictures that nobody has set aside."""
        return [name for name in self.pictures() if name not in self._masks]

    @cached_property
    def _photos_by_name(self) -> dict[str, list[str]]:
        found = defaultdict(list)
        for name in self.photos():
            found[PurePosixPath(name).name.casefold()].append(name)
        return found

    @cached_property
    def _photos_by_stem(self) -> dict[str, list[str]]:
        found = defaultdict(list)
        for name in self.photos():
            found[stem_of(PurePosixPath(name).name.casefold())].append(name)
        return found


def encoding_of(head: bytes) -> str:
    return next((name for mark, name in BOMS if head.startswith(mark)), "utf-8")


def stem_of(name: str) -> str:
    """``name`` without an extension that images have; dots that are part of a name stay."""
    path = PurePosixPath(name)
    return path.stem if path.suffix.casefold() in PICTURES else path.name


def has_extension(name: str) -> bool:
    return PurePosixPath(name).suffix.casefold() in PICTURES


def _common_end(folders: list[str], name: str) -> int:
    others = [part.casefold() for part in PurePosixPath(name).parts[:-1]]
    count = 0
    while count < min(len(folders), len(others)) and folders[-1 - count] == others[-1 - count]:
        count += 1
    return count


def file_problem(name: str, code: str, detail: str) -> Problem:
    return Problem(Place(name), code, detail, "file", count=0)
