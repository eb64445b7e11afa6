"""New ids for old ones, wherever a log, an object or a frozen content names them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

UUID_TEXT = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Renaming:
    """``labels``: ids of labels here by those in the backup. ``space``: the image's new id where its old one is taken;
    then every id of an object, a click or an operation of it becomes another one, the same each time."""

    labels: Mapping[int, int]
    space: UUID | None = None

    def label(self, key: Any) -> int | None:
        """A label that was deleted before the backup keeps a number that no label has."""
        return None if type(key) is not int else self.labels.get(key, -abs(key))

    def uuid(self, key: UUID) -> UUID:
        return key if self.space is None else uuid5(self.space, str(key))

    def text(self, value: str) -> str:
        if self.space is None or not UUID_TEXT.fullmatch(value):
            return value
        return str(uuid5(self.space, value))

    def value(self, value: Any) -> Any:
        """JSON with the ids in it renamed, as keys as well; labels stand under ``label``."""
        if isinstance(value, dict):
            return {
                self.text(key): self.label(each) if key == "label" and type(each) is int else self.value(each)
                for key, each in value.items()
            }
        if isinstance(value, list):
            return [self.value(each) for each in value]
        return self.text(value) if isinstance(value, str) else value
