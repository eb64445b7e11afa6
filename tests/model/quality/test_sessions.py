"""Click sessions whose masks are scored."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from model.datasets.sample import Sample
from model.evaluation.segmenter import ModelSegmenter
from model.quality.sessions import Scored, scored_rounds
from tests.model.evaluation.test_segmenter import ColourModel, two_coloured


def sample(labels: np.ndarray | None = None, objects: int = 2) -> Sample:
    image, truth = two_coloured()
    return Sample("photo", Path("photo.png"), image, truth if labels is None else labels, objects)


def rounds(given: Sample, count: int = 5, wobble: float = 0.0) -> list[list[Scored]]:
    return list(scored_rounds(ModelSegmenter(ColourModel(), "colour"), given, count, np.random.default_rng(0), wobble))


def test_a_session_ends_when_all_objects_are_good() -> None:
    (only,) = rounds(sample())
    assert [(mask.object, mask.area, mask.clicks, mask.reached) for mask in only] == [
        (0, 400, 1, 1.0),
        (1, 280, 1, 1.0),
    ]
    assert [mask.quality for mask in only] == [1.0, 1.0]


def test_every_round_is_scored_and_counts_the_clicks_of_each_object() -> None:
    _, truth = two_coloured()
    half = truth.copy()
    half[20:] = 0  # the model will take the lower halves as well
    found = rounds(sample(half), count=3)
    assert [mask.clicks for mask in found[0]] == [1, 1] and found[0][0].reached == pytest.approx(0.5)
    assert [mask.clicks for mask in found[1]] == [2, 2]


def test_objects_without_a_pixel_are_left_out() -> None:
    (only,) = rounds(sample(objects=3))
    assert [mask.object for mask in only] == [0, 1]


def test_ignored_pixels_do_not_count() -> None:
    _, truth = two_coloured()
    truth[20:][truth[20:] == 1] = -1
    (only,) = rounds(sample(truth))
    assert only[0].reached == 1.0 and only[0].area == 200


def test_strayed_clicks_stay_inside_the_error() -> None:
    _, truth = two_coloured()
    truth[20:] = 0
    for found in rounds(sample(truth), count=4, wobble=0.6):
        assert len(found) == 2
