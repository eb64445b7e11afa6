"""What the refinement tells of a mask, on labels whose numbers can be told by hand."""

from __future__ import annotations

import numpy as np

from model.refinement.picture import LINK_SCALE
from model.refinement.traits import NAMES, traits_of
from model.types import Click, Clicks

CLICKS = Clicks(((Click(1, 1, 0),), (Click(6, 1, 1), Click(7, 1, 2))), (Click(1, 5, 3),))


def scene() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Two objects of 4 x 4 in the upper corners of an 8 x 8 picture; the network saw half of the second only."""
    labels = np.zeros((8, 8), dtype=np.int32)
    labels[:4, :4], labels[:4, 4:] = 1, 2
    scores = np.where(labels[..., None] == np.arange(3), 2.0, 0.0).astype(np.float32)
    network = scores.copy()
    network[:4, 4:6] = (1.0, 0.0, 0.0)
    links = np.full((8, 8, 4), LINK_SCALE // 5, dtype=np.uint8)
    return network, scores, links, labels


def test_traits_are_those_of_the_scene() -> None:
    traits = [dict(zip(NAMES, row, strict=True)) for row in traits_of(*scene(), CLICKS)]
    assert [row["overlap"] for row in traits] == [1.0, 0.5]
    assert [row["lead"] for row in traits] == [2.0, 2.0] and [row["lead of the network"] for row in traits] == [2, 0.5]
    assert [row["lead at the edge"] for row in traits] == [-2.0, -2.0]
    np.testing.assert_allclose([row["links at the edge"] for row in traits], 0.2, atol=1e-6)
    np.testing.assert_allclose([row["edge"] for row in traits], 8 / 4)
    np.testing.assert_allclose([row["log share"] for row in traits], np.log(17 / 64), rtol=1e-6)
    np.testing.assert_allclose([row["log growth"] for row in traits], [0, np.log(17 / 9)], atol=1e-6)
    np.testing.assert_allclose([row["log clicks"] for row in traits], [0, np.log(2)], atol=1e-6)


def test_an_object_without_a_pixel_has_finite_traits() -> None:
    network, scores, links, labels = scene()
    labels[labels == 2] = 0
    traits = traits_of(network, scores, links, labels, CLICKS)
    assert np.isfinite(traits).all() and traits[1, NAMES.index("overlap")] == 0
