"""Clicks of a simulated person during training (DynaMITe, section 3.3): where they start and how they correct.

First clicks are deep inside their object; corrections go to the deep part of the larger error, and belong to whatever
the ground truth holds there. All arithmetic is numpy on uint8 label maps (:mod:`model.data.sample`). The reference
corrects the first image of a batch only; here that is a switch, off in our own recipe.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import cv2
import numpy as np

from model.clickers import distance_to_outside
from model.data.sample import OUTSIDE, UNLABELLED
from model.strokes import SPACING_PX
from model.train_scribbles import stroke_points

BACKGROUND = -1


def geometric(most: int, none: float = 0.0, ratio: float = 0.7) -> tuple[float, ...]:
    """Probabilities of 0..``most`` more clicks: proportional to ``ratio`` ** n, after a share ``none`` of 0."""
    weights = ratio ** np.arange(most + 1)
    shares = (1 - none) * weights / weights.sum()
    shares[0] += none
    return tuple(float(share) for share in shares)


def sometimes(share: float, most: int, ratio: float = 0.7) -> tuple[float, ...]:
    """Probabilities of 0..``most`` more clicks: 0 but for ``share``, which is proportional to ``ratio`` ** n."""
    weights = ratio ** np.arange(1, most + 1)
    return (1 - share, *(float(weight) for weight in share * weights / weights.sum()))


@dataclass(frozen=True)
class FirstClicks:
    """Where a session starts; the numbers of the reference, but for ``centre``.

    The first click of an object lies where the depth is above the largest / ``depth_share``, or with probability
    ``centre`` at the deepest pixel. ``more`` and ``background`` are the probabilities of 0, 1, 2, ... further clicks on
    each object and on the background; there are at most half as many as pixels off the edge. ``scribbles`` of the first
    clicks and of those on the background grow to strokes (not in the reference).
    """

    depth_share: float = 1.7
    centre: float = 0.0
    more: tuple[float, ...] = geometric(5)
    background: tuple[float, ...] = geometric(6, none=0.2)
    scribbles: float = 0.0

    def __post_init__(self) -> None:
        _check_share(self.scribbles)


@dataclass(frozen=True)
class Corrections:
    """How a session goes on; the numbers of the reference, but for ``images``.

    A step corrects ``rounds`` times, drawn with probabilities ``shares``. In each round the ``objects`` worst objects
    below an IoU of ``enough`` (``enough_alone`` where it is the only one) get a click each, with probability
    ``two_clicks`` two. ``images`` "first_image" corrects only the first image of each ``group`` (0: of the batch; the
    published models: of the 2 on a GPU). ``stride``: errors are sought on every such pixel. ``features`` "eval" encodes
    the images anew in eval mode for the corrections; "shared" takes those of the supervised pass, as the reference.
    ``padding_counts``: padding is predicted as the first object and lowers its IoU (a quirk of the reference).
    ``scribbles`` of the clicks grow to strokes through the error (not in the reference).
    """

    rounds: tuple[int, ...] = (0, 1, 2, 3)
    shares: tuple[float, ...] = (0.25, 0.25, 0.25, 0.25)
    objects: int = 15
    enough: float = 0.9
    enough_alone: float = 0.9
    two_clicks: float = 0.2
    depth_share: float = 2.0
    centre: float = 0.0
    images: Literal["all", "first_image"] = "all"
    group: int = 0
    stride: int = 1
    features: Literal["shared", "eval"] = "shared"
    padding_counts: bool = False
    scribbles: float = 0.0

    def __post_init__(self) -> None:
        if len(self.rounds) != len(self.shares) or abs(sum(self.shares) - 1) > 1e-6:
            raise ValueError(f"rounds={self.rounds} need as many shares that add up to 1, not {self.shares}")
        _check_share(self.scribbles)

    def draw_rounds(self, rng: np.random.Generator) -> int:
        """How many times the clicks of a batch are corrected before the supervised pass."""
        return int(rng.choice(self.rounds, p=self.shares))

    def corrects(self, place: int) -> bool:
        """Whether the image at ``place`` of the global batch is corrected."""
        return self.images == "all" or (place % self.group if self.group else place) == 0


@dataclass
class ClickList:
    """Rows (y, x, t, owner) of one image, continuous pixels of the crop; t counts clicks and strokes from 0.

    A stroke is some rows one after the other, of the same t and owner (:mod:`model.strokes`).
    """

    rows: list[tuple[float, float, float, int]] = field(default_factory=list)

    @property
    def next_t(self) -> float:
        return self.rows[-1][2] + 1 if self.rows else 0.0

    def add(self, y: float, x: float, owner: int) -> None:
        self.add_stroke([(y, x)], owner)

    def add_stroke(self, points: Sequence[tuple[float, float]], owner: int) -> None:
        """``points`` (y, x): what a network makes of the stroke; one of them is a click."""
        t = self.next_t
        self.rows += [(y, x, t, owner) for y, x in points]

    def add_all(self, later: ClickList, stride: int = 1) -> None:
        """What was made after these on every ``stride``-th pixel: a coarse pixel's centre becomes its first pixel's."""
        t = self.next_t
        self.rows += [
            ((y - 0.5) * stride + 0.5, (x - 0.5) * stride + 0.5, t + after, owner) for y, x, after, owner in later.rows
        ]


def initial_clicks(labels: np.ndarray, objects: int, rule: FirstClicks, rng: np.random.Generator) -> ClickList:
    """One click per object of a label map uint8 (S, S), larger objects first, then a few more and on the background."""
    clicks = ClickList()
    areas = np.bincount(labels.ravel(), minlength=objects + 1)[1 : objects + 1]
    for index in np.argsort(-areas, kind="stable"):
        mask = labels == index + 1
        for point in _deep_points(distance_to_outside(mask), 1, rule.depth_share, rule.centre, rng):
            clicks.add_stroke(_grown(point, mask, rule.scribbles, rng), int(index))
        for y, x in _inside_points(mask, rule.more, rng):
            clicks.add(y, x, int(index))
    free = labels == 0
    for point in _inside_points(free, rule.background, rng):
        clicks.add_stroke(_grown(point, free, rule.scribbles, rng), BACKGROUND)
    return clicks


def corrective_clicks(
    clicks: ClickList,
    predicted: np.ndarray,
    labels: np.ndarray,
    objects: int,
    rule: Corrections,
    rng: np.random.Generator,
) -> None:
    """Append corrections for the worst objects; both label maps uint8 (S, S), 0 background, 1..K objects."""
    known = labels < UNLABELLED
    counted = known
    if rule.padding_counts:
        predicted, counted = np.where(labels == OUTSIDE, 1, predicted), known | (labels == OUTSIDE)
    ious = np.array([_iou(predicted == number, labels == number, counted) for number in range(1, objects + 1)])
    enough = rule.enough_alone if objects == 1 else rule.enough
    for index in [i for i in np.argsort(ious, kind="stable") if ious[i] < enough][: rule.objects]:
        truth, guess = labels == index + 1, predicted == index + 1
        missed, extra = truth & ~guess, guess & ~truth & known
        if not missed.any() and not extra.any():
            continue
        missed_depth, extra_depth = distance_to_outside(missed), distance_to_outside(extra)
        depth = missed_depth if missed_depth.max() > extra_depth.max() else extra_depth
        number = 2 if rng.random() < rule.two_clicks else 1
        for y, x in _deep_points(depth, number, rule.depth_share, rule.centre, rng):
            value = int(labels[int(y), int(x)])
            of_its_owner = (depth > 0) & (labels == value)
            points = _grown((y, x), of_its_owner, rule.scribbles, rng, SPACING_PX / rule.stride)
            clicks.add_stroke(points, value - 1 if value else BACKGROUND)


def _grown(
    point: tuple[float, float], mask: np.ndarray, share: float, rng: np.random.Generator, spacing: float = SPACING_PX
) -> list[tuple[float, float]]:
    """``point``, or with probability ``share`` a stroke through it that stays in ``mask``."""
    if share and rng.random() < share:
        return stroke_points(mask, rng, point, spacing)
    return [point]


def _check_share(scribbles: float) -> None:
    if not 0 <= scribbles <= 1:
        raise ValueError(f"scribbles={scribbles} must be a share of the clicks, from 0 (none) to 1 (all)")


def _deep_points(
    depth: np.ndarray, number: int, share: float, centre: float, rng: np.random.Generator
) -> list[tuple[float, float]]:
    """Centres of ``number`` different pixels deeper than the largest depth / ``share``, at random.

    With probability ``centre`` the first of them is the deepest pixel.
    """
    deep = np.flatnonzero(depth.ravel() > depth.max() / share)
    picked = rng.choice(deep, size=min(number, len(deep)), replace=False)
    if rng.random() < centre:
        deepest = int(depth.argmax())
        picked = np.array([deepest, *picked[picked != deepest]])[: len(picked)]
    return [(int(flat) // depth.shape[1] + 0.5, int(flat) % depth.shape[1] + 0.5) for flat in picked]


def _inside_points(
    mask: np.ndarray, probabilities: tuple[float, ...], rng: np.random.Generator
) -> list[tuple[float, float]]:
    """As many different points off the edge of ``mask`` as drawn; at most half as many as there are."""
    wanted = int(rng.choice(len(probabilities), p=probabilities))
    if not wanted:
        return []
    eroded = cv2.erode(mask.astype(np.uint8), np.ones((3, 3), np.uint8), borderValue=0)
    inside = np.flatnonzero(eroded.ravel())
    wanted = min(wanted, len(inside) // 2)
    if not wanted:
        return []
    picked = rng.choice(inside, size=wanted, replace=False)
    return [(int(flat) // mask.shape[1] + 0.5, int(flat) % mask.shape[1] + 0.5) for flat in picked]


def _iou(one: np.ndarray, two: np.ndarray, known: np.ndarray) -> float:
    union = ((one | two) & known).sum()
    return float((one & two & known).sum() / union) if union else 1.0
