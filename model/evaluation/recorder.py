"""Writes down a session while it runs: every loop of the evaluation ends its step with ``Recorder.note``."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from kernels import rle
from model.clickers import PlacedClick
from model.evaluation.log import Interaction, Recorded, SessionEnd, Stop
from model.evaluation.neighbours import neighbours
from model.evaluation.overlap import overlap
from model.evaluation.segmenter import Session


@dataclass(frozen=True)
class Subject:
    """What a session is about: ``labels`` int32 (H, W), 0 background, 1..``objects``, -1 ignored, and its names.

    ``object`` and ``sessions`` as in ``SessionEnd``: an image may be clicked on object by object.
    """

    image_id: str
    loader_index: int
    labels: np.ndarray
    objects: int
    object: int | None = None
    sessions: int = 1


@dataclass(frozen=True)
class Choice:
    """A click and why: the object meant (None: the image as a whole) and the size of the error."""

    click: PlacedClick
    targeted: int | None
    measure: float


class Recorder:
    """The state of a session as its loop needs it, and its log.

    ``predicted`` int32 (H, W) is the last answer (background before the first), ``ious`` its IoU per object.
    """

    def __init__(self, subject: Subject, session: Session) -> None:
        self.predicted = np.zeros(subject.labels.shape, dtype=np.int32)
        self.ious: list[float] = [0.0] * subject.objects
        self.clicks: list[PlacedClick] = []
        self._subject = subject
        self._session = session
        self._interactions: list[Interaction] = []
        self._began = time.perf_counter()
        # what opening the session took belongs to the first interaction
        self._step_began = self._began - session.encode_s - session.decode_s
        self._spent = (0.0, 0.0)

    def note(self, placed: list[PlacedClick], choice: Choice | None = None) -> None:
        """Add ``placed`` to the clicks, ask for the masks, compare them, write the interaction down.

        ``choice``: why the one click was placed; None for the initial clicks of all objects.
        """
        before = self.predicted
        self.clicks += placed
        self.predicted = self._session.segment(self.clicks)
        now = overlap(self._subject.labels, self.predicted, self._subject.objects)
        is_first = not self._interactions
        delta = [0.0] * len(now.ious) if is_first else [b - a for a, b in zip(self.ious, now.ious, strict=True)]
        self.ious = now.ious
        click = choice.click if choice else None
        owner = click.owner if click else None
        encode_s, forward_s, sim_s = self._step_times()
        self._interactions.append(
            Interaction(
                image_id=self._subject.image_id,
                loader_index=self._subject.loader_index,
                objects=self._subject.objects,
                interaction=len(self._interactions),
                clicks_used=len(self.clicks),
                y=click.row if click else None,
                x=click.column if click else None,
                t=click.t if click else None,
                owner=owner,
                predicted_label_at_click=int(before[click.row, click.column]) - 1 if click else None,
                targeted=choice.targeted if choice else None,
                error_measure=choice.measure if choice else None,
                ious=now.ious,
                delta_ious=delta,
                area_pred=now.areas,
                switched=len(self._interactions) >= 2 and owner != self._interactions[-1].owner,
                flagged=now.flagged,
                encode_s=encode_s,
                forward_s=forward_s,
                sim_s=sim_s,
                initial_clicks=None if choice else [[c.row, c.column, c.t, c.owner] for c in placed],
            )
        )

    def end(self, stopped: Stop, shuffles: int = 0) -> Recorded:
        """The whole session; ``stopped`` says why it is over."""
        subject = self._subject
        areas = np.bincount(subject.labels[subject.labels > 0], minlength=subject.objects + 1)[1:]
        total_s = time.perf_counter() - self._began
        encode_s, forward_s = self._session.encode_s, self._session.decode_s
        end = SessionEnd(
            image_id=subject.image_id,
            loader_index=subject.loader_index,
            object=subject.object,
            sessions=subject.sessions,
            objects=subject.objects,
            height=subject.labels.shape[0],
            width=subject.labels.shape[1],
            stopped=stopped,
            interactions=len(self._interactions),
            clicks=len(self.clicks),
            ious=self.ious,
            areas=[int(area) for area in areas],
            neighbours=neighbours(subject.labels, subject.objects),
            shuffles=shuffles,
            encode_s=encode_s,
            forward_s=forward_s,
            sim_s=sum(row.sim_s for row in self._interactions),
            total_s=total_s,
            masks=[dict(rle.encode(self.predicted == k + 1)) for k in range(subject.objects)],
        )
        return Recorded(end, self._interactions)

    def _step_times(self) -> tuple[float, float, float]:
        """Seconds since the step before: the segmenter's encoding and decoding, and all else."""
        now = time.perf_counter()
        spent = (self._session.encode_s, self._session.decode_s)
        encode_s, forward_s = spent[0] - self._spent[0], spent[1] - self._spent[1]
        sim_s = max(0.0, now - self._step_began - encode_s - forward_s)
        self._step_began, self._spent = now, spent
        return encode_s, forward_s, sim_s
