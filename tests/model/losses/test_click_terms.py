"""Terms about clicks: each against plain loops, and that they punish a lost and an idle click."""

from __future__ import annotations

import math

import pytest
import torch
import torch.nn.functional as F

from model.losses import LossConfig, Targets, Totals, batch_totals, merged
from model.losses.click_terms import DISC_PX, click_anchor_loss, click_softmax_loss, per_click_loss
from tests.model.losses.scenes import Scene, scene


def totals(given: Scene) -> Totals:
    return Totals.from_vector(batch_totals(given.targets, given.owner))


def read(logits: torch.Tensor, y: float, x: float) -> torch.Tensor:
    """Bilinear read of (K, h, w) at image pixels, by hand; cell centres at 4·index + 2."""
    v, u = y / 4 - 0.5, x / 4 - 0.5
    top, left = min(math.floor(v), logits.shape[1] - 2), min(math.floor(u), logits.shape[2] - 2)
    b, a = v - top, u - left
    corner = logits[:, top : top + 2, left : left + 2]
    upper = (1 - a) * corner[:, 0, 0] + a * corner[:, 0, 1]
    return (1 - b) * upper + b * ((1 - a) * corner[:, 1, 0] + a * corner[:, 1, 1])


def naive_anchor(logits: torch.Tensor, given: Scene) -> float:
    height, width = logits.shape[2] * 4, logits.shape[3] * 4
    total, clicks = 0.0, 0
    for image in range(2):
        for click in range(5):
            who = int(given.owner[image, click])
            if who == -2:
                continue
            clicks += 1
            present = [k for k in range(3) if given.targets.valid[image, k]]
            for k in present:
                for dy, dx in DISC_PX:
                    y = min(max(float(given.clicks[image, click, 0]) + dy, 2.0), height - 2.0)
                    x = min(max(float(given.clicks[image, click, 1]) + dx, 2.0), width - 2.0)
                    value = float(read(logits[image], y, x)[k])
                    total += math.log1p(math.exp(-value if who == k else value)) / len(DISC_PX) / len(present)
    return total / clicks


@pytest.mark.parametrize("size", [(9, 7), (5, 11)])
def test_the_anchor_equals_plain_loops(size: tuple[int, int]) -> None:
    given = scene(*size)
    logits = merged(given.layers[-1], given.query_owner, 3).detach()
    value = click_anchor_loss(logits, given.targets, given.clicks, given.owner, totals(given))
    assert len(DISC_PX) == 13
    assert float(value) == pytest.approx(naive_anchor(logits, given), rel=1e-4)


def naive_per_click(given: Scene, config: LossConfig) -> float:
    total = 0.0
    for image in range(2):
        for k in range(3):
            queries = [q for q in range(7) if int(given.query_owner[image, q]) == k]
            truth, known = given.targets.masks[image, k], given.targets.weight[image]
            for query in queries:
                z = given.layers[-1][image, query].detach()
                bce = (F.binary_cross_entropy_with_logits(z, truth, reduction="none") * known).sum() / known.sum()
                p = z.sigmoid() * known
                dice = 1 - (2 * (p * truth).sum() + 1) / (p.sum() + (truth * known).sum() + 1)
                total += float(config.bce * bce + config.dice * dice) / len(queries)
    return total / int(given.targets.valid[:, :-1].sum())


def test_each_clicks_own_map_is_supervised_as_in_plain_loops() -> None:
    given, config = scene(9, 7), LossConfig(points=0)
    value = per_click_loss(given.layers[-1], given.query_owner, given.targets, totals(given), config)
    assert float(value.detach()) == pytest.approx(naive_per_click(given, config), rel=1e-5)


def test_every_click_behind_the_maximum_gets_a_gradient() -> None:
    given = scene(9, 7)
    with torch.no_grad():
        given.layers[-1][0, 0] = 9.0
        given.layers[-1][0, 1] = -3.0  # the idle second click of object 0
    merged(given.layers[-1], given.query_owner, 3).sum().backward()
    assert torch.all(given.layers[-1].grad[0, 1] == 0)  # type: ignore[index]
    per_click_loss(given.layers[-1], given.query_owner, given.targets, totals(given), LossConfig(points=0)).backward()
    assert given.layers[-1].grad[0, 1].abs().sum() > 0  # type: ignore[index]


def test_a_batch_without_clicks_on_objects_costs_nothing_per_click() -> None:
    given = scene(9, 7)
    nobody = torch.full_like(given.query_owner, -1)
    assert per_click_loss(given.layers[-1], nobody, given.targets, totals(given), LossConfig()) == 0


@pytest.mark.parametrize("loss", [click_softmax_loss, click_anchor_loss])
def test_a_click_whose_mask_lost_it_is_punished(loss) -> None:  # type: ignore[no-untyped-def]
    masks = torch.zeros(1, 3, 8, 8)
    masks[:, 0, :, :2], masks[:, 1, :, -2:] = 1, 1
    masks[:, 2] = 1 - masks.sum(1)
    targets = Targets(masks, torch.ones(1, 3, dtype=torch.bool), torch.ones(1, 8, 8))
    owner, counts = torch.tensor([[0]]), Totals.from_vector(torch.ones(4))
    inside, outside = torch.tensor([[[16.0, 4.0, 0.0]]]), torch.tensor([[[16.0, 16.0, 0.0]]])
    logits = 8 * masks - 4
    assert loss(logits, targets, inside, owner, counts) < 0.1
    assert loss(logits, targets, outside, owner, counts) > 1.5
