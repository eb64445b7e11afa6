"""The published values of the sine encodings, and the radial basis."""

from __future__ import annotations

import math

import pytest
import torch

from model.positional_encoding import click_encoding, pixel_encoding, radial_basis, scaled_time


def test_click_encoding_gives_the_published_values() -> None:
    click = torch.tensor([[[0.25, 0.5, 0.01]]])
    code = click_encoding(click, (1, 1), "spatio_temporal", 256)[0, 0]
    assert code.shape == (384,)
    torch.testing.assert_close(code[:4], torch.tensor([1, 0, 0.977918, 0.208991]), atol=1e-5, rtol=0)
    torch.testing.assert_close(code[128:132], torch.tensor([0, -1, 0.408751, -0.912646]), atol=1e-5, rtol=0)
    torch.testing.assert_close(code[256:260], torch.tensor([0.062791, 0.998027, 0.054383, 0.998520]), atol=1e-5, rtol=0)


def test_temporal_encoding_gives_the_published_values() -> None:
    code = click_encoding(torch.tensor([[[0.25, 0.5, 0.01]]]), (1, 1), "temporal", 256)[0, 0]
    torch.testing.assert_close(code[:4], torch.tensor([0.062791, 0.998027, 0.058436, 0.998291]), atol=1e-5, rtol=0)


def test_pixel_encoding_gives_the_published_values() -> None:
    cell = pixel_encoding(2, 4, 256, False, torch.zeros(1))[0, 1 * 4 + 2]
    expected = torch.tensor([0.0, 1.0, -0.746092])
    torch.testing.assert_close(cell[:3], expected, atol=1e-5, rtol=0)
    torch.testing.assert_close(cell[128:130], torch.tensor([-1.0, 0.0]), atol=1e-5, rtol=0)


def test_padding_clicks_have_no_place() -> None:
    padding = torch.full((1, 1, 3), -1.0)
    assert click_encoding(padding, (64, 64), "spatio_temporal", 64).abs().max() < 1e-6
    assert radial_basis(padding, 4, 4, 4).abs().max() == 0


def test_time_is_scaled_by_the_largest_click_beyond_500() -> None:
    points = torch.tensor([[[0.0, 0.0, 10.0], [0.0, 0.0, 1000.0]]])
    assert scaled_time(points)[0, :, 2].tolist() == pytest.approx([0.01, 1.0])
    assert math.isclose(float(scaled_time(points[:, :1])[0, 0, 2]), 0.02, rel_tol=1e-6)


def test_aligned_pixel_and_click_share_one_code_at_a_cells_centre() -> None:
    pixel = pixel_encoding(4, 4, 64, True, torch.zeros(1))[0, 1 * 4 + 2]
    click = click_encoding(torch.tensor([[[6.0, 10.0, 0.0]]]), (16, 16), "spatial", 64)[0, 0]
    torch.testing.assert_close(pixel, click)


def test_radial_basis_is_one_at_the_click_and_falls_with_distance() -> None:
    basis = radial_basis(torch.tensor([[[10.0, 6.0, 0.0]]]), 8, 8, 4)[0, 0].unflatten(0, (8, 8))
    assert torch.all(basis[2, 1] == 1)
    assert torch.all(basis[2, 1] > basis[2, 3]) and torch.all(basis[2, 3] > basis[7, 7])
