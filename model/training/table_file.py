"""A CSV file that a run adds to, and that a continued run cuts back to where its checkpoint is."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path


class TableFile:
    """Rows of named numbers with a ``step``; every row is on disk when ``add`` returns. Opened at step ``done``."""

    def __init__(self, path: Path, done: int) -> None:
        self._path = path
        self._columns: list[str] = []
        if path.exists():
            self._cut(done)

    def add(self, row: Mapping[str, float | int]) -> None:
        """Append ``row``; the first one names the columns. Raises ValueError where later ones have others."""
        if not self._columns:
            self._columns = list(row)
            self._path.write_text(",".join(self._columns) + "\n")
        if list(row) != self._columns:
            raise ValueError(f"{self._path} has columns {', '.join(self._columns)}, not {', '.join(row)}")
        with self._path.open("a") as file:
            file.write(",".join(str(value) for value in row.values()) + "\n")

    def _cut(self, done: int) -> None:
        """Drop rows after step ``done``, and a last line that a kill left unfinished."""
        text = self._path.read_text()
        lines = text[: text.rfind("\n") + 1].splitlines()
        if not lines or done == 0:
            self._path.unlink()
            return
        self._columns = lines[0].split(",")
        place = self._columns.index("step")
        kept = [line for line in lines[1:] if int(line.split(",")[place]) <= done]
        partial = self._path.with_suffix(".partial")
        partial.write_text("\n".join([lines[0], *kept]) + "\n")
        partial.replace(self._path)


def read_table(path: Path) -> list[dict[str, float]]:
    """The rows of such a file."""
    with path.open(newline="") as file:
        return [{name: float(value) for name, value in row.items()} for row in csv.DictReader(file)]
