"""Expansion moves: as low an energy as the plain version reaches, and what they must not touch."""

from __future__ import annotations

import numpy as np
import pytest

from kernels.grid_cut import reference, warm_up
from kernels.grid_cut.cpu import SCALE, expand

SIZES = [(1, 1, 2), (1, 9, 2), (7, 1, 3), (9, 11, 2), (8, 7, 4)]


def case(size: tuple[int, int, int], seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Scores (whole numbers of 1 / SCALE), links as bytes, given labels (few), labels to begin with."""
    rng = np.random.default_rng(seed)
    scores = (rng.integers(-700, 700, size) / SCALE).astype(np.float32)
    links = rng.integers(0, 256, (*size[:2], 4), dtype=np.uint8)
    given = np.where(rng.random(size[:2]) < 0.1, rng.integers(0, size[2], size[:2]), -1).astype(np.int32)
    labels = np.where(given >= 0, given, rng.integers(0, size[2], size[:2])).astype(np.int32)
    return scores, links, given, labels


def test_warm_up_compiles_without_an_image() -> None:
    warm_up()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("seed", range(4))
def test_every_move_reaches_the_energy_of_the_reference(size: tuple[int, int, int], seed: int) -> None:
    scores, links, given, labels = case(size, seed)
    weight = 2.0 / 255
    for target in range(size[2]):
        expected = labels.copy()
        before = reference.energy(scores, links, weight, labels)
        box = (0, size[0], 0, size[1]) if seed % 2 == 0 else (size[0] // 3, size[0], 0, max(1, size[1] - 2))
        reference.expand(scores, links, weight, given, target, box, expected)
        expand(scores, links, weight, given, target, box, labels)
        after = reference.energy(scores, links, weight, labels)
        assert after == reference.energy(scores, links, weight, expected) <= before


def test_given_pixels_and_those_outside_the_box_never_change() -> None:
    scores, links, given, labels = case((12, 14, 3), 9)
    before = labels.copy()
    expand(scores * 50, links, 1.0, given, 1, (2, 10, 3, 12), labels)
    outside = np.ones(labels.shape, dtype=bool)
    outside[2:10, 3:12] = False
    fixed = outside | (given >= 0)
    np.testing.assert_array_equal(labels[fixed], before[fixed])
    assert set(np.unique(labels[labels != before])) <= {1}


def test_a_single_move_of_two_labels_is_the_best_labelling_of_all() -> None:
    scores, links, given, _ = case((3, 3, 2), 5)
    given[:] = -1
    labels = np.zeros((3, 3), dtype=np.int32)
    expand(scores, links, 1.0 / 255, given, 1, (0, 3, 0, 3), labels)
    every = (np.array([number >> np.arange(9) & 1]).reshape(3, 3).astype(np.int32) for number in range(512))
    lowest = min(reference.energy(scores, links, 1.0 / 255, each) for each in every)
    assert reference.energy(scores, links, 1.0 / 255, labels) == lowest


def test_the_cut_runs_along_the_weak_links() -> None:
    """A seed on either side, nothing else known: the border lies where the links are weak."""
    scores = np.zeros((20, 30, 2), dtype=np.float32)
    links = np.full((20, 30, 4), 255, dtype=np.uint8)
    links[:, 17, [0, 2]] = links[:, 18, 3] = 3
    given = np.full((20, 30), -1, dtype=np.int32)
    given[10, 2], given[4, 28] = 0, 1
    labels = np.zeros((20, 30), dtype=np.int32)
    expand(scores, links, 1.0, given, 1, (0, 20, 0, 30), labels)
    np.testing.assert_array_equal(labels, np.tile((np.arange(30) > 17).astype(np.int32), (20, 1)))
