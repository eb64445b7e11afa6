"""Strokes: a few points of a line, the same for every engine; and nano answers them."""

from __future__ import annotations

from itertools import pairwise
from math import dist, hypot
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.engines.onnx import OnnxModel
from model.engines.torch import TorchModel
from model.fusion import masks_from_logits
from model.strokes import MOST_POINTS, resample
from model.types import Click, Clicks, Stroke

NANO = Path(__file__).parents[2] / "model" / "weights" / "nano"
places = st.floats(0, 700, allow_nan=False, width=32)
lines = st.lists(st.tuples(places, places), min_size=1, max_size=40)


@pytest.fixture(scope="module")
def nano() -> OnnxModel:
    return OnnxModel(NANO, threads=1)


@pytest.mark.parametrize(
    ("length", "count"), [(0, 1), (5, 1), (16, 1), (31.9, 1), (32, 2), (100, 6), (192, 12), (1000, 12)]
)
def test_a_line_has_a_point_for_each_16_pixels_but_1_to_12(length: float, count: int) -> None:
    assert len(resample([(3.0, 4.0), (3.0 + length, 4.0)])) == count


def test_points_are_the_middles_of_equal_parts_whatever_the_density_of_the_line() -> None:
    dense = [(float(x), 0.0) for x in range(20)] + [(40.0, 0.0), (40.0, 24.0)]
    np.testing.assert_allclose(resample(dense), [(8, 0), (24, 0), (40, 0), (40, 16)])


@given(lines)
def test_points_lie_on_the_line_and_in_its_order(line: list[tuple[float, float]]) -> None:
    found = resample(line)
    length = sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(line))
    assert len(found) == min(max(int(length / 16), 1), MOST_POINTS)
    assert all(_distance_to(line, point) < 1e-3 for point in found)
    assert all(dist(a, b) <= length / len(found) + 1e-3 for a, b in pairwise(found))


def test_a_point_that_is_repeated_is_one_point() -> None:
    assert resample([(7.25, 9.5)] * 50) == [(7.25, 9.5)]


def test_an_empty_stroke_is_refused_where_it_is_made() -> None:
    with pytest.raises(ValueError, match="stroke 4 has no point"):
        Stroke((), 4)
    with pytest.raises(ValueError, match="object 1 has no click or stroke"):
        Clicks(objects=((Stroke(((1.0, 1.0),), 0),), ()))


def test_nano_answers_a_stroke_of_one_point_as_it_answers_a_click(nano: OnnxModel) -> None:
    features = nano.encode(np.random.default_rng(7).integers(0, 256, (140, 180, 3), dtype=np.uint8))
    click, stroke = Click(90.5, 70.25, 0), Stroke(((90.5, 70.25),), 0)
    by_click, by_stroke = (nano.decode(features, Clicks(((mark,),))) for mark in (click, stroke))
    assert np.array_equal(by_click.maps, by_stroke.maps) and by_click.owner.tolist() == by_stroke.owner.tolist()


def test_both_engines_answer_strokes_alike(nano: OnnxModel) -> None:
    image = np.random.default_rng(3).integers(0, 256, (96, 128, 3), dtype=np.uint8)
    stroke, beside = Stroke(((20.0, 20.0), (100.0, 60.0)), 0), Stroke(((5.0, 90.0), (120.0, 90.0)), 2)
    clicks = Clicks(((stroke, Click(50.5, 30.5, 1)),), (beside,))
    answers = [model.decode(model.encode(image), clicks) for model in (nano, TorchModel(NANO, threads=1))]
    assert answers[0].owner.tolist() == answers[1].owner.tolist() and (answers[0].owner == 0).sum() > 8
    np.testing.assert_allclose(answers[0].maps, answers[1].maps, atol=1e-3)


def test_nanos_masks_cover_the_strokes_drawn_for_them_and_leave_those_of_the_background(nano: OnnxModel) -> None:
    """A ring of one colour on another: a stroke around it takes it, one in its hole frees that."""
    y, x = np.mgrid[:240, :320] + 0.5
    radius = np.hypot(x - 160, y - 120)
    image = np.where(((radius > 40) & (radius < 90))[..., None], (200, 60, 40), (60, 120, 70)).astype(np.uint8)
    turn = np.linspace(0, 2 * np.pi, 60)
    around = Stroke(tuple((160 + 65 * np.cos(a), 120 + 65 * np.sin(a)) for a in turn), 0)
    hole, outside = Stroke(((145.0, 110.0), (175.0, 130.0)), 1), Stroke(((10.0, 230.0), (310.0, 230.0)), 2)
    logits = nano.decode(nano.encode(image), Clicks(((around,),), (hole, outside)))
    assert logits.owner.tolist()[:12] == [0] * 12 and logits.quality.shape == (1,)
    labels = masks_from_logits(logits)
    assert np.mean([labels[int(y), int(x)] == 1 for x, y in around.points]) > 0.9
    assert not any(labels[int(y), int(x)] for x, y in (*hole.points, *outside.points))


def _distance_to(line: list[tuple[float, float]], point: tuple[float, float]) -> float:
    """Pixels from ``point`` to the nearest place of ``line``."""
    best = min(dist(corner, point) for corner in line)
    for a, b in pairwise(line):
        square = (b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2
        if square:
            along = ((point[0] - a[0]) * (b[0] - a[0]) + (point[1] - a[1]) * (b[1] - a[1])) / square
            along = min(max(along, 0.0), 1.0)
            best = min(best, dist((a[0] + along * (b[0] - a[0]), a[1] + along * (b[1] - a[1])), point))
    return best
