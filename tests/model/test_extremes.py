"""Inputs at the edge of what people do: nothing, a lot, the border, the tiniest object, the largest photo."""

from __future__ import annotations

import numpy as np
import pytest

from kernels import rle
from model.clickers import DynamiteClicker
from model.engines.onnx import OnnxModel
from model.engines.torch import TorchModel
from model.fusion import masks_from_logits
from model.loading import model_folder
from model.types import Click, Clicks, InteractiveModel


@pytest.fixture(scope="module", params=[OnnxModel, TorchModel])
def model(request: pytest.FixtureRequest) -> InteractiveModel:
    made: InteractiveModel = request.param(model_folder("nano"))
    return made


def photo(height: int, width: int, seed: int = 0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return rng.integers(0, 256, (height, width, 3), dtype=np.uint8)


def one(*points: tuple[float, float]) -> Clicks:
    return Clicks(objects=(tuple(Click(x, y, t) for t, (x, y) in enumerate(points)),))


def test_one_encode_serves_any_number_of_click_sets(model: InteractiveModel) -> None:
    image = photo(120, 160)
    features = model.encode(image)
    before = {name: np.array(np.asarray(tensor)) for name, tensor in features.tensors.items()}
    sets = [one((20, 20)), one((20, 20), (80, 60)), one((150, 100))]
    shared = [model.decode(features, clicks).maps for clicks in sets]
    for clicks, maps in zip(sets, shared, strict=True):
        np.testing.assert_array_equal(model.decode(model.encode(image), clicks).maps, maps)
    assert all(np.array_equal(features.tensors[name], tensor) for name, tensor in before.items())


def test_no_click_at_all_leaves_everything_background(model: InteractiveModel) -> None:
    logits = model.decode(model.encode(photo(64, 96)), Clicks(objects=()))
    assert not masks_from_logits(logits).any() and logits.quality.shape == (0,)


def test_background_clicks_alone_leave_everything_background(model: InteractiveModel) -> None:
    logits = model.decode(model.encode(photo(64, 96)), Clicks(objects=(), background=(Click(5.0, 5.0, 0),)))
    assert not masks_from_logits(logits).any()


@pytest.mark.parametrize("point", [(0.0, 0.0), (160.0, 120.0), (0.0, 120.0), (159.99, 0.01)])
def test_clicks_on_the_border_are_answered(model: InteractiveModel, point: tuple[float, float]) -> None:
    logits = model.decode(model.encode(photo(120, 160)), one(point))
    assert np.isfinite(logits.maps).all() and masks_from_logits(logits).shape == (120, 160)


def test_forty_objects_with_sixty_clicks_are_decoded_jointly(model: InteractiveModel) -> None:
    rng = np.random.default_rng(4)
    places = rng.uniform((0, 0), (320, 240), (60, 2))
    clicks = [Click(float(x), float(y), t) for t, (x, y) in enumerate(places)]
    objects = tuple(tuple(clicks[index::40]) for index in range(40))
    logits = model.decode(model.encode(photo(240, 320)), Clicks(objects))
    labels = masks_from_logits(logits)
    assert logits.quality.shape == (40,) and labels.max() <= 40
    masks = rle.encode_labels(labels, 40)
    assert sum(rle.area(mask) for mask in masks) == int((labels > 0).sum())


def test_sixty_clicks_on_one_object_are_answered(model: InteractiveModel) -> None:
    rng = np.random.default_rng(5)
    points = [(float(x), float(y)) for x, y in rng.uniform((0, 0), (160, 120), (60, 2))]
    assert np.isfinite(model.decode(model.encode(photo(120, 160)), one(*points)).maps).all()


@pytest.mark.parametrize("size_hw", [(1, 1), (1, 300), (300, 1), (2, 3)])
def test_images_of_a_pixel_are_answered(model: InteractiveModel, size_hw: tuple[int, int]) -> None:
    logits = model.decode(model.encode(photo(*size_hw)), one((0.5, 0.5)))
    assert masks_from_logits(logits).shape == size_hw


def test_an_object_of_one_pixel_is_clicked_on_that_pixel(model: InteractiveModel) -> None:
    mask = np.zeros((1, 90, 70), dtype=bool)
    mask[0, 41, 13] = True
    (click,) = DynamiteClicker(mask).first_clicks()
    assert (click.row, click.column) == (41, 13)
    labels = masks_from_logits(model.decode(model.encode(photo(90, 70)), one(click.xy)))
    assert labels.shape == (90, 70)


def test_a_photo_of_48_megapixels_is_answered_at_its_size(model: InteractiveModel) -> None:
    image = photo(60, 80).repeat(100, axis=0).repeat(100, axis=1)
    labels = masks_from_logits(model.decode(model.encode(image), one((4000.0, 3000.0))))
    assert labels.shape == (6000, 8000) and labels.dtype == np.uint16
    assert rle.area(rle.encode_labels(labels, 1)[0]) == int((labels == 1).sum())
