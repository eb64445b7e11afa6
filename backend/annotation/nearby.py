"""The objects of a document that lie near a mask: found among thousands without looking at each."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

import numpy as np

from backend.annotation.state import DocumentState, ObjectState, boxes_meet


class Nearby:
    """The live objects with a mask but ``own``, by their boxes at first: good as long as masks only lose pixels."""

    def __init__(self, state: DocumentState, own: Collection[UUID]) -> None:
        self._items = [item for item in state.live() if item.rle is not None and item.bbox and item.id not in own]
        boxes = np.array([item.bbox for item in self._items], dtype=np.int64).reshape(-1, 4)
        self._left, self._top = boxes[:, 0], boxes[:, 1]
        self._right, self._bottom = self._left + boxes[:, 2], self._top + boxes[:, 3]

    def meeting(self, box_xywh: list[int]) -> list[ObjectState]:
        """Those whose box shares a pixel with this one, in the order of the document."""
        x, y, width, height = box_xywh
        across = (self._left < x + width) & (self._right > x)
        found = np.flatnonzero(across & (self._top < y + height) & (self._bottom > y))
        return [item for item in map(self._items.__getitem__, found) if boxes_meet(item.bbox, box_xywh)]
