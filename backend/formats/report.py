"""report.json of an export: how many images and objects went in and came out, and why the others did not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

LISTED_AT_MOST = 1000
REASONS = {
    "not-ready": "the image is still being processed, or its processing failed",
    "no-mask": "the object has clicks but no mask yet",
    "empty-mask": "the mask holds no pixel",
    "bad-mask": "the stored mask cannot be decoded at the size of its image",
    "proposal": "nobody has accepted this proposal yet",
}


@dataclass
class Report:
    images_in: int = 0
    images_out: int = 0
    objects_in: int = 0
    left_out: list[dict[str, Any]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def objects_left_out(self) -> int:
        return sum(count for reason, count in self.counts.items() if reason != "not-ready")

    def leave_out(self, reason: str, image: str, thing: str | None = None) -> None:
        """Count an image, or an object of it, that is not in the export."""
        self.counts[reason] += 1
        if len(self.left_out) < LISTED_AT_MOST:
            self.left_out.append({"image": image, "object": thing, "reason": reason})

    def as_dict(self, objects_out: dict[str, int], notes: Sequence[str]) -> dict[str, Any]:
        return {
            "images": {"in": self.images_in, "out": self.images_out},
            "objects": {"in": self.objects_in, "out": objects_out, "left_out": self.objects_left_out},
            "reasons": {reason: {"count": n, "means": REASONS[reason]} for reason, n in sorted(self.counts.items())},
            "left_out": self.left_out,
            "left_out_is_complete": sum(self.counts.values()) <= LISTED_AT_MOST,
            "notes": list(notes),
        }

    def sentence(self) -> str:
        text = f"{self.images_out} images, {self.objects_in - self.objects_left_out} objects"
        if sum(self.counts.values()):
            reasons = ", ".join(f"{n} {reason}" for reason, n in sorted(self.counts.items()))
            text += f"; left out: {reasons} (see report.json)"
        return text + "."
