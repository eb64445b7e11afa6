"""The published checkpoints (``published.tsv``): names, addresses, and what this version can do with each."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("published.tsv")
NUMBERS = Path(__file__).with_name("published_numbers.tsv")


@dataclass(frozen=True)
class Published:
    """One published file, and what it is for.

    ``preset``: the interactive network that it fits. ``backbone``: the kind that it initialises. ``universal``: the
    preset of ``model.universal`` that it fits.
    """

    family: str
    name: str
    title: str
    url: str
    preset: str | None = None
    backbone: str | None = None
    universal: str | None = None


@dataclass(frozen=True)
class PublishedNumber:
    """Figures that the authors published for ``preset``: not measured here. mIoU is in percent."""

    preset: str
    dataset: str
    protocol: str
    metrics: dict[str, float]
    note: str


@cache
def published() -> tuple[Published, ...]:
    """Every row of the table, in its order."""
    with TABLE.open(newline="", encoding="utf-8") as file:
        return tuple(_row(values) for values in csv.DictReader(file, delimiter="\t", strict=True))


def find(name: str) -> Published | None:
    """The row of ``name``: its own name (``swin_tiny``), ``family/name``, or its preset (``dynamite_swin_tiny``)."""
    for row in published():
        if name in (row.name, f"{row.family}/{row.name}", row.preset):
            return row
    return None


def find_url(url: str) -> Published | None:
    """The row whose address is ``url``."""
    return next((row for row in published() if row.url == url), None)


@cache
def numbers() -> tuple[PublishedNumber, ...]:
    with NUMBERS.open(newline="", encoding="utf-8") as file:
        return tuple(
            PublishedNumber(row["preset"], row["dataset"], row["protocol"], _metrics(row["metrics"]), row["note"])
            for row in csv.DictReader(file, delimiter="\t", strict=True)
        )


def numbers_of(preset: str) -> Sequence[PublishedNumber]:
    return [number for number in numbers() if number.preset == preset]


def _row(values: dict[str, str]) -> Published:
    purpose, _, what = values["use"].partition(":")
    return Published(
        family=values["family"],
        name=values["name"],
        title=values["title"] or values["name"],
        url=values["url"],
        preset=what if purpose == "preset" else None,
        backbone=what if purpose == "backbone" else None,
        universal=what if purpose == "universal" else None,
    )


def _metrics(text: str) -> dict[str, float]:
    return {name: float(value) for name, value in (part.split("=") for part in text.split())}
