"""The simulated annotators: the rules of both protocols, and the published DynaMITe simulator step by step."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file

from model.clickers import BACKGROUND, DynamiteClicker, PlacedClick, RitmClicker, distance_to_outside
from model.preprocess import InputPolicy, resize

COMMITTED = Path(__file__).parent / "goldens"
GOLDENS = os.environ.get("STIPPLE_GOLDENS", "")
needs_goldens = pytest.mark.skipif(not GOLDENS, reason="STIPPLE_GOLDENS (folder of published outputs) is not set")


def truth(mask: np.ndarray) -> np.ndarray:
    return mask.astype(np.int8)


def square(height: int, width: int, rows: slice, columns: slice) -> np.ndarray:
    mask = np.zeros((height, width), dtype=bool)
    mask[rows, columns] = True
    return mask


def test_first_click_is_positive_at_the_centre_of_the_object() -> None:
    click = RitmClicker(truth(square(20, 20, slice(4, 11), slice(6, 13)))).next_click(np.zeros((20, 20), bool))
    assert click == PlacedClick(row=7, column=9, owner=0, t=0) and click.is_positive
    assert click.xy == (9.5, 7.5)


def test_tie_of_missed_and_wrongly_taken_area_is_negative() -> None:
    missed = square(9, 20, slice(2, 7), slice(2, 7))
    taken = square(9, 20, slice(2, 7), slice(12, 17))
    click = RitmClicker(truth(missed)).next_click(taken)
    assert click is not None and not click.is_positive and (click.row, click.column) == (4, 14)


def test_first_of_equal_maxima_in_reading_order_is_clicked() -> None:
    click = RitmClicker(truth(square(10, 12, slice(2, 6), slice(3, 9)))).next_click(np.zeros((10, 12), bool))
    assert click is not None and (click.row, click.column) == (3, 4)


def test_image_border_counts_as_the_edge_of_the_object() -> None:
    assert distance_to_outside(np.ones((5, 5), bool)).max() == 3.0
    click = RitmClicker(np.ones((5, 9), np.int8)).next_click(np.zeros((5, 9), bool))
    assert click is not None and (click.row, click.column) == (2, 2)


def test_ritm_never_clicks_a_pixel_twice() -> None:
    clicker = RitmClicker(truth(square(12, 12, slice(3, 8), slice(3, 8))))
    clicks = [clicker.next_click(np.zeros((12, 12), bool)) for _ in range(25)]
    assert len({(click.row, click.column) for click in clicks if click}) == 25
    assert [click.t for click in clicks if click] == list(range(25))
    assert clicker.next_click(np.zeros((12, 12), bool)) is None


def test_ignored_pixels_are_never_clicked() -> None:
    ground_truth = np.full((8, 8), -1, dtype=np.int8)
    ground_truth[1, 1] = 1
    clicker = RitmClicker(ground_truth)
    click = clicker.next_click(np.ones((8, 8), bool) & (ground_truth != 1))
    assert click == PlacedClick(1, 1, 0, 0)
    assert clicker.next_click(np.ones((8, 8), bool)) is None


def test_dynamite_keeps_a_disc_of_five_pixels_free_around_every_click() -> None:
    masks = np.ones((1, 40, 40), dtype=bool)
    clicker = DynamiteClicker(masks)
    clicks = clicker.first_clicks()
    while (click := clicker.next_click(np.zeros((40, 40), bool), 0)) is not None:
        clicks.append(click)
    places = np.array([(click.row, click.column) for click in clicks])
    gaps = ((places[:, None] - places[None]) ** 2).sum(axis=2) + 1000 * np.eye(len(places), dtype=int)
    assert len(clicks) > 20 and gaps.min() > 25


def test_click_on_a_wrongly_taken_pixel_belongs_to_its_true_owner() -> None:
    masks = np.stack([square(30, 60, slice(5, 25), slice(2, 22)), square(30, 60, slice(5, 25), slice(30, 50))])
    clicker = DynamiteClicker(masks)
    assert [click.owner for click in clicker.first_clicks()] == [0, 1]
    greedy = clicker.next_click(masks[0] | masks[1], 0)
    assert greedy is not None and greedy.owner == 1
    outside = clicker.next_click(masks[0] | square(30, 60, slice(0, 5), slice(0, 60)), 0)
    assert outside is not None and outside.owner == BACKGROUND


def test_hidden_object_gets_its_first_click_in_the_corner() -> None:
    assert DynamiteClicker(np.zeros((1, 9, 9), bool)).first_clicks() == [PlacedClick(0, 0, 0, 0)]


@pytest.mark.parametrize("rule", ["get_next_click", "get_next_click_max_dt"])
@pytest.mark.parametrize("strategy", [0, 1])
def test_repeats_the_published_simulator_click_by_click(rule: str, strategy: int) -> None:
    story = json.loads((COMMITTED / "dynamite_clicker.json").read_text())[f"{rule}.{strategy}"]
    packed = np.load(COMMITTED / "dynamite_clicker.npz")
    masks = unpacked(packed, "gt")
    clicker = DynamiteClicker(masks, blocking="disc" if strategy == 1 else "pixel")
    made = clicker.first_clicks()
    assert [[[click.row, click.column, click.t]] for click in made] == story["first"]["orig"]
    for step, expected in enumerate(story["steps"]):
        predicted = unpacked(packed, f"pred.{step}")
        if rule == "get_next_click":
            click = clicker.next_click(predicted[expected["refine"]], expected["refine"])
        else:
            click = clicker.next_click_anywhere(np.where(predicted.any(axis=0), predicted.argmax(axis=0), BACKGROUND))
        assert click is not None and click.owner == expected["hit_object"]
        made.append(click)
        assert _published(made, masks.shape[1:]) == (expected["fg"][0], expected["bg"][0])


def test_resizes_to_the_published_sizes() -> None:
    shapes = json.loads((COMMITTED / "dynamite_clicker.json").read_text())["resize_shapes"]
    policy = InputPolicy(longer_side=1333, shorter_side=800)
    for name, expected in shapes.items():
        height, width = (int(side) for side in name.split("x"))
        assert list(policy.resized_hw((height, width))) == expected, name


@needs_goldens
def test_resizes_pixels_like_the_published_preprocessing() -> None:
    arrays = load_file(Path(GOLDENS) / "dynamite_clicker.safetensors")
    out = arrays["resize.out"]
    np.testing.assert_array_equal(resize(arrays["resize.in"], (out.shape[0], out.shape[1])), out)


def unpacked(packed: Mapping[str, np.ndarray], name: str) -> np.ndarray:
    """Masks of the committed golden, bool (K, H, W)."""
    shape = tuple(packed["shape"])
    return np.unpackbits(packed[name], count=int(np.prod(shape))).reshape(shape).astype(bool)


def _published(clicks: list[PlacedClick], image_hw: tuple[int, ...]) -> tuple[list[object], list[object] | None]:
    """Clicks as the published code keeps them: [y, x, t] in pixels of the resized image, by object, and background."""
    resized_hw = InputPolicy(longer_side=1333, shorter_side=800).resized_hw((image_hw[0], image_hw[1]))
    scale_y, scale_x = resized_hw[0] / image_hw[0], resized_hw[1] / image_hw[1]
    rows: dict[int, list[object]] = {}
    for click in clicks:
        rows.setdefault(click.owner, []).append([click.row * scale_y, click.column * scale_x, click.t])
    background = rows.pop(BACKGROUND, None)
    return [rows[k] for k in sorted(rows)], background
