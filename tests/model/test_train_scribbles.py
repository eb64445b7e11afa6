"""Strokes of simulated people: inside their region, along its ridge or across it, repeatable."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import dist

import cv2
import numpy as np
import pytest
import torch

from model.clickers import distance_to_outside
from model.strokes import MOST_POINTS
from model.train_clicks import BACKGROUND, ClickList, Corrections, FirstClicks, corrective_clicks, initial_clicks
from model.train_scribbles import scribble, stroke_points
from model.training.batch import click_tensors

SIZE = 160


def drawn(name: str) -> np.ndarray:
    """A mask of one of the shapes that strokes find hard."""
    mask = np.zeros((SIZE, SIZE), np.uint8)
    if name == "disc":
        cv2.circle(mask, (80, 80), 50, 1, -1)
    elif name == "ring":
        cv2.circle(mask, (80, 80), 60, 1, 12)
    elif name == "zigzag":
        cv2.polylines(mask, [np.array([[15, 15], [140, 40], [30, 90], [140, 140]])], False, 1, 7)
    elif name == "hair":
        cv2.line(mask, (10, 20), (150, 133), 1, 1)
    elif name == "comb":
        mask[20:140, 20:140:4] = 1
        mask[20:24, 20:140] = 1
    elif name == "pixel":
        mask[80, 80] = 1
    elif name == "everything":
        mask[:] = 1
    return mask.astype(bool)


SHAPES = ["disc", "ring", "zigzag", "hair", "comb", "pixel", "everything"]


@pytest.mark.parametrize("name", SHAPES)
def test_a_stroke_stays_in_its_mask_and_goes_through_its_start(name: str) -> None:
    mask = drawn(name)
    for seed in range(20):
        rng = np.random.default_rng(seed)
        row, column = divmod(int(rng.choice(np.flatnonzero(mask))), SIZE)
        start = (row + 0.5, column + 0.5)
        stroke = scribble(mask, rng, start)
        assert start in stroke
        assert all(mask[int(y), int(x)] for y, x in stroke)
        points = stroke_points(mask, rng, start)
        assert 1 <= len(points) <= MOST_POINTS and all(mask[int(y), int(x)] for y, x in points)


def test_the_same_seed_draws_the_same_stroke_and_another_one_another() -> None:
    mask = drawn("ring")
    strokes = [scribble(mask, np.random.default_rng(seed)) for seed in (1, 1, 2)]
    assert strokes[0] == strokes[1] != strokes[2]


def test_strokes_follow_a_band_and_keep_to_its_middle() -> None:
    """12 px wide: most strokes are many widths long, and lie deeper than chance would."""
    mask = drawn("ring")
    depth = distance_to_outside(mask)
    lengths, depths = [], []
    for seed in range(40):
        stroke = scribble(mask, np.random.default_rng(seed))
        lengths.append(sum(dist(a, b) for a, b in pairwise(stroke)))
        depths += [depth[int(y), int(x)] for y, x in stroke]
    assert np.median(lengths) > 60
    assert np.mean(depths) > 1.2 * depth[mask].mean()


def test_a_stroke_does_not_cross_a_gap() -> None:
    mask = np.ones((60, 120), bool)
    mask[:, 58:61] = False
    for seed in range(40):
        columns = [x for _, x in scribble(mask, np.random.default_rng(seed))]
        assert max(columns) < 58 or min(columns) >= 61


def test_an_empty_mask_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one pixel"):
        scribble(np.zeros((4, 4), bool), np.random.default_rng(0))


def scene() -> np.ndarray:
    labels = np.zeros((SIZE, SIZE), np.uint8)
    labels[drawn("disc")] = 1
    labels[10:150, 2:12] = 2
    return labels


def strokes_of(clicks: ClickList) -> list[list[tuple[float, float, float, int]]]:
    groups: dict[float, list[tuple[float, float, float, int]]] = {}
    for row in clicks.rows:
        groups.setdefault(row[2], []).append(row)
    return list(groups.values())


def test_rows_of_a_stroke_share_time_and_owner_and_time_counts_strokes() -> None:
    rule = FirstClicks(background=(0.0, 0.0, 1.0), more=(0.0, 1.0), scribbles=1.0)
    labels = scene()
    for seed in range(10):
        strokes = strokes_of(initial_clicks(labels, 2, rule, np.random.default_rng(seed)))
        assert [stroke[0][2] for stroke in strokes] == list(range(len(strokes)))
        assert [stroke[0][3] for stroke in strokes] == [0, 0, 1, 1, BACKGROUND, BACKGROUND]
        assert all(len({owner for *_, owner in stroke}) == 1 for stroke in strokes)
        for y, x, _, owner in (row for stroke in strokes for row in stroke):
            assert labels[int(y), int(x)] == (owner + 1 if owner >= 0 else 0)


def test_the_share_of_scribbles_is_that_of_the_rule_and_none_leaves_the_clicks_as_they_were() -> None:
    rule = FirstClicks(more=(1.0,), background=(0.0, 1.0), scribbles=0.15)
    labels = scene()
    made = [initial_clicks(labels, 2, rule, np.random.default_rng(seed)) for seed in range(200)]
    share = np.mean([len(stroke) > 1 for clicks in made for stroke in strokes_of(clicks)])
    assert 0.08 < share < 0.2
    none = initial_clicks(labels, 2, replace(rule, scribbles=0.0), np.random.default_rng(5))
    assert len(none.rows) == 3


@pytest.mark.parametrize("stride", [1, 2])
def test_a_corrective_stroke_lies_in_the_error_and_belongs_to_whose_pixels_it_crosses(stride: int) -> None:
    """Object 1 spread over everything: what it took of object 2 and of the background goes back to them."""
    labels = scene()
    rule = Corrections(scribbles=1.0, two_clicks=0.0, stride=stride)
    owners = set()
    for seed in range(30):
        coarse, clicks = ClickList(), ClickList()
        clicks.add(80.5, 80.5, 0)
        small = labels[::stride, ::stride]
        corrective_clicks(coarse, np.ones_like(small), small, 2, rule, np.random.default_rng(seed))
        clicks.add_all(coarse, stride)
        for y, x, t, owner in clicks.rows[1:]:
            assert labels[int(y), int(x)] == (owner + 1 if owner >= 0 else 0) and t >= 1
            owners.add(owner)
    assert owners == {1, BACKGROUND}


def test_rows_of_strokes_become_tensors_as_rows_of_clicks_do() -> None:
    clicks = ClickList()
    clicks.add_stroke([(1.5, 2.5), (3.5, 4.5)], BACKGROUND)
    clicks.add(5.5, 6.5, 0)
    points, owner = click_tensors([clicks])
    assert points[0].tolist() == [[5.5, 6.5, 1.0], [1.5, 2.5, 0.0], [3.5, 4.5, 0.0]]
    assert torch.equal(owner[0], torch.tensor([0, BACKGROUND, BACKGROUND]))
