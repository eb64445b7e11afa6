"""All objects of an image clicked on in turn within one budget: the session of DynaMITe (arXiv 2304.06668, section 4).

One loop for every multi-object protocol. What differs between them is a ``Strategy``: given the state, it places the
next click.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from model.clickers import BACKGROUND, BLOCKED_RADIUS, DynamiteClicker
from model.evaluation.log import Recorded, Stop
from model.evaluation.recorder import Choice, Recorder, Subject
from model.evaluation.segmenter import Session


@dataclass(frozen=True)
class State:
    """What a strategy sees: the IoU of each object, the label map so far (int32 (H, W), 0 background, k + 1 object k).

    ``threshold`` is the IoU from which an object counts as done.
    """

    ious: list[float]
    predicted: np.ndarray
    threshold: float
    clicker: DynamiteClicker

    def unfinished(self) -> list[int]:
        """The objects below the threshold that have a wrong pixel which is not blocked, in order.

        An object whose errors all lie close to earlier clicks is passed over: the published code clicks on pixel
        (0, 0) for it until the budget is gone.
        """
        return [k for k in self.clickable() if self.ious[k] < self.threshold]

    def clickable(self) -> list[int]:
        """The objects that have a wrong pixel which is not blocked, in order: it is theirs, or they took it."""
        wrong = (self.predicted - 1 != self.clicker.owners) & self.clicker.counted & self.clicker.free
        concerned = np.union1d(self.clicker.owners[wrong], self.predicted[wrong] - 1)
        return [int(k) for k in concerned if k != BACKGROUND]


class Strategy(Protocol):
    """Made anew for each image. ``shuffles`` counts the random draws it made."""

    shuffles: int

    def next(self, state: State) -> Choice | None:
        """Place the next click; None when no error can be clicked any more."""
        ...


def run_multi(
    subject: Subject,
    session: Session,
    strategy: Strategy,
    threshold: float,
    max_clicks: int,
    radius: int = BLOCKED_RADIUS,
) -> Recorded:
    """One click per object, then one a step where ``strategy`` says, until every IoU >= ``threshold``.

    ``max_clicks`` is the budget of the image, the initial clicks included. Every click is followed by one joint answer
    for all objects. ``radius`` is the disc that a click blocks for later ones, in pixels.
    """
    clicker = DynamiteClicker.from_labels(subject.labels, subject.objects, radius)
    record = Recorder(subject, session)
    record.note(clicker.first_clicks())
    stopped: Stop = "target"
    while min(record.ious) < threshold:
        if len(record.clicks) >= max_clicks:
            stopped = "budget"
            break
        choice = strategy.next(State(record.ious, record.predicted, threshold, clicker))
        if choice is None:
            stopped = "no_error_left"
            break
        record.note([choice.click], choice)
    return record.end(stopped, strategy.shuffles)
