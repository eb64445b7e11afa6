"""Click sessions whose masks are scored: what the network thought of each mask, and how good it was.

The masks are those that ``ModelSegmenter`` answers, so those that the product serves. All objects of a photo are
clicked on together; in each round every object that is not good yet gets one more click where its error is thickest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from model.clickers import BACKGROUND, DynamiteClicker, PlacedClick
from model.datasets.sample import IGNORED, Sample
from model.evaluation.segmenter import ModelSegmenter

DONE = 0.95
"""A person stops correcting an object about here."""


@dataclass(frozen=True)
class Scored:
    """The mask of one object after one round. ``area``: the object's true pixels; ``clicks``: made for it so far.

    ``quality``: what was served; ``traits`` (T,) of the mask, where it was refined.
    """

    photo: str
    object: int
    area: int
    clicks: int
    quality: float
    reached: float
    traits: np.ndarray | None = None


def scored_rounds(
    segmenter: ModelSegmenter, sample: Sample, rounds: int, rng: np.random.Generator, wobble: float = 0.0
) -> Iterator[list[Scored]]:
    """One list a round, at most ``rounds``, an entry per object of ``sample`` that has a pixel.

    ``wobble``: how far clicks stray from the middle of an error, as a part of the way to its border (0: the clicks of
    the evaluation). Ends early when all objects are good or nothing is left to click.
    """
    session = segmenter.open(sample.image, sample.objects)
    clicker = DynamiteClicker.from_labels(sample.labels, sample.objects)
    counted = sample.labels != IGNORED
    areas = np.bincount(sample.labels[counted].ravel(), minlength=sample.objects + 1)[1 : sample.objects + 1]
    present = [k for k in range(sample.objects) if areas[k]]
    clicks = [click for click in clicker.first_clicks() if areas[click.owner]]
    made = np.ones(sample.objects, dtype=int)
    for _ in range(rounds):
        labels = session.segment(clicks)
        reached = [_iou(labels == k + 1, sample.labels == k + 1, counted) for k in range(sample.objects)]
        traits = session.answer.traits if session.answer is not None else None
        yield [
            Scored(
                sample.name,
                k,
                int(areas[k]),
                int(made[k]),
                float(session.quality[k]),
                reached[k],
                None if traits is None else traits[place],
            )
            for place, k in enumerate(present)
        ]
        before = len(clicks)
        for k in present:
            click = clicker.next_click(labels == k + 1, k) if reached[k] < DONE else None
            if click is not None:
                clicks.append(_strayed(click, clicker.depth * wobble, sample.labels, rng))
                made[k] += 1
        if len(clicks) == before:
            return


def _strayed(click: PlacedClick, reach: float, labels: np.ndarray, rng: np.random.Generator) -> PlacedClick:
    """``click`` moved by up to ``reach`` pixels, which keeps it inside the error; it belongs to whoever is there."""
    distance, angle = reach * np.sqrt(rng.random()), 2 * np.pi * rng.random()
    row = int(np.clip(round(click.row + distance * np.sin(angle)), 0, labels.shape[0] - 1))
    column = int(np.clip(round(click.column + distance * np.cos(angle)), 0, labels.shape[1] - 1))
    there = int(labels[row, column])
    if there == IGNORED:
        return click
    return replace(click, row=row, column=column, owner=there - 1 if there else BACKGROUND)


def _iou(mask: np.ndarray, truth: np.ndarray, counted: np.ndarray) -> float:
    union = int(((mask | truth) & counted).sum())
    return float((mask & truth & counted).sum() / union) if union else 1.0
