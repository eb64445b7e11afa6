"""Methods without a network: their answers on painted photos, and the solver against a dense one."""

from __future__ import annotations

import numpy as np
import pytest

from model.clickers import PlacedClick
from model.evaluation.peers import PEERS
from model.evaluation.peers.grid_walk import multiply, probabilities, solve, weights
from model.evaluation.peers.seeds import frame_of, paint_disc, shrunk
from model.evaluation.segmenter import MarginSession

RED, GREEN = (200, 60, 40), (60, 170, 50)


def two_discs(second: tuple[int, int, int] = GREEN) -> tuple[np.ndarray, np.ndarray]:
    """A red disc and another on noisy blue ground, and which is which, labels 1 and 2."""
    rows, columns = np.mgrid[:90, :140]
    truth = np.zeros((90, 140), np.int32)
    truth[(rows - 45) ** 2 + (columns - 35) ** 2 <= 22**2] = 1
    truth[(rows - 45) ** 2 + (columns - 105) ** 2 <= 18**2] = 2
    noise = np.random.default_rng(0).normal(0, 6, (90, 140, 3))
    image = np.array([(40, 90, 160), RED, second])[truth] + noise
    return np.clip(image, 0, 255).astype(np.uint8), truth


def iou(one: np.ndarray, two: np.ndarray) -> float:
    return float((one & two).sum() / (one | two).sum())


ONE, TWO = PlacedClick(45, 35, 0, 0), PlacedClick(45, 105, 1, 1)


@pytest.mark.parametrize("name", PEERS)
def test_a_click_on_each_object_finds_both_and_keeps_them_apart(name: str) -> None:
    image, truth = two_discs()
    session = PEERS[name]().open(image, 2)
    labels = session.segment([ONE, TWO])
    assert labels.dtype == np.int32 and labels.shape == truth.shape
    assert iou(labels == 1, truth == 1) > 0.9 and iou(labels == 2, truth == 2) > 0.9
    assert session.decode_s > 0 and PEERS[name]().digest


@pytest.mark.parametrize("name", PEERS)
def test_a_negative_click_keeps_its_surroundings_out(name: str) -> None:
    image, truth = two_discs()
    session = PEERS[name]().open(image, 1)
    session.segment([ONE])
    labels = session.segment([ONE, PlacedClick(45, 105, -1, 1)])
    assert iou(labels == 1, truth == 1) > 0.9 and not labels[45, 105]


@pytest.mark.parametrize("name", PEERS)
def test_without_clicks_and_for_objects_without_one_all_is_background(name: str) -> None:
    image, _ = two_discs()
    session = PEERS[name]().open(image, 3)
    assert not session.segment([]).any()
    assert set(np.unique(session.segment([PlacedClick(45, 105, 2, 0)]))) == {0, 3}


@pytest.mark.parametrize("name", PEERS)
def test_the_same_clicks_give_the_same_masks(name: str) -> None:
    image, _ = two_discs()
    clicks = [ONE, PlacedClick(80, 60, -1, 1), PlacedClick(30, 35, 0, 2)]
    answers = []
    for _ in range(2):
        session = PEERS[name]().open(image, 1)
        answers.append([session.segment(clicks[:count]) for count in (1, 2, 3)])
    assert all(np.array_equal(one, two) for one, two in zip(*answers, strict=True))


@pytest.mark.parametrize("name", PEERS)
@pytest.mark.parametrize("size_hw", [(1, 1), (2, 7), (3, 500)])
def test_tiny_and_narrow_images_and_clicks_on_their_corners_are_answered(name: str, size_hw: tuple[int, int]) -> None:
    image = np.random.default_rng(1).integers(0, 256, (*size_hw, 3)).astype(np.uint8)
    corners = [PlacedClick(0, 0, 0, 0), PlacedClick(size_hw[0] - 1, size_hw[1] - 1, -1, 1)]
    for count in (1, 2):
        assert PEERS[name]().open(image, 1).segment(corners[:count]).shape == size_hw


