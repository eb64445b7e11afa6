"""From an image of a data set to its finished sessions: the one place that knows what each protocol does."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from random import Random

from model.datasets.painting import labels_of_one
from model.datasets.sample import Dataset, Sample
from model.evaluation.global_error import MODES
from model.evaluation.log import Recorded
from model.evaluation.multi_object import Strategy, run_multi
from model.evaluation.recorder import Subject
from model.evaluation.segmenter import Segmenter
from model.evaluation.settings import Settings
from model.evaluation.single_object import run_single
from model.evaluation.strategies import STRATEGIES, Best


def evaluate_image(
    settings: Settings, dataset: Dataset, index: int, segmenter: Segmenter, rng: Random | None = None
) -> list[Recorded]:
    """All sessions of image ``index``: one, or one per object; none where no object has a visible pixel.

    ``rng`` draws for ``random`` and ``round_robin``; None makes one from the seed and the index, so that the image's
    log depends on nothing that was measured before it.
    """
    began = time.perf_counter()
    sample = dataset[index]
    reading_s = time.perf_counter() - began
    rng = rng or Random(f"{settings.seed}/{index}")  # noqa: S311 - a simulation, no secret
    finished = []
    for subject in _subjects(settings, sample, index):
        began = time.perf_counter()
        session = segmenter.open(sample.image, subject.objects)
        budget = settings.budget(subject.objects)
        if settings.protocol == "single":
            recorded = run_single(subject, session, budget, settings.threshold)
        else:
            assert settings.threshold is not None, "Settings demands it"
            strategy = _strategy(settings, subject.objects, rng)
            recorded = run_multi(subject, session, strategy, settings.threshold, budget, settings.radius)
        total_s = time.perf_counter() - began + reading_s
        finished.append(replace(recorded, end=replace(recorded.end, total_s=total_s)))
        reading_s = 0.0  # the photo was read once
    return finished


def _strategy(settings: Settings, objects: int, rng: Random) -> Strategy:
    if settings.protocol == "global-error":
        return MODES[settings.strategy or ""]()
    if settings.protocol == "multi":
        return STRATEGIES[settings.strategy or ""](objects, rng)
    return Best(objects, rng)  # of a single object every strategy is the same


def _subjects(settings: Settings, sample: Sample, index: int) -> Iterator[Subject]:
    """What is clicked on in ``sample``: all objects together, or, for single-object protocols, each alone."""
    visible = [k for k in range(sample.objects) if bool((sample.labels == k + 1).any())]
    if not visible:
        return
    if settings.is_multi or sample.objects == 1:
        yield Subject(sample.name, index, sample.labels, sample.objects)
        return
    for k in visible:
        alone = labels_of_one(sample.labels, k)
        yield Subject(f"{sample.name}#{k + 1}", index, alone, 1, object=k, sessions=len(visible))
