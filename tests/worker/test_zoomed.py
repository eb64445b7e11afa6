"""Decoding inside a crop, pasted back."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from backend.images.crop import Crop
from kernels.rle import Rle, decode, encode
from model.boxes import Box
from model.loading import load
from model.types import Click, Mark, Stroke
from tests.worker.fake_model import DiscModel, features_of
from worker.base_refinement import BaseRefiner, Pointed, Refined
from worker.composition import Active, compose
from worker.decoder import Decoder
from worker.zoomed import compose_in

HW = (96, 128)
CROP = Crop(40, 20, 104, 68)
MODEL = DiscModel(9.0)
DECODER = Decoder(MODEL, features_of((CROP.height, CROP.width), MODEL.digest))
INSIDE = np.zeros(HW, dtype=bool)
INSIDE[CROP.y0 : CROP.y1, CROP.x0 : CROP.x1] = True


def refine(base: Rle, pointed: Sequence[Pointed]) -> Refined:
    return BaseRefiner().refine("zoomed", base, pointed, DECODER)


def masks(active: Sequence[Active], background: Sequence[Mark] = ()) -> list[np.ndarray]:
    found, _ = compose_in(CROP, HW, DECODER, refine, active, background)
    return [decode(rle) > 0 for rle in found]


def test_is_what_the_crop_alone_would_give_at_its_place() -> None:
    (mask,) = masks([Active((Click(60.5, 40.5, 0),))])
    alone, _ = compose(DECODER, refine, [Active((Click(20.5, 20.5, 0),))], [])
    assert (mask[CROP.y0 : CROP.y1, CROP.x0 : CROP.x1] == (decode(alone[0]) > 0)).all()
    assert not mask[~INSIDE].any()


def test_where_the_model_is_unsure_is_told_in_the_frame_of_the_image() -> None:
    _, (judged,) = compose_in(CROP, HW, DECODER, refine, [Active((Click(60.5, 40.5, 0),))], [])
    assert judged.unsure is not None
    assert np.hypot(judged.unsure.x - 60.5, judged.unsure.y - 40.5) < 12


def test_marks_outside_of_the_crop_are_not_heard() -> None:
    heard = [Click(60.5, 40.5, 0)]
    (alone,) = masks([Active(tuple(heard))])
    (among,) = masks([Active((*heard, Click(10.5, 10.5, 1), Box(30.0, 10.0, 70.0, 60.0, 2)))], [Click(38.0, 40.5, 3)])
    assert (alone == among).all()


def test_of_a_stroke_the_points_inside_are_heard() -> None:
    (mask,) = masks([Active((Stroke(((10.5, 40.5), (50.5, 40.5), (70.5, 40.5)), 0),))])
    assert mask[40, 55] or mask[40, 65]
    assert not mask[~INSIDE].any()


def test_neighbours_in_the_crop_take_part() -> None:
    (alone,) = masks([Active((Click(60.5, 40.5, 0),))])
    mask, neighbour = masks([Active((Click(60.5, 40.5, 0),)), Active((Click(70.5, 40.5, 1),))])
    assert (alone & neighbour).any() and not (mask & neighbour).any()


def test_of_a_base_all_outside_of_the_crop_stays() -> None:
    base = np.zeros(HW, dtype=bool)
    base[30:50, 0:60] = True
    later = Active((Click(20.5, 40.5, 0), Click(64.5, 40.5, 1)), encode(base), base_clicks=1)
    (mask,) = masks([later])
    assert mask[40, 64]
    assert (mask[~INSIDE] == base[~INSIDE]).all()
    assert (mask & base == base).all()


def test_background_clicks_of_the_base_are_counted_in_the_crop() -> None:
    base = np.zeros(HW, dtype=bool)
    base[30:50, 30:80] = True
    background = [Click(5.5, 5.5, 0), Click(60.5, 40.5, 1)]
    (mask,) = masks([Active((), encode(base), base_background=1)], background)
    assert not mask[40, 60]
    (unchanged,) = masks([Active((), encode(base), base_background=2)], background)
    assert (unchanged == base).all()


def test_without_a_mark_in_the_crop_everything_stays() -> None:
    found, judged = compose_in(CROP, HW, DECODER, refine, [Active((Click(5.5, 5.5, 0),))], [])
    assert not decode(found[0]).any() and np.isnan(judged[0].quality) and judged[0].unsure is None


@pytest.fixture(scope="module")
def composite() -> tuple[np.ndarray, np.ndarray]:
    """1200 x 900 pixels of even ground with a ball of 24 pixels on it, and its mask."""
    rows, columns = np.mgrid[:900, :1200]
    ball = np.hypot(columns - 700, rows - 500) <= 12
    image = np.stack([90 + columns // 40, 120 + rows // 40, np.full_like(rows, 80)], axis=2).astype(np.uint8)
    image[ball] = (200, 60, 40)
    return image, ball


def test_nano_sees_a_small_object_sharper_in_a_crop(composite: tuple[np.ndarray, np.ndarray]) -> None:
    image, ball = composite
    model, crop = load("nano", threads=1), Crop(640, 448, 768, 560)
    click = Active((Click(700.5, 500.5, 0),))

    def iou(rle: Rle) -> float:
        mask = decode(rle) > 0
        return float((mask & ball).sum() / (mask | ball).sum())

    def no_base(base: Rle, pointed: Sequence[Pointed]) -> Refined:
        raise AssertionError

    whole = Decoder(model, model.encode(image))
    near = Decoder(model, model.encode(np.ascontiguousarray(image[crop.y0 : crop.y1, crop.x0 : crop.x1])))
    from_afar = iou(compose(whole, no_base, [click], [])[0][0])
    closely = iou(compose_in(crop, (900, 1200), near, no_base, [click], [])[0][0])
    assert closely > 0.8
    assert closely > from_afar
