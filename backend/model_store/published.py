"""The published checkpoints that can be installed by name, and the numbers that were published with them.

Both are tables beside the code that installs them (model/checkpoints); they are read as data, never imported.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from backend.config.env import REPOSITORY

TABLES = REPOSITORY / "model" / "checkpoints"
INTERACTIVE = "preset:"
"""How the column ``use`` begins for weights of a whole interactive network; other rows are parts or other families."""


@dataclass(frozen=True)
class PublishedModel:
    name: str
    title: str
    preset: str
    url: str


@cache
def published_models() -> dict[str, PublishedModel]:
    """By name, in the order of the table; empty in a process that has no copy of it."""
    rows = _rows(TABLES / "published.tsv")
    found = (
        PublishedModel(row["name"], row["title"] or row["name"], row["use"].removeprefix(INTERACTIVE), row["url"])
        for row in rows
        if row["use"].startswith(INTERACTIVE)
    )
    return {model.name: model for model in found}


@cache
def published_numbers(preset: str) -> tuple[dict[str, Any], ...]:
    """{"dataset", "protocol", "source": "published", metric: value, ...} for each row about ``preset``."""
    return tuple(
        {"dataset": row["dataset"], "protocol": row["protocol"], "source": "published"}
        | ({"note": row["note"]} if row.get("note") else {})
        | dict(_metric(text) for text in row["metrics"].split())
        for row in _rows(TABLES / "published_numbers.tsv")
        if row["preset"] == preset
    )


def _metric(text: str) -> tuple[str, float]:
    name, _, value = text.rpartition("=")
    return name, float(value)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file, delimiter="\t")
