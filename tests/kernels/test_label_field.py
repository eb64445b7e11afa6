"""The label field: the compiled version equals the plain one, and does what it is for."""

from __future__ import annotations

import numpy as np
import pytest

from kernels.label_field import cpu, reference, warm_up

SIZES = [(1, 1, 1), (1, 7, 2), (9, 1, 3), (13, 11, 2), (8, 17, 5), (5, 6, 33)]


def scores_of(size: tuple[int, int, int], seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, 3, size).astype(np.float32)


def links_of(size: tuple[int, int, int], seed: int = 1) -> np.ndarray:
    picture = np.random.default_rng(seed).integers(0, 256, (*size[:2], 3), dtype=np.uint8)
    table = np.exp(-np.arange(5000) / 9000).astype(np.float32)
    links = np.empty((*size[:2], 4), dtype=np.float32)
    cpu.fill_links(picture, table, table / 2, links)
    return links


def test_warm_up_compiles_without_an_image() -> None:
    warm_up()


@pytest.mark.parametrize("size", SIZES)
def test_links_equal_the_reference(size: tuple[int, int, int]) -> None:
    picture = np.random.default_rng(2).integers(0, 256, (*size[:2], 3), dtype=np.uint8)
    table = np.linspace(1, 0, 700).astype(np.float32)
    got, expected = np.empty((*size[:2], 4), np.float32), np.empty((*size[:2], 4), np.float32)
    cpu.fill_links(picture, table, table * 2, got)
    reference.fill_links(picture, table, table * 2, expected)
    np.testing.assert_array_equal(got, expected)


@pytest.mark.parametrize("size", [size for size in SIZES if size[2] > 1])
def test_weights_of_labels_equal_the_reference(size: tuple[int, int, int]) -> None:
    links = (links_of(size) * 255).astype(np.uint8)
    labels = np.random.default_rng(4).integers(0, size[2], size[:2]).astype(np.int32)
    got, expected = np.zeros((size[2], 5)), np.zeros((size[2], 5))
    cpu.weigh(scores_of(size), links, labels, got)
    reference.weigh(scores_of(size), links, labels, expected)
    np.testing.assert_allclose(got, expected, rtol=1e-5, atol=1e-4)
    assert got[:, 0].sum() == size[0] * size[1]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", [np.float32, np.uint8])
def test_settled_beliefs_equal_the_reference(size: tuple[int, int, int], kind: type) -> None:
    links = (links_of(size) * (255 if kind is np.uint8 else 1)).astype(kind)
    weight = 2.0 / 255 if kind is np.uint8 else 2.0
    is_open = np.random.default_rng(3).random(size[:2]) < 0.8
    got, expected = np.empty(size, np.float32), np.empty(size, np.float32)
    cpu.believe(scores_of(size), got)
    reference.believe(scores_of(size), expected)
    np.testing.assert_allclose(got, expected, atol=1e-6)
    expected[:] = got
    cpu.settle(scores_of(size), links, weight, got, is_open, 3)
    reference.settle(scores_of(size), links, weight, expected, is_open, 3)
    np.testing.assert_allclose(got, expected, atol=1e-4)


@pytest.mark.parametrize("size", SIZES)
def test_counts_and_enlargement_equal_the_reference(size: tuple[int, int, int]) -> None:
    values = scores_of(size)
    bins = np.random.default_rng(4).integers(0, 6, size[:2]).astype(np.uint16)
    got, expected = np.ones((6, size[2]), np.float32), np.ones((6, size[2]), np.float32)
    cpu.count_colours(bins, values, got)
    reference.count_colours(bins, values, expected)
    np.testing.assert_allclose(got, expected, rtol=1e-5, atol=1e-5)
    for grown in ((size[0] * 2, size[1] * 2), (size[0] * 2 + 1, size[1] + 3)):
        fine, plain = np.zeros((*grown, size[2]), np.float32), np.zeros((*grown, size[2]), np.float32)
        cpu.enlarge(values, fine)
        reference.enlarge(values, plain)
        np.testing.assert_allclose(fine, plain, atol=1e-4)
        is_open = np.random.default_rng(5).random(grown) < 0.5
        of_colour = np.random.default_rng(6).integers(0, 6, grown).astype(np.uint16)
        cpu.enlarge_open(values, is_open, of_colour, got, fine)
        reference.enlarge_open(values, is_open, of_colour, expected, plain)
        np.testing.assert_allclose(fine, plain, atol=1e-4)


def test_pixels_that_are_not_open_keep_their_beliefs() -> None:
    beliefs = np.full((6, 6, 2), 0.5, dtype=np.float32)
    is_open = np.zeros((6, 6), dtype=bool)
    cpu.settle(scores_of((6, 6, 2)), links_of((6, 6, 2)), 1.0, beliefs, is_open, 4)
    assert (beliefs == 0.5).all()


def test_a_lone_doubter_among_sure_neighbours_is_persuaded() -> None:
    scores = np.zeros((7, 7, 2), dtype=np.float32)
    scores[..., 1] = 4.0
    scores[3, 3] = (1.0, 0.0)
    beliefs = np.empty_like(scores)
    cpu.believe(scores, beliefs)
    cpu.settle(scores, np.ones((7, 7, 4), np.float32), 1.0, beliefs, np.ones((7, 7), bool), 2)
    assert beliefs[3, 3, 1] > 0.99
