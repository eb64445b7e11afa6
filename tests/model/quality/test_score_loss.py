"""The loss of predicted quality, and its target."""

from __future__ import annotations

import torch

from model.losses.overlap import soft_iou
from model.losses.targets import Targets
from model.quality.loss import bin_weights, rank_loss, score_loss

ONE_IMAGE = torch.zeros(2, dtype=torch.long)


def targets(padding: int = 0) -> tuple[torch.Tensor, Targets]:
    """One object in the left half of 4 x 8 cells, and the background; below it ``padding`` rows that are unknown."""
    masks = torch.zeros(1, 2, 4 + padding, 8)
    masks[:, 0, :, :4], masks[:, 1, :, 4:] = 1, 1
    weight = torch.ones(1, 4 + padding, 8)
    weight[:, 4:] = 0
    return masks, Targets(masks, torch.ones(1, 2, dtype=torch.bool), weight)


def test_the_target_of_a_perfect_mask_is_one_and_of_an_empty_one_zero() -> None:
    masks, truth = targets()
    assert float(soft_iou(masks * 20 - 10, truth)) == 1.0
    nothing = torch.stack((torch.full((1, 4, 8), -10.0), torch.full((1, 4, 8), 10.0)), dim=1)
    assert float(soft_iou(nothing, truth)) == 0.0


def test_the_target_does_not_see_padding() -> None:
    masks, truth = targets(padding=3)
    logits = masks * 20 - 10
    logits[:, 0, 4:] = 50  # the padding is all given to the object
    assert float(soft_iou(logits, truth)) == 1.0


def test_the_loss_is_least_at_the_reached_iou() -> None:
    reached = torch.tensor([0.3, 0.9])
    losses = [
        float(score_loss(torch.logit((reached + shift).clamp(0.01, 0.99)), reached, ONE_IMAGE))
        for shift in (-0.2, 0.0, 0.2)
    ]
    assert losses[1] < losses[0] and losses[1] < losses[2]


def test_only_objects_of_the_same_image_are_ranked() -> None:
    score, reached = torch.tensor([2.0, -2.0]), torch.tensor([0.2, 0.9])
    assert float(rank_loss(score, reached, ONE_IMAGE)) > 4
    assert float(rank_loss(score, reached, torch.tensor([0, 1]))) == 0


def test_rare_ious_weigh_more_up_to_a_limit() -> None:
    reached = torch.tensor([0.95] * 90 + [0.55] * 9 + [0.15])
    weights = bin_weights(reached)
    assert float(weights[0]) < 1 < float(weights[90]) < float(weights[99]) == 5


def test_a_batch_without_an_object_costs_nothing() -> None:
    nothing = torch.zeros(0, requires_grad=True)
    score_loss(nothing, torch.zeros(0), torch.zeros(0, dtype=torch.long)).backward()
    assert nothing.grad is not None
