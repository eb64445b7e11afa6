"""The report of an import: what came in is what was made, changed or there already, or is left out for a reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from backend.config.text import cleaned
from backend.formats.archive import Spool
from backend.formats.records import Problem

FIRST = 5
LONGEST_TEXT = 300
MEANINGS = {
    "not-read": "nothing in it is read in this format",
    "twice": "the same object stands in the files twice",
    "deleted-since": "an earlier import brought it and somebody has deleted it since",
    "covered": "objects on top of it or here before leave it no pixel, for masks are kept apart in this project",
    "image-accepted": "the image is accepted or gold; send it back or end its being gold first",
    "locked": "the object here is locked, or somebody is working on it",
    "size-differs": "the annotations are of another size than the image",
    "no-such-image": "no image of the project has this name, and it is not among the files",
    "empty-mask": "the mask holds no pixel",
}


class ImportReport:
    """Counts, and every problem, which are put aside on disk. Objects in = made + updated + unchanged + left out.

    ``first``: of each reason the first places, which the summary of the job tells without the whole report.
    """

    def __init__(self, folder: Path) -> None:
        self.counts: Counter[str] = Counter()
        self.reasons: Counter[str] = Counter()
        self.notes: Counter[str] = Counter()
        self.first: dict[str, list[dict[str, Any]]] = {}
        self.problems = Spool(folder)

    def leave_out(self, problem: Problem) -> None:
        """Count what ``problem`` says is left out, and list it."""
        self.reasons[problem.code] += max(problem.count, 1)
        line = _line(problem)
        self.problems.add(line)
        first = self.first.setdefault(problem.code, [])
        if len(first) < FIRST:
            first.append({name: _short(value) for name, value in line.items() if name != "code"})
        if problem.what == "file":
            self.counts["file_problems"] += 1
        if problem.what == "image":
            self.counts["images_left_out"] += 1
        self.counts["left_out"] += problem.count

    def as_dict(self, labels: dict[str, str | None], created: list[str], **about: Any) -> dict[str, Any]:
        """All but the problems."""
        counts = self.counts
        objects = ("made", "updated", "unchanged", "left_out")
        return about | {
            "images": {
                "in": counts["images_in"],
                "matched": counts["images_matched"],
                "added": counts["images_added"],
                "changed": counts["images_changed"],
                "left_out": counts["images_left_out"],
            },
            "objects": {"in": sum(counts[name] for name in objects)}
            | {name: counts[name] for name in objects}
            | {"removed": counts["removed"]},
            "labels": {"mapped": labels, "created": created},
            "reasons": dict(sorted(self.reasons.items())),
            "first": dict(sorted(self.first.items())),
            "notes": dict(sorted(self.notes.items())),
            "file_problems": counts["file_problems"],
        }

    def sentence(self) -> str:
        counts = self.counts
        parts = [f"{counts[name]} {name}" for name in ("made", "updated", "unchanged", "removed") if counts[name]]
        text = f"{counts['images_matched'] + counts['images_added']} images; objects: {', '.join(parts) or 'none'}"
        if self.reasons:
            text += "; left out: " + ", ".join(f"{n} {code}" for code, n in sorted(self.reasons.items()))
        return text + "."

    def pieces(self, summary: dict[str, Any]) -> Iterator[bytes]:
        """report.json, piece by piece."""
        whole = Spool(self.problems.folder)
        whole.add(summary)
        text = b"".join(whole.pieces()).strip()
        whole.close()
        yield text[:-1] + b',\n"problems":['
        yield from self.problems.pieces()
        yield b"]}\n"


def _line(problem: Problem) -> dict[str, Any]:
    return {
        **asdict(problem.place),
        "image": problem.image or None,
        "what": problem.what,
        "count": problem.count,
        "code": problem.code,
        "detail": problem.detail,
    }


def _short(value: Any) -> Any:
    """A text of somebody's file as every database keeps it."""
    return cleaned(value)[:LONGEST_TEXT] if isinstance(value, str) else value
