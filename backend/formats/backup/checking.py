"""A backup as somebody hands it over: what it says of itself, and whether all of it is as it was written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from backend.formats.backup.sealing import CHECKSUMS, MANIFEST
from backend.formats.backup.writing import LAYOUT
from backend.formats.json_stream import document
from backend.formats.sources import Files, Unreadable, opened

PIECE = 1 << 20
LONGEST_LINE = 256 << 20
OUTSIDE = frozenset({CHECKSUMS, MANIFEST})


@dataclass
class Checked:
    """``damaged``: what is wrong with files that cannot be trusted, by name."""

    files: Files
    manifest: dict[str, Any]
    damaged: dict[str, str] = field(default_factory=dict)

    @property
    def project_name(self) -> str:
        return str(self.manifest.get("project") or "Restored project")[:150]

    @property
    def counts(self) -> dict[str, int]:
        found = self.manifest.get("counts")
        return {key: n for key, n in found.items() if isinstance(n, int)} if isinstance(found, dict) else {}

    def json(self, name: str) -> Any:
        return document(self.files, name)

    def has(self, name: str) -> bool:
        return name in self.files.sizes and name not in self.damaged

    def names(self, folder: str) -> list[str]:
        """Those in a folder that can be trusted, in their order."""
        return [name for name in self.files.names if name.startswith(f"{folder}/") and name not in self.damaged]

    def lines(self, name: str) -> Iterator[Any]:
        """The values of a file of one JSON value a line. Raises Unreadable."""
        with self.files.open(name) as file:
            number = 0
            while line := file.readline(LONGEST_LINE):
                number += 1
                try:
                    yield json.loads(line)
                except (ValueError, RecursionError) as error:
                    raise Unreadable("damaged-backup", f"{name}, line {number}: {error}") from error


@contextmanager
def opened_backup(path: Path, name: str = "", aside: Path | None = None) -> Iterator[Checked]:
    """The backup at ``path``, as far as its manifest tells. Raises Unreadable where it is none, or breaks off."""
    with opened(path, name, aside=aside) as files:
        yield Checked(files, _manifest(files))


def check(backup: Checked, progress: Callable[[int, int], None]) -> None:
    """Read all of the backup once and note what is not as it was written."""
    sums = _checksums(backup)
    problems = {problem.place.file: problem.detail for problem in backup.files.problems}
    for done, (name, (digest, size)) in enumerate(sums.items()):
        progress(done, len(sums))
        if name not in backup.files.sizes:
            backup.damaged[name] = problems.get(name, "it is missing")
        elif wrong := _wrong_with(backup.files, name, digest, size):
            backup.damaged[name] = wrong
    for name in set(backup.files.names) - sums.keys() - OUTSIDE:
        backup.damaged[name] = "it is not among the checksums: somebody has added it"


def _manifest(files: Files) -> dict[str, Any]:
    if MANIFEST not in files.sizes:
        why = "it has no manifest.json; it was cut off, or is an export in another format"
        raise Unreadable("no-backup", f"this is no whole backup of Stipple: {why}")
    found = document(files, MANIFEST)
    layout = found.get("stipple_backup") if isinstance(found, dict) else None
    if type(layout) is not int:
        raise Unreadable("no-backup", "this is no backup of Stipple: its manifest.json does not say stipple_backup")
    if not 1 <= layout <= LAYOUT:
        detail = f"this backup has layout {layout}, and this Stipple reads layouts up to {LAYOUT}: update Stipple first"
        raise Unreadable("newer-backup", detail)
    return dict(found)


def _checksums(backup: Checked) -> dict[str, tuple[str, int]]:
    """(SHA-256, size) by name. Raises Unreadable where they were altered: then nothing can be trusted."""
    if CHECKSUMS not in backup.files.sizes:
        raise Unreadable("damaged-backup", f"{CHECKSUMS} is missing; without it nobody knows what was altered")
    content = backup.files.read(CHECKSUMS, LONGEST_LINE)
    if hashlib.sha256(content).hexdigest() != backup.manifest.get("checksums_sha256"):
        raise Unreadable(
            "damaged-backup", f"{CHECKSUMS} is not as it was written; nothing in the backup can be trusted"
        )
    rows = (line.split(" ", 2) for line in content.decode().splitlines())
    return {name: (digest, int(size)) for digest, size, name in rows}


def _wrong_with(files: Files, name: str, digest: str, size: int) -> str:
    if files.sizes[name] != size:
        return f"it has {files.sizes[name]:,} bytes; {size:,} were written"
    found = hashlib.sha256()
    try:
        with files.open(name) as file:
            while piece := file.read(PIECE):
                found.update(piece)
    except Unreadable as error:
        return error.detail
    return "" if found.hexdigest() == digest else "its content was altered"
