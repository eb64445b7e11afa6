"""One step: what corrections may touch, what the targets are, which clicks the network is shown."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

from model.data.sample import OUTSIDE, UNLABELLED
from model.preprocess import InputPolicy
from model.train_clicks import ClickList
from model.training.batch import click_tensors, make_batch, masks_of
from model.training.corrections import evaluating
from model.training.recipe import Recipe, recipe
from model.training.run import Run
from tests.model.training_runs import options, packed, samples_of

__all__ = ["packed"]


def labels() -> torch.Tensor:
    drawn = torch.zeros((2, 32, 32), dtype=torch.uint8)
    drawn[0, 4:12, 4:12], drawn[0, 16:28, 16:28] = 1, 2
    drawn[1, 8:24, 8:24] = 1
    drawn[:, :, 28:] = OUTSIDE
    return drawn


def always_corrected(base: Recipe, features: str, rounds: int) -> Recipe:
    rule = replace(base.corrections, rounds=(rounds,), shares=(1.0,), features=features, enough=1.0, enough_alone=1.0)
    return replace(base, corrections=rule, first_answer=0.0)


@pytest.mark.parametrize("features", ["shared", "eval"])
def test_corrections_leave_no_trace_in_batch_norms_and_drop_nothing(
    packed: Path, tmp_path: Path, features: str
) -> None:
    told = options(packed, tmp_path, 9)
    seen: dict[int, dict[str, torch.Tensor]] = {}
    for rounds in (0, 2):
        run = Run(replace(told, recipe=always_corrected(told.recipe, features, rounds)))
        modes: list[bool] = []
        run.network.sem_seg_head.interactive_transformer.register_forward_pre_hook(
            lambda module, _, modes=modes: modes.append(module.training)
        )
        row = run.train_step(*next(run.batches(samples_of(told))), 0.0)
        assert modes == [False] * rounds + [True]
        assert row["rounds"] == rounds
        norms = {name: m for name, m in run.network.named_modules() if isinstance(m, nn.BatchNorm2d)}
        assert norms and all(int(norm.num_batches_tracked) == 1 for norm in norms.values())  # type: ignore[arg-type]
        seen[rounds] = {name: norm.running_mean.clone() for name, norm in norms.items()}  # type: ignore[union-attr]
    assert all(torch.equal(value, seen[2][name]) for name, value in seen[0].items())


def test_corrections_have_no_gradient_and_more_clicks(packed: Path, tmp_path: Path) -> None:
    told = options(packed, tmp_path, 9)
    clicks = []
    for rounds in (0, 3):
        run = Run(replace(told, recipe=always_corrected(told.recipe, "shared", rounds)))
        clicks.append(run.train_step(*next(run.batches(samples_of(told))), 0.0)["clicks"])
    assert clicks[1] >= clicks[0] + 2


def test_the_first_answer_may_be_learned_from_too(packed: Path, tmp_path: Path) -> None:
    told = options(packed, tmp_path, 9)
    losses = []
    for first in (0.0, 0.5):
        chosen = replace(always_corrected(told.recipe, "shared", 1), first_answer=first)
        run = Run(replace(told, recipe=chosen))
        losses.append(run.train_step(*next(run.batches(samples_of(told))), 0.0))
    assert losses[0]["bce"] == losses[1]["bce"] and losses[0]["loss"] != losses[1]["loss"]


def test_the_first_image_alone_is_corrected_where_the_quirk_is_asked_for(packed: Path, tmp_path: Path) -> None:
    told = options(packed, tmp_path, 9, "--batch", "4")
    counts = {}
    for images in ("all", "first_image"):
        base = always_corrected(told.recipe, "shared", 4)
        chosen = replace(base, corrections=replace(base.corrections, images=images))  # type: ignore[arg-type]
        run = Run(replace(told, recipe=chosen))
        counts[images] = float(run.train_step(*next(run.batches(samples_of(told))), 0.0)["clicks"])
    assert counts["first_image"] < counts["all"]


def test_evaluating_gives_every_module_its_mode_back() -> None:
    network = nn.Sequential(nn.Linear(1, 1), nn.Sequential(nn.Linear(1, 1), nn.Dropout()))
    network.train()
    network[0].eval()
    with evaluating(network):
        assert not any(module.training for module in network.modules())
    assert [module.training for module in network.modules()] == [True, False, True, True, True]


def test_padding_is_black_and_unknown_or_the_background_of_every_map() -> None:
    images = torch.full((2, 3, 32, 32), 128, dtype=torch.uint8)
    ours = make_batch(images, labels(), InputPolicy())
    assert (ours.images[..., 28:] == 0).all() and (ours.images[..., :28] != 0).all()
    assert ours.targets is ours.loss_targets and (ours.targets.weight[:, :, 7] == 0).all()
    theirs = make_batch(images, labels(), InputPolicy(), target_stride=1, padding="background")
    assert (theirs.images[..., 28:] != 0).all()
    assert theirs.loss_targets.masks.shape == (2, 3, 32, 32) and (theirs.loss_targets.weight == 1).all()
    assert not theirs.loss_targets.masks[..., 28:].any()


def test_masks_at_stride_four_are_shares_of_what_is_known() -> None:
    drawn = labels()
    drawn[0, :4, :4] = UNLABELLED
    drawn[0, 4:6, 4:8] = 0
    targets = masks_of(drawn, [2, 1], 4, "unknown")
    assert targets.masks.shape == (2, 3, 8, 8) and targets.valid.tolist() == [[True, True, True], [True, False, True]]
    assert targets.masks[0, 0, 1, 1] == 0.5 and targets.masks[0, 2, 1, 1] == 0.5
    assert targets.weight[0, 0, 0] == 0 and targets.weight[0, 1, 1] == 1
    assert torch.equal(masks_of(drawn, [2, 1], 1, "unknown").masks[0, 1], (drawn[0] == 2).float())


def test_clicks_are_ordered_like_queries_and_shifted_to_the_networks_frame() -> None:
    one, two = ClickList(), ClickList()
    for y, x, owner in ((5.5, 6.5, 1), (0.5, 0.0, -1), (2.5, 3.5, 0)):
        one.add(y, x, owner)
    points, owner = click_tensors([one, two], shift=0.5, at_least=4)
    assert owner.tolist() == [[0, 1, -1, -2], [-2] * 4]
    assert points[0, :3].tolist() == [[2.0, 3.0, 2.0], [5.0, 6.0, 0.0], [0.0, 0.0, 1.0]]
    assert points[0, 3].tolist() == [-1.0] * 3


def test_the_published_recipe_makes_a_step_at_full_resolution(packed: Path, tmp_path: Path) -> None:
    more = [
        "--recipe",
        "dynamite_reference",
        "--set",
        "recipe.data.min_area_px=9",
        "--set",
        "transformer.decoder_layers=1",
    ]
    told = options(packed, tmp_path, 9, *more)
    run = Run(told)
    row = run.train_step(*next(run.batches(samples_of(told))), 0.0)
    assert np.isfinite(row["loss"]) and row["lr"] == 1e-4
    assert recipe("dynamite").corrections.images == "all" and told.recipe.loss == "dropped_layer"
