"""Which images train a model, which ones choose its settings, and which ones judge it. Pure.

By hash: an image's place between 0 and 100 is a number made of the seed and of the SHA-256 of its content, so that it
stays in its split in every later version with the same seed and shares, whatever is added, removed or annotated, and
the same photo under another name goes the same way. By tag: people say it; where an image has the tags of several
splits, it is kept from training.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

SPLITS = ("train", "val", "test")
RULES = ("none", "hash", "tag")
STRONGEST_FIRST = ("test", "val", "train")
LARGEST_SEED = 2**31 - 1
STEPS = 2**32


@dataclass(frozen=True)
class SplitRule:
    """``shares`` are percentages by split that add up to 100, ``tags`` the keys of tags by split."""

    by: str = "none"
    shares: Mapping[str, int] | None = None
    seed: int = 0
    tags: Mapping[str, str] | None = None

    @staticmethod
    def of(stored: Mapping[str, Any]) -> SplitRule:
        tags = {split: tag.casefold() for split, tag in stored.get("tags", {}).items()}
        return SplitRule(stored.get("by", "none"), stored.get("shares"), stored.get("seed", 0), tags)

    def split_of(self, sha256: str, tag_keys: Collection[str]) -> str:
        """The split of an image with that content and those tags; empty: none."""
        if self.by == "hash" and self.shares is not None:
            return _by_place(place(self.seed, sha256), self.shares)
        if self.by == "tag" and self.tags is not None:
            return next((split for split in STRONGEST_FIRST if self.tags.get(split) in tag_keys), "")
        return ""


def place(seed: int, sha256: str) -> float:
    """Where in [0, 100) an image stands, evenly spread and always the same."""
    digest = hashlib.sha256(f"{seed}:{sha256}".encode()).digest()
    return int.from_bytes(digest[:4], "big") * 100 / STEPS


def _by_place(at: float, shares: Mapping[str, int]) -> str:
    end = 0
    for split in SPLITS:
        end += shares.get(split, 0)
        if at < end:
            return split
    return ""
