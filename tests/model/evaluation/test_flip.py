"""Flip averaging: mirrored clicks, logits before probabilities."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from model.clickers import PlacedClick
from model.evaluation.flip import Flip, FlipSession
from model.evaluation.zoom_in import ZoomIn
from tests.model.evaluation.margin_fakes import MaskSegmenter, RedSegmenter


class FixedSession:
    """Answers ``margins``, float32 (K, H, W), whatever is clicked."""

    encode_s = 1.0
    decode_s = 0.5

    def __init__(self, margins: np.ndarray) -> None:
        self._margins = margins.astype(np.float32)

    def segment(self, clicks: Sequence[PlacedClick]) -> np.ndarray:
        return (self._margins[0] > 0).astype(np.int32)

    def margins(self, clicks: Sequence[PlacedClick]) -> np.ndarray:
        return self._margins


def sigmoid(values: np.ndarray) -> np.ndarray:
    result: np.ndarray = 1 / (1 + np.exp(-values))
    return result


def test_logits_are_averaged_and_not_probabilities() -> None:
    plain, mirrored = np.array([[[4.0, -1.0]]]), np.array([[[-8.0, -1.0]]])
    session = FlipSession(FixedSession(plain), FixedSession(mirrored[:, :, ::-1]), 2)
    margins = session.margins([])
    assert margins[0, 0].tolist() == [-2.0, -1.0]
    averaged = 0.5 * (sigmoid(plain) + sigmoid(mirrored))[0, 0, 0]
    assert sigmoid(margins)[0, 0, 0] == pytest.approx(0.1192, abs=1e-4) and averaged == pytest.approx(0.4912, abs=1e-4)
    close = FlipSession(FixedSession(np.array([[[5.0]]])), FixedSession(np.array([[[-4.0]]])), 1)
    assert close.segment([]).tolist() == [[1]]


def test_clicks_are_mirrored_to_width_minus_column_minus_one() -> None:
    model = RedSegmenter()
    image = np.zeros((4, 7, 3), np.uint8)
    image[:, :3, 0] = 255
    labels = Flip(model).open(image, 1).segment([PlacedClick(1, 0, 0, 0), PlacedClick(2, 5, -1, 1)])
    assert model.seen[1] == ((4, 7), [PlacedClick(1, 6, 0, 0), PlacedClick(2, 1, -1, 1)])
    assert labels.tolist() == [[1, 1, 1, 0, 0, 0, 0]] * 4


def test_a_symmetric_answer_is_unchanged_and_both_views_are_paid_for() -> None:
    image = np.zeros((5, 6, 3), np.uint8)
    image[1:3, 1:4, 0] = 255
    alone = RedSegmenter().open(image, 1)
    session = Flip(RedSegmenter()).open(image, 1)
    assert np.array_equal(session.margins([PlacedClick(1, 1, 0, 0)]), alone.margins([PlacedClick(1, 1, 0, 0)]))
    assert session.encode_s == 2.0 and session.decode_s == pytest.approx(0.2)


def test_several_objects_stay_disjoint() -> None:
    # the views disagree on which of two objects owns the pixel; the surer view wins
    plain, mirrored = np.array([[[3.0]], [[-3.0]]]), np.array([[[-5.0]], [[5.0]]])
    assert FlipSession(FixedSession(plain), FixedSession(mirrored), 1).segment([]).tolist() == [[2]]


def test_zoom_in_goes_around_the_flip() -> None:
    model = RedSegmenter()
    image = np.zeros((500, 600, 3), np.uint8)
    image[100:200, 50:250, 0] = 255
    session = ZoomIn(Flip(model), "native").open(image, 1)
    clicks = [PlacedClick(150, 150, 0, 0), PlacedClick(60, 20, -1, 1)]
    session.segment(clicks[:1])
    session.segment(clicks)
    assert [size for size, _ in model.seen] == [(500, 600)] * 2 + [(201, 281)] * 2
    assert model.seen[3][1] == [PlacedClick(100, 281 - 140 - 1, 0, 0), PlacedClick(10, 281 - 10 - 1, -1, 1)]
    assert session.encode_s == 4.0


def test_missing_margins_are_refused() -> None:
    with pytest.raises(ValueError, match="masks gives no margins, which flips need"):
        Flip(MaskSegmenter()).open(np.zeros((3, 3, 3), np.uint8), 1)
