"""Each way to read the features, against its formula worked out the long way."""

from __future__ import annotations

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from model.bilinear import sample
from model.queries.content import CONTENTS, DiscCells, DiscPixels, disc_radius
from model.queries.scene import Scene
from tests.model.queries.networks import config_with

HEIGHT, WIDTH, CHANNELS = 96, 128, 16
CLICKS = torch.tensor([[[20.0, 31.0, 0.0], [70.0, 90.0, 3.0], [50.0, 64.0, 1.0], [2.0, 125.0, 2.0]]])
OWNER = torch.tensor([[0, 0, 1, -1]])
RADII = [8.0, 3.0, 8.0, 3.0]


def scene() -> Scene:
    torch.manual_seed(1)
    sizes = [(HEIGHT // stride, WIDTH // stride) for stride in (32, 16, 8, 4)]
    features = [torch.randn(1, CHANNELS, *size) for size in sizes]
    return Scene(features[:3], features[3], CLICKS, OWNER)


def scales(given: Scene) -> list[Tensor]:
    points = torch.stack((CLICKS[..., 1] / WIDTH, CLICKS[..., 0] / HEIGHT), dim=-1)
    return [sample(level, points) for level in (*given.levels, given.mask_features)]


def content(name: str, given: Scene) -> Tensor:
    module = CONTENTS[name](config_with({"init": name}))
    torch.manual_seed(2)
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.copy_(torch.randn_like(parameter))
        return module(given)


def test_a_point_is_read_at_the_scales_that_its_name_says() -> None:
    given = scene()
    coarse, middle, fine, finest = scales(given)
    torch.testing.assert_close(content("point_ms", given), (coarse + middle + fine) / 3)
    torch.testing.assert_close(content("point_last", given), fine)
    torch.testing.assert_close(content("ms_F", given), (coarse + middle + fine + finest) / 4)


def test_scales_are_weighted_by_a_softmax() -> None:
    given = scene()
    torch.manual_seed(2)
    weights = torch.randn(3).softmax(0)
    expected = sum(weight * read for weight, read in zip(weights, scales(given), strict=False))
    torch.testing.assert_close(content("wms", given), expected)


def test_each_scale_has_a_third_of_its_matrix() -> None:
    given = scene()
    torch.manual_seed(2)
    matrices = [torch.randn(CHANNELS, CHANNELS) / 3 for _ in range(3)]
    expected = sum(read @ matrix.T for matrix, read in zip(matrices, scales(given), strict=False))
    torch.testing.assert_close(content("ms_proj", given), expected)


def test_global_context_adds_the_projected_mean_of_the_whole_image() -> None:
    given = scene()
    torch.manual_seed(2)
    matrix = torch.randn(CHANNELS, CHANNELS)
    whole = sum(level.mean((2, 3)) for level in given.levels) / 3
    torch.testing.assert_close(content("ms_global", given), sum(scales(given)[:3]) / 3 + whole @ matrix.T)


def test_the_first_click_of_an_object_has_the_larger_disc() -> None:
    assert disc_radius(scene())[0].tolist() == RADII
    stroke = CLICKS.clone()
    stroke[0, 1, 2] = 0.0  # now a point of the first stroke
    assert disc_radius(Scene([], torch.empty(0), stroke, OWNER))[0].tolist() == [8, 8, 8, 3]


@pytest.mark.parametrize("shift", [0.0, 0.5])
def test_cells_of_a_disc_are_those_where_its_resized_mask_passes_a_half(shift: float) -> None:
    given = scene()
    means = DiscCells(shift)(given)[0]
    y, x = torch.meshgrid(torch.arange(HEIGHT) + 0.5, torch.arange(WIDTH) + 0.5, indexing="ij")
    for place, radius, mean in zip(CLICKS[0, :, :2] + shift, RADII, means, strict=True):
        disc = ((y - place[0]).square() + (x - place[1]).square() <= radius**2).float()
        expected = []
        for level in given.levels:
            small = F.interpolate(disc[None, None], size=level.shape[-2:], mode="bilinear")[0, 0]
            stride = HEIGHT // level.shape[-2]
            chosen = small > 0.5
            if not chosen.any():
                chosen[int(place[0] // stride), int(place[1] // stride)] = True
            expected.append(level[0][:, chosen].mean(1))
        torch.testing.assert_close(mean, sum(expected) / 3)


def test_pixels_of_a_disc_are_read_one_by_one_and_only_inside_the_image() -> None:
    given = scene()
    means = DiscPixels()(given)[0]
    for place, radius, mean in zip(CLICKS[0, :, :2], RADII, means, strict=True):
        pixels = [
            (float(place[1]) + dx, float(place[0]) + dy)
            for dy in range(-8, 9)
            for dx in range(-8, 9)
            if dy**2 + dx**2 <= radius**2
        ]
        inside = [(x / WIDTH, y / HEIGHT) for x, y in pixels if 0 <= x <= WIDTH - 1 and 0 <= y <= HEIGHT - 1]
        read = [sample(level, torch.tensor([inside])).mean(1)[0] for level in given.levels]
        torch.testing.assert_close(mean, sum(read) / 3)
