"""Metadata of many images from a CSV table: a column ``name`` with their names, one more for each value.

An empty cell leaves what is there. Images of one name all get the values of its line. A line that cannot be used is
left out and told of; the others go in.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone

from backend.config.problems import Code, Problem
from backend.config.text import cleaned
from backend.images.metadata import Value, changed, checked, checked_name, read
from backend.images.models import Image
from backend.projects.models import Project

COLUMN = "name"
CHUNK = 500
MOST_LINES = 100_000
SHOWN = 20

Line = tuple[int, str, dict[str, Value]]


@dataclass
class TableReport:
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    problems: list[dict[str, Any]] = field(default_factory=list)

    def refuse(self, line: int, detail: str) -> None:
        self.refused += 1
        if len(self.problems) < SHOWN:
            self.problems.append({"line": line, "detail": detail})


def do_import_table(project: Project, text: str) -> TableReport:
    """Set what the table says; Problem 400 where it is no table, or has too many lines."""
    report = TableReport()
    lines = _lines(text, report)
    while chunk := list(islice(lines, CHUNK)):
        with transaction.atomic():
            _apply(project, chunk, report)
    report.problems.sort(key=lambda problem: problem["line"])
    return report


def _apply(project: Project, lines: list[Line], report: TableReport) -> None:
    rows: dict[str, list[Image]] = defaultdict(list)
    found = Image.objects.filter(project=project, replica=0, name__in={name for _, name, _ in lines})
    for image in found.select_for_update(of=("self",)).order_by("pk").only("pk", "name", "metadata"):
        rows[image.name].append(image)
    touched: dict[object, Image] = {}
    for number, name, values in lines:
        if name not in rows:
            report.refuse(number, f"There is no image called {name[:100]!r} here.")
        for image in rows.get(name, ()):
            try:
                after = changed(image.metadata, values, ())
            except Problem as problem:
                report.refuse(number, f"{name[:100]}: {problem.sentence}")
                continue
            if after == image.metadata:
                report.unchanged += 1
                continue
            image.metadata, image.updated = after, timezone.now()
            report.changed += image.pk not in touched
            touched[image.pk] = image
    Image.objects.bulk_update(touched.values(), ["metadata", "updated"], batch_size=CHUNK)


def _lines(text: str, report: TableReport) -> Iterator[Line]:
    table = csv.reader(io.StringIO(text.removeprefix("\ufeff")), strict=True)
    try:
        columns = _columns(next(table, []))
        for cells in table:
            if table.line_num > MOST_LINES:
                detail = f"A table has at most {MOST_LINES} lines; what stands before that is done. Divide it."
                raise Problem(Code.TOO_LARGE, detail)
            if any(cells) and (line := _line(table.line_num, columns, cells, report)) is not None:
                yield line
    except csv.Error as error:
        detail = f"Line {table.line_num} is no CSV ({error}); what stands before it is done."
        raise Problem(Code.INVALID, detail) from None


def _columns(cells: list[str]) -> list[str]:
    names = [cleaned(cell).strip() for cell in cells]
    if COLUMN not in names:
        raise Problem(Code.INVALID, "The first line must name the columns, one of them `name`, divided by commas.")
    columns = [name if name == COLUMN else checked_name(name) for name in names]
    if len(set(columns)) < len(columns):
        raise Problem(Code.INVALID, "Two columns of the table have the same name.")
    if len(columns) == 1:
        raise Problem(Code.INVALID, "The table has no column beside `name`; add one for each value.")
    return columns


def _line(number: int, columns: list[str], cells: list[str], report: TableReport) -> Line | None:
    if len(cells) != len(columns):
        report.refuse(number, f"It has {len(cells)} cells; the first line has {len(columns)}.")
        return None
    row: Mapping[str, str] = dict(zip(columns, (cleaned(cell).strip() for cell in cells), strict=True))
    values = {name: read(cell) for name, cell in row.items() if name != COLUMN and cell}
    try:
        return number, row[COLUMN], checked(values)
    except Problem as problem:
        report.refuse(number, problem.sentence)
        return None
