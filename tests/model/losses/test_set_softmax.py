"""Exclusive masks: the balanced form against plain loops, and cells that nobody knows."""

from __future__ import annotations

import math

import pytest
import torch

from model.losses import EMPTY, Targets, Totals, batch_totals, merged
from model.losses.set_softmax import set_softmax_loss, softmax_loss
from tests.model.losses.scenes import Scene, scene


def parts(given: Scene) -> tuple[torch.Tensor, Targets, Totals]:
    logits = merged(given.layers[-1], given.query_owner, 3).detach()
    return logits, given.targets, Totals.from_vector(batch_totals(given.targets, given.owner))


def naive_set_softmax(logits: torch.Tensor, targets: Targets) -> float:
    entropies, dices, maps, objects = 0.0, 0.0, 0, 0
    for image in range(len(logits)):
        shares = logits[image].clone()
        shares[~targets.valid[image]] = EMPTY
        shares = shares.softmax(0)
        for group in range(logits.shape[1]):
            if not targets.valid[image, group]:
                continue
            is_object = group < logits.shape[1] - 1
            maps, objects = maps + 1, objects + is_object
            entropy = overlap = predicted = mass = 0.0
            for y in range(logits.shape[2]):
                for x in range(logits.shape[3]):
                    if not targets.weight[image, y, x]:
                        continue
                    t, p = float(targets.masks[image, group, y, x]), float(shares[group, y, x])
                    entropy -= t * math.log(p)
                    overlap, predicted, mass = overlap + t * p, predicted + p, mass + t
            if mass > 0:
                entropies += entropy / mass
                dices += is_object * (1 - (2 * overlap + 1) / (predicted + mass + 1))
    return entropies / maps + dices / objects


@pytest.mark.parametrize("size", [(9, 7), (5, 11)])
def test_the_balanced_form_equals_plain_loops(size: tuple[int, int]) -> None:
    logits, targets, totals = parts(scene(*size))
    assert float(set_softmax_loss(logits, targets, totals)) == pytest.approx(
        naive_set_softmax(logits, targets), rel=1e-5
    )


def test_maps_are_resized_to_finer_masks() -> None:
    coarse, fine = parts(scene(9, 7)), parts(scene(9, 7, fine=4))
    assert torch.isfinite(set_softmax_loss(*fine))
    uniform = torch.ones_like(coarse[0])
    doubled = Targets(*(x.repeat_interleave(2, -1).repeat_interleave(2, -2) for x in (coarse[1].masks,)),
                      coarse[1].valid, coarse[1].weight.repeat_interleave(2, -1).repeat_interleave(2, -2))  # fmt: skip
    torch.testing.assert_close(
        set_softmax_loss(uniform, doubled, coarse[2]),
        set_softmax_loss(uniform, coarse[1], coarse[2]),
        rtol=0.05,
        atol=0,
    )


def test_a_small_object_weighs_as_much_as_the_background() -> None:
    masks = torch.zeros(1, 2, 10, 10)
    masks[0, 0, 0, 0] = 1
    masks[0, 1] = 1 - masks[0, 0]
    targets = Targets(masks, torch.ones(1, 2, dtype=torch.bool), torch.ones(1, 10, 10))
    totals = Totals.from_vector(torch.tensor([2.0, 1.0, 100.0, 1.0]))
    missing_object = set_softmax_loss(torch.tensor((-5.0, 5.0)).view(1, 2, 1, 1).expand(1, 2, 10, 10), targets, totals)
    missing_all_else = set_softmax_loss(
        torch.tensor((5.0, -5.0)).view(1, 2, 1, 1).expand(1, 2, 10, 10), targets, totals
    )
    assert float(missing_object) == pytest.approx(float(missing_all_else), rel=0.1)
    assert softmax_loss(masks * 0 + torch.tensor((-5.0, 5.0)).view(1, 2, 1, 1), targets, totals) < 0.2


@pytest.mark.parametrize("loss", [softmax_loss, set_softmax_loss])
def test_cells_of_unknown_weight_cost_nothing(loss) -> None:  # type: ignore[no-untyped-def]
    logits, targets, totals = parts(scene(9, 7))
    changed = logits.clone()
    changed[0, :, :, -2:] *= -3  # where the scene's weight is 0
    torch.testing.assert_close(loss(changed, targets, totals), loss(logits, targets, totals))
