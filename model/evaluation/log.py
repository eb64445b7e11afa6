"""The log of an evaluation, the same for every protocol (DynaMITe's planned global-error statistics need all of it).

An ``Interaction`` is the state after a click, a line of ``interactions.jsonl``. A ``SessionEnd`` is what is known when
a session is over, a line of ``images.jsonl``. Every figure is computed from these two and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

Stop = Literal["target", "budget", "no_error_left"]


@dataclass(frozen=True)
class Interaction:
    """The state after interaction ``interaction`` of a session, from 0.

    Single-object sessions begin with the first click, multi-object ones with the state after one click per object:
    there the fields of a click are None and ``initial_clicks`` holds rows [y, x, t, owner]. Owners and labels are
    objects from 0, -1 the background. ``y``, ``x`` are pixel indices, ``t`` counts the clicks of the session from 0.
    ``targeted`` is the object that a strategy wanted to mend, None where it looks at the image as a whole.
    ``error_measure`` is what made the click win: the distance to the border of its error in pixels, or the pixels of
    its region. ``delta_ious`` are against the interaction before, zeros in the first; ``area_pred`` is in pixels.
    ``switched``: the owner is not that of the interaction before; False for the first click after the initial state.
    ``flagged``: objects whose IoU is 1 because both ground truth and prediction are empty. Seconds: ``encode_s`` and
    ``forward_s`` of the segmenter, ``sim_s`` of choosing the click and comparing the masks.
    """

    image_id: str
    loader_index: int
    objects: int
    interaction: int
    clicks_used: int
    y: int | None
    x: int | None
    t: int | None
    owner: int | None
    predicted_label_at_click: int | None
    targeted: int | None
    error_measure: float | None
    ious: list[float]
    delta_ious: list[float]
    area_pred: list[int]
    switched: bool
    flagged: list[int]
    encode_s: float
    forward_s: float
    sim_s: float
    initial_clicks: list[list[int]] | None = None

    def to_row(self) -> dict[str, Any]:
        row = asdict(self)
        if self.initial_clicks is None:
            del row["initial_clicks"]
        return row

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> Interaction:
        return cls(**row)


@dataclass(frozen=True)
class SessionEnd:
    """What a session came to.

    An image of a multi-object data set gives one session per object to a single-object protocol: ``object`` is that
    object, from 0, and ``sessions`` how many the image gives. ``interactions`` counts the lines in the other file,
    ``clicks`` the clicks made. ``areas`` are the true pixels per object, ``neighbours`` the pairs [i, k], i < k, that
    touch (``model.evaluation.neighbours``). ``shuffles`` counts the random draws, so that one generator for a whole
    run can be wound forward. ``masks`` are the final masks as COCO run lengths; ``total_s`` includes the reading.
    """

    image_id: str
    loader_index: int
    object: int | None
    sessions: int
    objects: int
    height: int
    width: int
    stopped: Stop
    interactions: int
    clicks: int
    ious: list[float]
    areas: list[int]
    neighbours: list[list[int]]
    shuffles: int
    encode_s: float
    forward_s: float
    sim_s: float
    total_s: float
    masks: list[dict[str, Any]]

    def to_row(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> SessionEnd:
        return cls(**row)


@dataclass(frozen=True)
class Recorded:
    """A finished session: its end and its interactions in order (none where there was no error to click on)."""

    end: SessionEnd
    interactions: list[Interaction]

    @property
    def key(self) -> tuple[int, str]:
        return self.end.loader_index, self.end.image_id

    @property
    def refinements(self) -> list[Interaction]:
        """The interactions after the first one, which are those with a click of their own in every protocol."""
        return self.interactions[1:]
