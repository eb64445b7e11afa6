"""A run on disk: settings, log, summary. ``images.jsonl`` is the marker of what is finished, so a killed run goes on.

The lines of an image's interactions are on disk before the line that says it is finished; what a kill left without
that line is dropped when the run continues. Both files are in the order of the data set once the run is complete.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Container, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from model.evaluation.log import Interaction, Recorded, SessionEnd

RUN, INTERACTIONS, IMAGES, SUMMARY = "run.json", "interactions.jsonl", "images.jsonl", "summary.json"
CIRCUMSTANCES = ("every", "limit", "processes", "threads", "versions", "machine", "date")
"""What may differ when a run continues: ``run.json`` then says how it was continued. What is finished stays."""

T = TypeVar("T", Interaction, SessionEnd)


class RunFolder:
    """The run in ``folder``, begun or continued; ``recorded`` holds every finished session, earlier ones included."""

    def __init__(self, folder: Path, description: Mapping[str, Any], images: Container[int] | None = None) -> None:
        """Begin or continue. ``description`` goes into ``run.json``; ``images``: what the run is about (None: all).

        Raises ValueError, naming what differs, for a folder that was made with other settings or holds other images,
        and for damaged files.
        """
        if folder.exists() and not folder.is_dir():
            raise ValueError(f"{folder} is a file; give a folder")
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        if (folder / RUN).is_file():
            _check_same(folder, read_description(folder), description)
        elif any((folder / name).exists() for name in (INTERACTIONS, IMAGES)):
            raise ValueError(f"{folder} holds a log but no {RUN}; give an empty folder")
        self.recorded = read_log(folder)
        _check_no_others(folder, self.recorded, images)
        write_json(folder / RUN, description)
        self._rewrite()

    def append(self, sessions: Iterable[Recorded]) -> None:
        """Write down all sessions of one image."""
        sessions = list(sessions)
        self.recorded += sessions
        _append(self.folder / INTERACTIONS, (row.to_row() for done in sessions for row in done.interactions))
        _append(self.folder / IMAGES, (done.end.to_row() for done in sessions))

    def finish(self) -> None:
        """Bring the log into the order of the data set."""
        self._rewrite()

    def _rewrite(self) -> None:
        self.recorded.sort(key=lambda done: done.key)
        rows = [row.to_row() for done in self.recorded for row in done.interactions]
        for name, lines in ((INTERACTIONS, rows), (IMAGES, [done.end.to_row() for done in self.recorded])):
            fresh = self.folder / f"{name}.new"
            fresh.write_text("".join(_line(row) for row in lines), encoding="utf-8")
            fresh.replace(self.folder / name)


def read_description(folder: Path) -> dict[str, Any]:
    """What ``run.json`` of ``folder`` says. Raises FileNotFoundError without one, ValueError for a damaged one."""
    path = folder / RUN
    if not path.is_file():
        raise FileNotFoundError(f"{path} is missing; give a folder that `python -m model.evaluate --out` wrote")
    return read_json(path)


def read_json(path: Path) -> dict[str, Any]:
    """The object in ``path``. Raises OSError, and ValueError, naming the file, where it holds none."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as problem:
        raise ValueError(f"{path} is damaged ({problem}); run again in a new folder") from None
    if not isinstance(value, dict):
        raise ValueError(f"{path} holds a {type(value).__name__} instead of an object; run again in a new folder")
    return value


def read_log(folder: Path) -> list[Recorded]:
    """The finished sessions in ``folder``: of images whose sessions are all there, with all their interactions."""
    interactions: dict[tuple[int, str], list[Interaction]] = {}
    for row in _rows(folder / INTERACTIONS, Interaction.from_row):
        interactions.setdefault((row.loader_index, row.image_id), []).append(row)
    images: dict[int, list[Recorded]] = {}
    for end in _rows(folder / IMAGES, SessionEnd.from_row):
        done = Recorded(end, interactions.get((end.loader_index, end.image_id), []))
        if len(done.interactions) == end.interactions:
            images.setdefault(end.loader_index, []).append(done)
    return [done for sessions in images.values() if len(sessions) == sessions[0].end.sessions for done in sessions]


def write_json(path: Path, value: Mapping[str, Any]) -> None:
    """Write ``value`` so that a reader finds the old file or the new one, never a part."""
    fresh = path.with_name(path.name + ".new")
    fresh.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    fresh.replace(path)


def _check_same(folder: Path, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
    names = [name for name in {**old, **new} if name not in CIRCUMSTANCES and old.get(name) != new.get(name)]
    if names:
        told = "; ".join(f"{name} was {old.get(name)!r} and is {new.get(name)!r}" for name in names)
        raise ValueError(f"{folder} holds a run with other settings: {told}. Give another folder, or the same settings")


def _check_no_others(folder: Path, recorded: Iterable[Recorded], images: Container[int] | None) -> None:
    others = {done.end.loader_index for done in recorded if images is not None and done.end.loader_index not in images}
    if others:
        raise ValueError(
            f"{folder} holds finished images ({len(others)}) that this --limit or --every leaves out; give another "
            "folder, or settings that include them"
        )


def _rows(path: Path, made_of: Callable[[Mapping[str, Any]], T]) -> list[T]:
    """The JSON lines of ``path``; a last one that a kill cut short is left out."""
    if not path.is_file():
        return []
    lines = path.read_text(encoding="utf-8").split("\n")
    rows = []
    for number, line in enumerate(lines[:-1], start=1):  # behind the last line break is nothing or half a line
        try:
            rows.append(made_of(json.loads(line)))
        except (ValueError, TypeError) as problem:
            raise ValueError(
                f"{path}, line {number}, is no line of a log: {problem}; run again in a new folder"
            ) from None
    return rows


def _append(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    with path.open("a", encoding="utf-8") as out:
        out.write("".join(_line(row) for row in rows))
        out.flush()
        os.fsync(out.fileno())


def _line(row: Mapping[str, Any]) -> str:
    return json.dumps(row, separators=(",", ":")) + "\n"
