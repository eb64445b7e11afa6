"""Which object gets the next click: DynaMITe's strategies (arXiv 2304.06668, multi-instance evaluation).

Each class is made anew for an image of ``objects`` objects; ``STRATEGIES`` lists them by name. ``best`` to
``round_robin`` choose an object and click on its largest error; ``max_dt`` clicks on the largest error of the image.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from model.evaluation.multi_object import State, Strategy
from model.evaluation.recorder import Choice

CLICK_LIMIT = 10
"""Clicks that ``wlb`` and ``round_robin`` spend on an object before they turn to others, its initial one included."""


class ObjectStrategy:
    """A strategy that chooses an object: subclasses say which of the unfinished ones."""

    def __init__(self, objects: int, rng: Random) -> None:
        self.shuffles = 0
        self._order = list(range(objects))  # shuffled in place: each shuffle starts from the one before
        self._rng = rng

    def next(self, state: State) -> Choice | None:
        unfinished = state.unfinished()
        if not unfinished:
            return None
        target = self.select(state.ious, unfinished)
        click = state.clicker.next_click(state.predicted == target + 1, target)
        assert click is not None, "an unfinished object has an error that can be clicked"
        return Choice(click, target, state.clicker.depth)

    def select(self, ious: Sequence[float], unfinished: Sequence[int]) -> int:
        """One of ``unfinished``, objects in ascending order, at least one."""
        raise AssertionError("select is what a strategy is")

    def _shuffled(self) -> list[int]:
        self._rng.shuffle(self._order)
        self.shuffles += 1
        return self._order


class Best(ObjectStrategy):
    """The object that is closest to done."""

    def select(self, ious: Sequence[float], unfinished: Sequence[int]) -> int:
        return max(unfinished, key=lambda k: ious[k])


class Worst(ObjectStrategy):
    """The object with the lowest IoU."""

    def select(self, ious: Sequence[float], unfinished: Sequence[int]) -> int:
        return min(unfinished, key=lambda k: ious[k])


class Chance(ObjectStrategy):
    """The first unfinished object of an order that is shuffled anew for each click (``random``)."""

    def select(self, ious: Sequence[float], unfinished: Sequence[int]) -> int:
        return next(k for k in self._shuffled() if k in unfinished)


class WorstWithLimit(ObjectStrategy):
    """The lowest IoU among objects targeted fewer than CLICK_LIMIT times; if there is none, the closest to done."""

    def __init__(self, objects: int, rng: Random) -> None:
        super().__init__(objects, rng)
        self._count = [1] * objects  # of the targeted object, whoever owns the pixel that is clicked

    def select(self, ious: Sequence[float], unfinished: Sequence[int]) -> int:
        limited = [k for k in unfinished if self._count[k] < CLICK_LIMIT]
        target = min(limited, key=lambda k: ious[k]) if limited else max(unfinished, key=lambda k: ious[k])
        self._count[target] += 1
        return target


class RoundRobin(ObjectStrategy):
    """Stays with an object until it is done or has CLICK_LIMIT clicks, then takes one at random."""

    def __init__(self, objects: int, rng: Random) -> None:
        super().__init__(objects, rng)
        self._count = [1] * objects  # of the targeted object, whoever owns the pixel that is clicked
        self._current: int | None = None

    def select(self, ious: Sequence[float], unfinished: Sequence[int]) -> int:
        if all(self._count[k] >= CLICK_LIMIT for k in unfinished):
            self._count = [0] * len(self._count)
            self._current = None
        current = self._current
        if current is None or current not in unfinished or self._count[current] >= CLICK_LIMIT:
            current = next(k for k in self._shuffled() if k in unfinished and self._count[k] < CLICK_LIMIT)
            self._count = [count if k == current else 0 for k, count in enumerate(self._count)]
            self._current = current
        self._count[current] += 1
        return current


class MaxDistance:
    """The thickest error of the whole image, ignored pixels included, as published (``max_dt``)."""

    shuffles = 0

    def __init__(self, objects: int, rng: Random) -> None:
        del objects, rng  # nothing is drawn, no object is chosen

    def next(self, state: State) -> Choice | None:
        click = state.clicker.next_click_anywhere(state.predicted - 1)
        return None if click is None else Choice(click, None, state.clicker.depth)


STRATEGIES: dict[str, Callable[[int, Random], Strategy]] = {
    "best": Best,
    "random": Chance,
    "worst": Worst,
    "max_dt": MaxDistance,
    "round_robin": RoundRobin,
    "wlb": WorstWithLimit,
}
