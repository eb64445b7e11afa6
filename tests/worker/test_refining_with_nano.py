"""The model that comes with Stipple, on a drawn scene: one click on an error mends it and leaves the rest alone."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from kernels.rle import Rle, decode, encode
from model.evaluation.damage import Damage, damaged
from model.loading import load
from model.types import Click
from worker.base_refinement import BaseRefiner
from worker.click_reach import distance_to
from worker.composition import Active, compose
from worker.decoder import Decoder

HW = (240, 320)


@pytest.fixture(scope="module")
def scene() -> tuple[Decoder, np.ndarray]:
    """An orange blob on blue, both speckled, and its mask, bool (H, W)."""
    canvas = np.zeros(HW, dtype=np.uint8)
    cv2.ellipse(canvas, (150, 120), (80, 55), 15, 0, 360, 1, cv2.FILLED)
    cv2.circle(canvas, (220, 80), 40, 1, cv2.FILLED)
    colours = np.array([(60, 90, 150), (200, 120, 50)])[canvas]
    noise = np.random.default_rng(0).normal(0, 12, (*HW, 3))
    model = load("nano", "onnx", 1)
    image = np.clip(colours + noise, 0, 255).astype(np.uint8)
    return Decoder(model, model.encode(image)), canvas > 0


def clicked(decoder: Decoder, damage: Damage) -> Rle:
    row, column = damage.pixel
    click = Click(column + 0.5, row + 0.5, 0)
    active = Active((click,) if damage.is_missing else (), encode(damage.mask))
    return composed(decoder, [active], () if damage.is_missing else (click,))[0]


def composed(decoder: Decoder, active: list[Active], background: tuple[Click, ...]) -> list[Rle]:
    refiner = BaseRefiner()
    return compose(decoder, lambda base, at: refiner.refine("scene", base, at, decoder), active, background)[0]


def iou(one: np.ndarray, two: np.ndarray) -> float:
    return float((one & two).sum() / (one | two).sum())


@pytest.mark.parametrize("is_missing", [True, False])
@pytest.mark.parametrize("seed", range(4))
def test_one_click_on_an_error_mends_it_and_changes_nothing_far_from_it(
    scene: tuple[Decoder, np.ndarray], is_missing: bool, seed: int
) -> None:
    decoder, truth = scene
    damage = damaged(truth, is_missing, np.random.default_rng(seed))
    mask = decode(clicked(decoder, damage)) > 0
    changed = mask != damage.mask
    assert iou(mask, truth) > iou(damage.mask, truth)
    assert changed[damage.bite & (damage.mask != truth)].mean() > 0.6
    assert distance_to(damage.bite)[changed].max() <= 20


def test_two_workers_answer_with_the_same_bytes(scene: tuple[Decoder, np.ndarray]) -> None:
    decoder, truth = scene
    damage = damaged(truth, True, np.random.default_rng(7))
    other = load("nano", "onnx", 1)
    assert clicked(decoder, damage) == clicked(Decoder(other, decoder.features), damage)


def test_a_click_on_a_neighbour_leaves_the_refined_mask_as_it_was(scene: tuple[Decoder, np.ndarray]) -> None:
    decoder, truth = scene
    damage = damaged(truth, True, np.random.default_rng(2))
    row, column = damage.pixel
    painted = Active((Click(column + 0.5, row + 0.5, 0),), encode(damage.mask))
    masks = composed(decoder, [painted, Active((Click(12.5, 220.5, 1),))], ())
    kept = decode(clicked(decoder, damage)) & decode(masks[0])
    assert (kept == decode(masks[0])).all() and (kept >= damage.mask).all()
    assert not (decode(masks[0]) & decode(masks[1])).any()
