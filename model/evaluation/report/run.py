"""A run as the report reads it: what was run, its figures, and its log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from model.evaluation.log import Recorded
from model.evaluation.run_folder import SUMMARY, read_description, read_json, read_log
from model.evaluation.settings import MULTI_PROTOCOLS


@dataclass(frozen=True)
class Run:
    """``description`` is run.json and ``summary`` summary.json, as they were written; ``folder`` names the run.

    ``sessions`` has at least one: an image with several objects gives a single-object protocol one per object.
    """

    folder: str
    description: Mapping[str, Any]
    summary: Mapping[str, Any]
    sessions: tuple[Recorded, ...]

    @property
    def model(self) -> str:
        return str(self.summary["model"])

    @property
    def protocol(self) -> str:
        return str(self.description["protocol"])

    @property
    def is_multi(self) -> bool:
        """Whether the objects of an image share one session."""
        return self.protocol in MULTI_PROTOCOLS

    @property
    def metrics(self) -> Mapping[str, Any]:
        metrics: Mapping[str, Any] = self.summary["metrics"]
        return metrics


def read_run(folder: Path) -> Run:
    """Read the run in ``folder``. Raises FileNotFoundError where a file is missing, ValueError where one is damaged."""
    sessions = tuple(sorted(read_log(folder), key=lambda session: session.key))
    if not sessions:
        raise ValueError(f"{folder} holds no finished image; let the evaluation finish at least one, then report again")
    path = folder / SUMMARY
    if not path.is_file():
        raise FileNotFoundError(f"{path} is missing; run the evaluation again with the same --out to finish it")
    return Run(folder.resolve().name, read_description(folder), read_json(path), sessions)


def mean_iou(ious: Sequence[float]) -> float:
    """Of at least one object."""
    return sum(ious) / len(ious)


def clicks_of(session: Recorded) -> list[tuple[int, int, int]]:
    """(row, column, owner) of every click in order; owner -1 is the background."""
    clicks = []
    for row in session.interactions:
        clicks += [(y, x, owner) for y, x, _, owner in row.initial_clicks or ()]
        if row.y is not None and row.x is not None and row.owner is not None:
            clicks.append((row.y, row.x, row.owner))
    return clicks
