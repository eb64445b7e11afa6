"""The whole loss: it equals the paper's equation, counts over all ranks, and every form is finite everywhere."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
import torch
from torch import Tensor

from model.interactive_transformer import Prediction
from model.losses import EMPTY, LOSSES, LossConfig, Targets, batch_totals, merged, soft_iou, total_loss
from tests.model.losses.scenes import Scene, scene

OWNER = torch.tensor([[0, 0, 1, -1, -2]])


def targets(size: int = 8) -> Targets:
    """Object 0 left quarter, object 1 right quarter, background between."""
    masks = torch.zeros(1, 3, size, size)
    masks[:, 0, :, : size // 4] = 1
    masks[:, 1, :, -size // 4 :] = 1
    masks[:, 2] = 1 - masks[:, 0] - masks[:, 1]
    return Targets(masks, torch.ones(1, 3, dtype=torch.bool), torch.ones(1, size, size))


def right_maps(strength: float) -> Tensor:
    """Maps of the five queries that draw the targets; the padding query shouts everywhere."""
    signs = targets().masks[0] * 2 - 1
    shouting = torch.full_like(signs[0], 99.0)
    return torch.stack((signs[0], -torch.ones_like(signs[0]), signs[1], signs[2], shouting)).unsqueeze(0) * strength


def loss_of(given: Scene, config: LossConfig, totals: Tensor | None = None) -> Tensor:
    return total_loss(given.prediction, given.targets, given.clicks, given.owner, config, totals)[0]


def test_merging_takes_the_maximum_of_an_objects_clicks_and_ignores_padding() -> None:
    logits = merged(right_maps(3.0), OWNER, 2)
    assert logits.shape == (1, 3, 8, 8)
    assert logits.max() == 3.0
    assert torch.equal(logits[:, 0] > 0, targets().masks[:, 0] > 0)


def test_an_object_without_queries_is_empty() -> None:
    assert torch.all(merged(right_maps(1.0), torch.tensor([[0, 0, 0, -1, -2]]), 2)[:, 1] == EMPTY)


def test_soft_iou_of_right_maps_is_one() -> None:
    torch.testing.assert_close(soft_iou(merged(right_maps(2.0), OWNER, 2), targets()), torch.ones(1, 2))


def papers_equation(given: Scene) -> float:
    """5·BCE + 5·Dice of every prediction, summed over all maps and divided by their number M, in plain loops."""
    total, maps = 0.0, int(given.targets.valid.sum())
    for layer in given.layers:
        for image in range(2):
            for group in range(4):
                if not given.targets.valid[image, group]:
                    continue
                members = [
                    query for query in range(7) if int(given.query_owner[image, query]) == (group if group < 3 else -1)
                ]
                entropy = overlap = mass = truth = 0.0
                cells = given.targets.masks[image, group].numel()
                for y in range(given.targets.masks.shape[2]):
                    for x in range(given.targets.masks.shape[3]):
                        p = 1 / (1 + math.exp(-max(float(layer[image, query, y, x]) for query in members)))
                        t = float(given.targets.masks[image, group, y, x])
                        entropy -= t * math.log(p) + (1 - t) * math.log(1 - p)
                        overlap, mass, truth = overlap + p * t, mass + p, truth + t
                total += 5 * entropy / cells / maps + 5 * (1 - (2 * overlap + 1) / (mass + truth + 1)) / maps
    return total


def test_base_on_whole_maps_is_the_papers_equation() -> None:
    given = scene(5, 7)
    given.targets.weight[:] = 1  # the paper knows no padding
    assert float(loss_of(given, LOSSES["whole_maps"]).detach()) == pytest.approx(papers_equation(given), rel=1e-5)


def test_sampled_points_agree_with_whole_maps_on_uniform_maps() -> None:
    flat = Prediction([torch.full((1, 5, 8, 8), 0.7)], torch.tensor([[0, 0, 1, -1, -1]]), None)
    whole = torch.zeros(1, 3, 8, 8)
    whole[:, 2] = 1
    truth = Targets(whole, torch.ones(1, 3, dtype=torch.bool), torch.ones(1, 8, 8))
    points, owner = torch.zeros(1, 1, 3), torch.zeros(1, 1, dtype=torch.long)
    sampled = total_loss(flat, truth, points, owner, LossConfig(points=1 << 22))[1]["bce"]
    full = total_loss(flat, truth, points, owner, LossConfig(points=0))[1]["bce"]
    assert abs(sampled - full) < 0.02


def test_points_are_read_from_masks_finer_than_the_maps() -> None:
    assert torch.isfinite(loss_of(scene(fine=4), LOSSES["base"]))
    with pytest.raises(ValueError, match="need masks of their size"):
        loss_of(scene(fine=4), LOSSES["whole_maps"])


@pytest.mark.parametrize("form", sorted(LOSSES))
def test_every_form_prefers_right_maps_and_has_finite_gradients(form: str) -> None:
    config = replace(LOSSES[form], skip_layer=None)
    points, owner = torch.tensor([[[16.0, 4.0, 0.0], [16.0, 30.0, 1.0]]]), torch.tensor([[0, 1]])
    costs = []
    for strength in (4.0, -4.0):
        maps = right_maps(strength).requires_grad_()
        value, terms = total_loss(Prediction([maps], OWNER, None), targets(), points, owner, config)
        value.backward()
        assert maps.grad is not None and torch.isfinite(maps.grad).all()
        costs.append(terms)
    assert all(costs[0][name] < costs[1][name] for name in costs[0])


@pytest.mark.parametrize("form", sorted(LOSSES))
def test_every_form_stands_absent_and_unseen_objects_saturated_maps_and_padding(form: str) -> None:
    given = scene(9, 7)
    given.targets.weight[1] = 0  # an image that is all padding
    with torch.no_grad():
        given.layers[0][0] = 200.0
        given.layers[1][0] = -200.0
    loss_of(given, LOSSES[form]).backward()
    gradients = [layer.grad for layer in given.layers if layer.grad is not None]
    assert len(gradients) == (2 if LOSSES[form].skip_layer else 3)
    assert all(torch.isfinite(gradient).all() for gradient in gradients)


@pytest.mark.parametrize("form", sorted(LOSSES))
def test_maps_of_absent_objects_and_padding_queries_cost_nothing(form: str) -> None:
    given = scene(9, 7)
    loss_of(given, LOSSES[form]).backward()
    last = given.layers[-1].grad
    assert last is not None and torch.all(last[0, 4] == 0) and last[0, 2].abs().sum() > 0


@pytest.mark.parametrize("form", ["whole_maps", "nano", "nfl", "set_softmax", "per_click", "click_anchor", "boundary"])
def test_two_ranks_with_common_totals_equal_one_rank(form: str) -> None:
    config, given = replace(LOSSES[form], points=0), scene(9, 7)
    whole = loss_of(given, config)
    ranks = []
    for image in (slice(0, 1), slice(1, 2)):
        truth = Targets(given.targets.masks[image], given.targets.valid[image], given.targets.weight[image])
        layers = [layer[image] for layer in given.layers]
        ranks.append(Scene(layers, given.query_owner[image], given.clicks[image], given.owner[image], truth))
    totals = torch.stack([batch_totals(rank.targets, rank.owner) for rank in ranks]).mean(0)
    parts = [loss_of(rank, config, totals) for rank in ranks]
    torch.testing.assert_close(torch.stack(parts).mean(), whole)


def test_totals_that_are_not_four_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="batch_totals"):
        loss_of(scene(), LOSSES["base"], torch.tensor(7.0))


def test_the_dropped_layer_gets_no_gradient_and_the_others_the_same() -> None:
    kept, dropped = scene(), scene()
    loss_of(kept, LossConfig(points=0)).backward()
    loss_of(dropped, LossConfig(points=0, skip_layer=-2)).backward()
    assert dropped.layers[1].grad is None
    for index in (0, 2):
        assert torch.equal(kept.layers[index].grad, dropped.layers[index].grad)  # type: ignore[arg-type]


def test_auxiliary_layers_count_as_weighted() -> None:
    whole, half = (float(loss_of(scene(layers=2), LossConfig(points=0, auxiliary=share))) for share in (1.0, 0.5))
    last = scene(layers=2)
    last.layers.pop(0)
    final = float(loss_of(last, LossConfig(points=0)))
    assert whole - final == pytest.approx(2 * (half - final), rel=1e-5)
