"""Where folds were on their way, so that the next fold of the same log need not begin at its first operation.

An undo folds the log anew, with one operation fewer. Up to that operation nothing is different, and who undoes one step
often undoes some more: so each process keeps, for the images in which people undid last, the document as it was some
operations earlier. A checkpoint says which operations it holds and which of them were in effect, and counts
only where both are so still; without one nothing but time is lost.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

from backend.annotation.restoring import copy_of
from backend.annotation.state import DocumentState, Entry

IMAGES = 8
BEFORE = 32
"""Operations from a new checkpoint to the one that is undone: so many more can be undone from it."""
FARTHEST = 8 * BEFORE
"""With more operations after it a checkpoint is made anew, nearer to the end."""


@dataclass(frozen=True)
class Checkpoint:
    """The document after the first ``place`` operations of a log. ``history`` are their ids, ``chosen`` the revisions
    that were in effect, ``strange`` those whose being in effect differs from what it was then (fold.py)."""

    place: int
    history: int
    chosen: frozenset[int]
    strange: frozenset[int]
    state: DocumentState


class Checkpoints:
    """One for each of the IMAGES annotations that were folded last."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, Checkpoint] = OrderedDict()
        self._lock = Lock()

    def find(self, annotation_id: int, log: Sequence[Entry], chosen: set[int]) -> Checkpoint | None:
        """A checkpoint of ``log``, of which ``chosen`` are in effect; its state is the caller's to change."""
        with self._lock:
            found = self._kept.get(annotation_id)
        if found is None or found.place > len(log) or found.history != _history(log, found.place):
            return None
        if found.chosen != _chosen(log, found.place, chosen) or _goes_back_before(log, found.place, chosen):
            return None
        return Checkpoint(found.place, found.history, found.chosen, found.strange, copy_of(found.state))

    def wants(self, log: Sequence[Entry], target: int, start: Checkpoint | None) -> int | None:
        """The place at which ``keep`` is to be called in a fold of ``log`` that began at ``start``. The operation of
        revision ``target`` was undone or redone."""
        if start is not None and len(log) - start.place <= FARTHEST:
            return None
        return max(0, bisect_left(log, target, key=lambda entry: entry.revision) - BEFORE) or None

    def keep(
        self,
        annotation_id: int,
        log: Sequence[Entry],
        place: int,
        chosen: set[int],
        strange: set[int],
        state: DocumentState,
    ) -> None:
        made = Checkpoint(place, _history(log, place), _chosen(log, place, chosen), frozenset(strange), copy_of(state))
        with self._lock:
            self._kept[annotation_id] = made
            self._kept.move_to_end(annotation_id)
            while len(self._kept) > IMAGES:
                self._kept.popitem(last=False)

    def forget(self) -> None:
        with self._lock:
            self._kept.clear()


def _history(log: Sequence[Entry], place: int) -> int:
    return hash(tuple((entry.revision, entry.client_id) for entry in log[:place]))


def _chosen(log: Sequence[Entry], place: int, chosen: set[int]) -> frozenset[int]:
    return frozenset(entry.revision for entry in log[:place]) & chosen


def _goes_back_before(log: Sequence[Entry], place: int, chosen: set[int]) -> bool:
    """Whether a restore after ``place`` needs a document that was before it."""
    last = log[place - 1].revision
    return any(
        entry.kind == "restore" and entry.revision in chosen and entry.payload["to"] < last for entry in log[place:]
    )


CHECKPOINTS = Checkpoints()
