"""The statistics as CSV files: one table each. Text that a spreadsheet would run as a formula is made plain text."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from typing import Any

from backend.review import statistics
from backend.review.period import Period
from backend.review.statistics import DONE, Row, Scope
from backend.review.team_projects import team_projects

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
FIGURES = (
    "images", "reworked", "objects", "seconds", "clicks", "strokes", "accepted", "rejected", "fixed_objects",
    "seconds_per_object", "clicks_per_object", "acceptance",
)  # fmt: skip


def table(name: str, scope: Scope, period: Period) -> str:
    """The table ``name`` of TEAM_TABLES with a line of headings, as RFC 4180 has it."""
    columns, rows = TEAM_TABLES[name]
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(columns)
    writer.writerows([_cell(row.get(column)) for column in columns] for row in rows(scope, period))
    return written.getvalue()


def _cell(value: Any) -> Any:
    """A quote before what starts like a formula: spreadsheets then show it as it is. Numbers stay numbers."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value


def _people(scope: Scope, period: Period) -> Iterable[Row]:
    rows = statistics.people(scope, period)
    return ({"person": row["person"]["name"], "id": row["person"]["id"]} | _without(row, "person") for row in rows)


def _labels(scope: Scope, period: Period) -> Iterable[Row]:
    return ({"label": row["name"]} | row for row in statistics.labels(scope, period))


def _projects(scope: Scope, period: Period) -> Iterable[Row]:
    for row in team_projects(scope, period):
        counts = {"all_images": sum(row["states"].values()), "done_images": sum(row["states"][state] for state in DONE)}
        yield {"project": row["project"]["name"], "id": row["project"]["id"]} | counts | _without(row, "project")


def _without(row: Row, name: str) -> Row:
    return {key: value for key, value in row.items() if key != name}


Table = tuple[tuple[str, ...], Callable[[Scope, Period], Iterable[Row]]]

TABLES: dict[str, Table] = {
    "people": (("person", "id", *FIGURES, "gold_score", "gold_count", "agreement"), _people),
    "daily": (("day", *FIGURES), statistics.daily),
    "labels": (("label", "label_id", "project", "objects"), _labels),
    "agreement": (("week", "kind", "comparisons", "mean_iou", "dice", "pq"), statistics.agreement),
}
TEAM_TABLES: dict[str, Table] = TABLES | {
    "projects": (("project", "id", *FIGURES, "gold_score", "agreement", "all_images", "done_images"), _projects),
}
