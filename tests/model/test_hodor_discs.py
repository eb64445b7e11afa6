"""Clicks as soft discs: radii, whose a cell is, slots of a batch."""

from __future__ import annotations

import torch

from model.hodor.discs import click_masks

GRID = (8, 8)


def test_the_first_click_of_an_object_is_larger_than_its_later_ones() -> None:
    made = click_masks(torch.tensor([[[20.0, 20.0, 5.0], [44.0, 44.0, 2.0]]]), torch.tensor([[0, 0]]), GRID, 0.0)
    mask = made.objects[0, 0]
    assert mask[2, 2] == mask[5, 5] == 1  # cells under the clicks
    assert mask[5, 6] == 1 and mask[2, 1] == 1 - (1 - 3 / 8) / 2  # a cell away: inside 8 px, on the slope from 3 px
    torch.testing.assert_close(made.first, torch.tensor([[[44.0, 44.0, 2.0]]]))


def test_all_points_of_the_first_stroke_are_large() -> None:
    made = click_masks(torch.tensor([[[4.0, 4.0, 0.0], [4.0, 60.0, 0.0]]]), torch.tensor([[0, 0]]), GRID, 0.0)
    assert made.objects[0, 0, 0, 1] == made.objects[0, 0, 0, 6] == 1


def test_pixel_indices_are_half_a_pixel_off() -> None:
    owner = torch.tensor([[0]])
    indices = click_masks(torch.tensor([[[19.5, 19.5, 0.0]]]), owner, GRID, 0.5)
    continuous = click_masks(torch.tensor([[[20.0, 20.0, 0.0]]]), owner, GRID, 0.0)
    assert torch.equal(indices.objects, continuous.objects)


def test_the_nearest_click_decides_whose_a_cell_is() -> None:
    clicks = torch.tensor([[[27.0, 20.0, 0.0], [27.0, 37.0, 1.0], [44.3, 21.2, 2.0]]])
    made = click_masks(clicks, torch.tensor([[0, 1, -1]]), GRID, 0.0)
    one, two, background = made.objects[0, 0], made.objects[0, 1], made.background[0, 0]
    assert one[3, 2] == 1 and two[3, 4] == 1 and background[5, 2] == 1
    assert one[3, 4] == 0 and one[5, 2] == 0 and two[3, 2] == 0 and background[3, 2] == 0
    assert (one * background == 0).all() and (one * two == 0).all() and made.objects.sum(1).max() == 1


def test_an_object_that_is_nearest_nowhere_keeps_its_disc() -> None:
    clicks = torch.tensor([[[0.0, 0.0, 0.0], [3.0, 3.0, 1.0]]])
    made = click_masks(clicks, torch.tensor([[0, 1]]), GRID, 0.0)
    assert made.objects[0, 0, 0, 0] == 1 and made.objects[0, 1, 0, 0] == 1


def test_a_batch_has_as_many_slots_as_its_fullest_images() -> None:
    clicks = torch.tensor(
        [
            [[10.0, 10.0, 0.0], [50.0, 50.0, 1.0], [30.0, 30.0, 2.0]],
            [[10.0, 10.0, 0.0], [50.0, 50.0, 1.0], [30.0, 30.0, 2.0]],
            [[10.0, 10.0, 0.0], [-1.0, -1.0, -1.0], [-1.0, -1.0, -1.0]],
        ]
    )
    owner = torch.tensor([[0, 1, 2], [-1, 0, -1], [0, -2, -2]])
    made = click_masks(clicks, owner, GRID, 0.0)
    assert made.object_owner.tolist() == [[0, 1, 2], [0, -2, -2], [0, -2, -2]]
    assert made.background_owner.tolist() == [[-2, -2], [-1, -1], [-2, -2]]
    assert not made.objects[1:, 1:].any() and not made.background[[0, 2]].any()
    assert made.first[1].tolist() == [[50, 50, 1], [-1] * 3, [-1] * 3, [10, 10, 0], [30, 30, 2]]


def test_there_may_be_no_clicks_or_none_on_an_object() -> None:
    nothing = click_masks(torch.zeros(1, 0, 3), torch.zeros(1, 0, dtype=torch.long), GRID, 0.0)
    assert nothing.objects.shape == nothing.background.shape == (1, 0, *GRID) and nothing.first.shape == (1, 0, 3)
    background = click_masks(torch.tensor([[[10.0, 10.0, 0.0]]]), torch.tensor([[-1]]), GRID, 0.0)
    assert background.objects.shape[1] == 0 and background.background[0, 0, 1, 1] == 1
