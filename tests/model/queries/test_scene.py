"""Who belongs together among the clicks of a decode."""

from __future__ import annotations

import torch

from model.queries.scene import group_max, group_mean, interaction_round, same_object, same_stroke

# Object 0: a click, then a stroke of two points; object 1: a click; the background: a stroke of two; padding.
OWNER = torch.tensor([[0, 0, 0, 1, -1, -1, -2, -2]])
TIMES = torch.tensor([[0.0, 4.0, 4.0, 1.0, 2.0, 2.0, -1.0, -1.0]])
CLICKS = torch.cat((torch.zeros(1, 8, 2), TIMES.unsqueeze(-1)), dim=-1)


def groups(same: torch.Tensor) -> list[list[int]]:
    return [row.nonzero().flatten().tolist() for row in same[0]]


def test_an_objects_clicks_belong_together_and_others_only_to_themselves() -> None:
    assert groups(same_object(OWNER)) == [[0, 1, 2], [0, 1, 2], [0, 1, 2], [3], [4], [5], [6], [7]]


def test_points_of_one_owner_and_time_are_a_stroke() -> None:
    assert groups(same_stroke(CLICKS, OWNER))[:6] == [[0], [1, 2], [1, 2], [3], [4, 5], [4, 5]]


def test_a_round_counts_the_owners_earlier_strokes_and_not_their_points() -> None:
    later = torch.cat((CLICKS, torch.tensor([[[0.0, 0.0, 9.0]]])), dim=1)
    owner = torch.cat((OWNER, torch.tensor([[0]])), dim=1)
    assert interaction_round(later, owner)[0].tolist() == [0, 1, 1, 0, 0, 0, 0, 0, 2]


def test_groups_are_averaged_and_maximised() -> None:
    values = torch.arange(8.0).reshape(1, 8, 1)
    assert group_mean(values, same_object(OWNER))[0, :4, 0].tolist() == [1, 1, 1, 3]
    assert group_max(values, same_object(OWNER))[0, :4, 0].tolist() == [2, 2, 2, 3]
    assert group_max(values[:, :0], same_object(OWNER[:, :0])).shape == (1, 0, 1)
