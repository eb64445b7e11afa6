"""What a sync came to, in numbers, with the first files of each reason for which some were left out."""

from __future__ import annotations

from collections import Counter
from typing import Any

from backend.config.text import cleaned

FIRST = 5
LONGEST_TEXT = 300
ARCHIVE = "archive"
NUMBERS = (
    "listed", "unchanged", "refused_before", "added", "changed", "duplicates", "refused", "waiting", "failed", "gone",
    "vanished",
)  # fmt: skip


class Tally:
    """``listed`` = ``unchanged`` + ``added`` + ``duplicates`` + ``refused`` + ``waiting`` + ``failed`` + ``gone``.

    ``refused_before`` are those of the unchanged that were refused when they came; ``changed`` had other content
    before; ``vanished`` were there once and are not listed any more; ``gone`` went while the source was read.
    """

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.reasons: Counter[str] = Counter()
        self.first: dict[str, list[dict[str, str]]] = {}

    def leave_out(self, what: str, key: str, code: str, detail: str) -> None:
        """Count a file that was ``refused``, or that ``failed`` to be read."""
        self.counts[what] += 1
        self.reasons[code] += 1
        first = self.first.setdefault(code, [])
        if len(first) < FIRST:
            first.append({"key": cleaned(key)[:LONGEST_TEXT], "detail": cleaned(detail)[:LONGEST_TEXT]})

    def as_dict(self, passed_over: Counter[str]) -> dict[str, Any]:
        return {name: self.counts[name] for name in NUMBERS} | {
            "passed_over": dict(sorted(passed_over.items())),
            "reasons": dict(sorted(self.reasons.items())),
            "first": dict(sorted(self.first.items())),
        }

    def sentence(self) -> str:
        counts = self.counts
        parts = [f"{counts['added']} images added", f"{counts['unchanged']} of {counts['listed']} files known"]
        if counts["duplicates"]:
            parts.append(f"{counts['duplicates']} are in the project already")
        if archives := self.reasons[ARCHIVE]:
            parts.append(f"{archives} archives ignored (unpack them there, or upload them)")
        if others := counts["refused"] + counts["failed"] - self.reasons[ARCHIVE]:
            parts.append(f"{others} left out")
        if counts["refused_before"]:
            parts.append(f"{counts['refused_before']} left out before")
        if counts["waiting"]:
            parts.append(f"{counts['waiting']} still being written, left for the next sync")
        if counts["vanished"]:
            parts.append(f"{counts['vanished']} no longer there (their images stay)")
        return "; ".join(parts) + "."

    def numbers(self) -> dict[str, int]:
        return {name: self.counts[name] for name in NUMBERS}
