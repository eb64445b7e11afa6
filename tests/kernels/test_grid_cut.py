"""Expansion moves: as low an energy as the plain version reaches, and what they must not touch."""

from __future__ import annotations

import numpy as np
import pytest

from kernels.grid_cut import reference, warm_up
from kernels.grid_cut.cpu import SCALE, expand

SIZES = [(1, 1, 2), (1, 9, 2), (7, 1, 3), (9, 11, 2), (8, 7, 4)]


def case(size: tuple[int, int, int], seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Scores (whole numbers of 1 / SCALE), links as bytes, what may change, labels to begin with."""
    rng = np.random.default_rng(seed)
    scores = (rng.integers(-700, 700, size) / SCALE).astype(np.float32)
    links = rng.integers(0, 256, (*size[:2], 4), dtype=np.uint8)
    may_change = rng.random(size[:2]) < (0.9 if seed % 2 else 0.4)
    return scores, links, may_change, rng.integers(0, size[2], size[:2]).astype(np.int32)


def test_warm_up_compiles_without_an_image() -> None:
    warm_up()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("seed", range(4))
def test_every_move_reaches_the_energy_of_the_reference(size: tuple[int, int, int], seed: int) -> None:
    scores, links, may_change, labels = case(size, seed)
    weight = 2.0 / 255
    for target in range(size[2]):
        expected = labels.copy()
        before = reference.energy(scores, links, weight, labels)
        reference.expand(scores, links, weight, may_change, target, expected)
        expand(scores, links, weight, may_change, target, labels)
        after = reference.energy(scores, links, weight, labels)
        assert after == reference.energy(scores, links, weight, expected) <= before


def test_only_what_may_change_goes_to_the_target() -> None:
    scores, links, may_change, labels = case((12, 14, 3), 9)
    before = labels.copy()
    expand(scores * 50, links, 1.0, may_change, 1, labels)
    np.testing.assert_array_equal(labels[~may_change], before[~may_change])
    assert set(np.unique(labels[labels != before])) == {1}


def test_nothing_happens_where_nothing_may_change() -> None:
    scores, links, may_change, labels = case((5, 4, 2), 1)
    before = labels.copy()
    expand(scores, links, 1.0, np.zeros_like(may_change), 1, labels)
    np.testing.assert_array_equal(labels, before)


def test_a_single_move_of_two_labels_is_the_best_labelling_of_all() -> None:
    scores, links, _, _ = case((3, 3, 2), 5)
    labels = np.zeros((3, 3), dtype=np.int32)
    expand(scores, links, 1.0 / 255, np.ones((3, 3), dtype=bool), 1, labels)
    every = (np.array([number >> np.arange(9) & 1]).reshape(3, 3).astype(np.int32) for number in range(512))
    lowest = min(reference.energy(scores, links, 1.0 / 255, each) for each in every)
    assert reference.energy(scores, links, 1.0 / 255, labels) == lowest


def test_the_cut_runs_along_the_weak_links() -> None:
    """A seed on either side, nothing else known: the border lies where the links are weak."""
    scores = np.zeros((20, 30, 2), dtype=np.float32)
    links = np.full((20, 30, 4), 255, dtype=np.uint8)
    links[:, 17, [0, 2]] = links[:, 18, 3] = 3
    labels = np.zeros((20, 30), dtype=np.int32)
    labels[4, 28] = 1
    may_change = np.ones((20, 30), dtype=bool)
    may_change[10, 2] = may_change[4, 28] = False
    expand(scores, links, 1.0, may_change, 1, labels)
    np.testing.assert_array_equal(labels, np.tile((np.arange(30) > 17).astype(np.int32), (20, 1)))
