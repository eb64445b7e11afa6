"""The border between image pixels and a network's input."""

from __future__ import annotations

import numpy as np
import pytest

from model.preprocess import InputPolicy, network_input, network_points, valid_extent
from model.presets import PRESETS, preset
from model.types import Click, Clicks, Features, Stroke


def features(image_hw: tuple[int, int], policy: InputPolicy) -> Features:
    given = network_input(np.zeros((*image_hw, 3), np.uint8), policy)
    return Features({}, given.image_hw, given.resized_hw, given.padded_hw, "d")


def test_longer_side_is_resized_and_both_are_padded() -> None:
    given = network_input(np.full((75, 100, 3), 255, np.uint8), InputPolicy(longer_side=64))
    assert (given.resized_hw, given.padded_hw) == ((48, 64), (64, 64))
    assert given.pixels.shape == (1, 3, 64, 64) and given.pixels.dtype == np.float32
    white = (255 - np.array([123.675, 116.28, 103.53])) / np.array([58.395, 57.12, 57.375])
    np.testing.assert_allclose(given.pixels[0, :, 10, 10], white, rtol=1e-5)
    assert not given.pixels[0, :, 48:].any()


@pytest.mark.parametrize("image_hw", [(1, 1), (1, 5000), (5000, 1), (33, 31)])
def test_any_aspect_keeps_at_least_one_pixel(image_hw: tuple[int, int]) -> None:
    policy = InputPolicy(longer_side=128)
    resized_hw = policy.resized_hw(image_hw)
    assert min(resized_hw) >= 1 and max(resized_hw) == 128


def test_points_follow_the_resize_and_come_object_by_object_then_background() -> None:
    clicks = Clicks(
        objects=((Click(100, 75, 0), Click(50, 37.5, 3)), (Click(0, 0, 1),)), background=(Click(25, 15, 2),)
    )
    points, objects = network_points(clicks, features((75, 100), InputPolicy(longer_side=64)))
    expected = np.array([[48, 64, 0], [24, 32, 3], [0, 0, 1], [9.6, 16, 2]])
    np.testing.assert_allclose(points, expected, rtol=1e-6)
    assert objects.tolist() == [0, 0, 1, -1] and objects.dtype == np.int64


def test_points_of_a_stroke_share_its_time_and_owner_and_keep_its_place_among_the_clicks() -> None:
    stroke = Stroke(((0.0, 10.0), (100.0, 10.0)), 1)  # 64 pixels of the network's input: four points
    clicks = Clicks(objects=((Click(100, 75, 0), stroke, Click(0, 0, 2)),), background=(Stroke(((25.0, 15.0),), 3),))
    points, objects = network_points(clicks, features((75, 100), InputPolicy(longer_side=64)))
    expected = [[48, 64, 0], *([6.4, x, 1] for x in (8, 24, 40, 56)), [0, 0, 2], [9.6, 16, 3]]
    np.testing.assert_allclose(points, expected, rtol=1e-6)
    assert objects.tolist() == [0] * 6 + [-1] and points.dtype == np.float32


def test_a_stroke_has_as_many_points_on_every_size_of_the_same_image() -> None:
    counts = set()
    for size in (50, 400, 3000):
        stroke = Clicks(((Stroke(((size * 0.1, size * 0.2), (size * 0.6, size * 0.2)), 0),),))
        counts.add(len(network_points(stroke, features((size, size), InputPolicy(longer_side=256)))[0]))
    assert counts == {8}


def test_published_networks_are_fed_pixel_indices_never_negative_ones() -> None:
    assert {name: preset(name).click_shift for name in PRESETS if name != "tiny_test"} == {
        name: 0.5 if name.startswith(("dynamite", "ablation")) else 0.0 for name in PRESETS if name != "tiny_test"
    }
    clicks = Clicks(objects=((Click(10.5, 20.5, 0), Click(0.2, 0.0, 1)),))
    points, _ = network_points(clicks, features((64, 64), InputPolicy(longer_side=128)), shift=0.5)
    assert points.tolist() == [[40.0, 20.0, 0.0], [0.0, 0.0, 1.0]]
    drawn = Clicks(objects=((Stroke(((10.5, 20.5),), 0), Stroke(((0.2, 0.0), (0.4, 0.1)), 1)),))
    assert network_points(drawn, features((64, 64), InputPolicy(longer_side=128)), shift=0.5)[0].tolist() == (
        points.tolist()
    )


def test_extent_of_the_image_on_the_maps_is_fractional_where_padding_cuts_a_cell() -> None:
    extent = valid_extent(features((75, 101), InputPolicy(longer_side=64)), (16, 16))
    assert extent == (12.0, 16.0)
    assert valid_extent(features((70, 100), InputPolicy(longer_side=64)), (16, 16)) == (45 / 4, 16.0)


@pytest.mark.parametrize("image", [np.zeros((4, 4), np.uint8), np.zeros((4, 4, 3)), np.zeros((0, 4, 3), np.uint8)])
def test_refuses_what_is_not_an_rgb_image(image: np.ndarray) -> None:
    with pytest.raises(ValueError, match="uint8 \\(H, W, 3\\) RGB"):
        network_input(image, InputPolicy())


def test_policy_names_a_wrong_size() -> None:
    with pytest.raises(ValueError, match="longer_side=0"):
        InputPolicy(longer_side=0)
    with pytest.raises(ValueError, match="shorter_side=900"):
        InputPolicy(longer_side=800, shorter_side=900)
