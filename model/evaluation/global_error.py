"""One click a step on the largest error of the image: a strategy that DynaMITe's authors planned.

``MODES`` lists what "largest" can mean: the thickest error (``dt``), the largest region that confuses the same two
labels (``region``), or the object with the thickest error of its own (``object``, for methods without one label map).
Ignored pixels are no errors here.
"""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from model.clickers import distance_to_outside
from model.evaluation.multi_object import State, Strategy
from model.evaluation.recorder import Choice


class ThickestError:
    """The maximum of the distance transform of all wrong pixels together."""

    shuffles = 0

    def next(self, state: State) -> Choice | None:
        click = state.clicker.click_within(_errors(state))
        return None if click is None else Choice(click, None, state.clicker.depth)


class LargestRegion:
    """The largest 8-connected region that is labelled p and should be g, by the pixels that are not blocked.

    Ties: the lower g, then the lower p (background first), then the region that begins first in reading order.
    """

    shuffles = 0

    def next(self, state: State) -> Choice | None:
        errors = _errors(state)
        truth = state.clicker.owners + 1
        pairs = np.unique(np.stack([truth[errors], state.predicted[errors]]), axis=1).T  # sorted by g, then p
        largest, region = 0, None
        for g, p in pairs:
            pixels, candidate = _largest_component(errors & (truth == g) & (state.predicted == p), state.clicker.free)
            if pixels > largest:
                largest, region = pixels, candidate
        click = None if region is None else state.clicker.click_within(region)
        return None if click is None else Choice(click, None, float(largest))


class WorstObject:
    """The object whose wrong pixels, missed and taken together, are thickest; then a click as DynaMITe places it."""

    shuffles = 0

    def next(self, state: State) -> Choice | None:
        clicker = state.clicker
        depths = {
            k: float((distance_to_outside(_object_errors(state, k)) * clicker.free).max()) for k in state.clickable()
        }
        if not depths:
            return None
        target = max(depths, key=lambda k: depths[k])  # the first of equal ones
        click = clicker.next_click(state.predicted == target + 1, target)
        return None if click is None else Choice(click, target, depths[target])


MODES: dict[str, Callable[[], Strategy]] = {"dt": ThickestError, "region": LargestRegion, "object": WorstObject}


def _errors(state: State) -> np.ndarray:
    errors: np.ndarray = (state.predicted - 1 != state.clicker.owners) & state.clicker.counted
    return errors


def _object_errors(state: State, k: int) -> np.ndarray:
    errors: np.ndarray = ((state.predicted == k + 1) != (state.clicker.owners == k)) & state.clicker.counted
    return errors


def _largest_component(mask: np.ndarray, free: np.ndarray) -> tuple[int, np.ndarray]:
    """The 8-connected component of ``mask`` with most pixels of ``free``, their number, and the component's mask."""
    count, components = cv2.connectedComponents(mask.astype(np.uint8), connectivity=8)
    pixels = np.bincount(components[free & mask], minlength=count)
    largest = int(pixels.max())
    # OpenCV numbers components by blocks of pixels, not strictly in reading order
    first = int(np.argmax(np.isin(components, np.flatnonzero(pixels == largest)) & mask))
    return largest, components == components.flat[first]
