"""What a version holds, counted while it is made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from backend.versions.frozen import FrozenObject


class Tally:
    """``counts``: {"images", "objects"}, the same by split in "splits", objects by label ("": none) and split in
    "labels", images by state in "states", and objects that are in no version, by reason, in "left_out"."""

    def __init__(self) -> None:
        self.images: Counter[str] = Counter()
        self.objects: Counter[str] = Counter()
        self.labels: dict[str, Counter[str]] = {}
        self.states: Counter[str] = Counter()
        self.left_out: Counter[str] = Counter()

    def add(self, split: str, state: str, things: Iterable[FrozenObject]) -> None:
        self.images[split] += 1
        self.states[state] += 1
        for thing in things:
            self.objects[split] += 1
            self.labels.setdefault(str(thing.label or ""), Counter())[split] += 1

    def counts(self) -> dict[str, Any]:
        splits = {split: {"images": n, "objects": self.objects[split]} for split, n in sorted(self.images.items())}
        return {
            "images": self.images.total(),
            "objects": self.objects.total(),
            "splits": splits,
            "labels": {label: dict(sorted(found.items())) for label, found in sorted(self.labels.items())},
            "states": dict(sorted(self.states.items())),
            "left_out": dict(sorted(self.left_out.items())),
        }