def test_grabcut_starts_again_when_clicks_were_taken_back() -> None:
    image, _ = two_discs()
    session = PEERS["grabcut"]().open(image, 1)
    first = session.segment([ONE])
    session.segment([ONE, PlacedClick(45, 105, -1, 1)])
    assert np.array_equal(session.segment([ONE]), first)


def test_grabcut_gives_a_contested_pixel_to_the_object_clicked_last() -> None:
    image, _ = two_discs()
    beside = PlacedClick(45, 50, 0, 0)  # two clicks on one disc, each for an object of its own
    session = PEERS["grabcut"]().open(image, 2)
    assert session.segment([beside])[45, 35] == 1
    labels = session.segment([beside, PlacedClick(45, 35, 1, 1)])
    assert labels[45, 35] == 2 and labels[45, 50] == 1


def test_random_walker_is_sure_where_margins_are_positive_and_grabcut_has_none() -> None:
    image, _ = two_discs()
    walker = PEERS["random_walker"]().open(image, 2)
    assert isinstance(walker, MarginSession) and not isinstance(PEERS["grabcut"]().open(image, 2), MarginSession)
    margins, labels = walker.margins([ONE, TWO]), walker.segment([ONE, TWO])
    assert margins.shape == (2, 90, 140)
    for k in range(2):
        assert np.array_equal(margins[k] > 0, labels == k + 1)


def dense_laplacian(right: np.ndarray, down: np.ndarray, linked: np.ndarray) -> np.ndarray:
    height, width = linked.shape
    matrix = np.diag(linked.ravel()).astype(float)
    for i in range(height):
        for j in range(width):
            for other, weight in (((i, j + 1), right[i, j]), ((i + 1, j), down[i, j])):
                if other[0] < height and other[1] < width:
                    a, b = i * width + j, other[0] * width + other[1]
                    matrix[a, a] += weight
                    matrix[b, b] += weight
                    matrix[a, b] -= weight
                    matrix[b, a] -= weight
    return matrix


@pytest.mark.parametrize("size_hw", [(1, 9), (7, 1), (8, 11), (30, 41)])
def test_the_walk_equals_a_dense_solution(size_hw: tuple[int, int]) -> None:
    rng = np.random.default_rng(2)
    picture = rng.random((*size_hw, 3)).astype(np.float32)
    linked = np.where(frame_of(np.zeros(size_hw), 1), 0.05, 0.0)
    seeds, values = np.zeros(size_hw, bool), np.zeros(size_hw)
    seeds[0, 0] = seeds[-1, -1] = True
    values[0, 0] = 1.0
    right, down = weights(picture, 2.0)
    matrix = dense_laplacian(right, down, linked)
    given = rng.random(size_hw)
    product = np.zeros(size_hw)
    multiply(right, down, matrix.diagonal().reshape(size_hw).copy(), np.zeros(size_hw, bool), given, product)
    assert np.allclose(product.ravel(), matrix @ given.ravel())

    free = ~seeds.ravel()
    exact = values.ravel().copy()
    exact[free] = np.linalg.solve(matrix[np.ix_(free, free)], -matrix[np.ix_(free, ~free)] @ values.ravel()[~free])
    found = values.copy()
    solve(right, down, linked, seeds, found, 5000, 1e-10)
    assert np.abs(found.ravel() - exact).max() < 1e-8
    assert np.abs(probabilities(picture, linked, seeds, values, 2.0).ravel() - exact).max() < 0.01


def test_seeds_are_discs_at_the_scale_of_the_picture() -> None:
    image = np.zeros((400, 800, 3), np.uint8)
    picture = shrunk(image, 200)
    assert picture.shape == (100, 200, 3) and shrunk(picture, 200) is picture
    marks = np.zeros((100, 200), np.uint8)
    paint_disc(marks, PlacedClick(399, 799, 0, 0), (400, 800), 2.0, 7)
    assert marks[99, 199] == marks[97, 199] == marks[98, 198] == 7 and (marks == 7).sum() == 6
    paint_disc(marks, PlacedClick(0, 0, 0, 0), (400, 800), 0.5, 3)
    assert marks[0, 0] == 3 and (marks == 3).sum() == 1
