"""Every arm is one that the trainer and the network take."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from model.ablations.arms import ARMS, BASE, GROUPS, chosen_arms
from model.ablations.command import Budget, train_arguments
from model.ablations.ground import ground
from model.dynamite import Dynamite
from model.losses import LOSSES, Targets, total_loss
from model.training.options import RunOptions, parse


def options(name: str) -> RunOptions:
    return parse(train_arguments(ARMS[name], 1, Budget(), Path("data"), Path("out")))


def test_names_are_unique_and_no_two_arms_are_alike() -> None:
    assert len(ARMS) == sum(len(arms) for arms in GROUPS.values())
    assert len({(arm.settings, arm.options, arm.loss) for arm in ARMS.values()}) == len(ARMS)


@pytest.mark.parametrize("name", sorted(ARMS))
def test_the_trainer_takes_the_arm_and_it_differs_from_the_base_in_its_own_switches_only(name: str) -> None:
    base, arm = options(BASE), options(name)
    assert (name == BASE) == (arm == base)
    switched = {setting.partition("=")[0].split(".")[1] for setting in ARMS[name].settings}
    changed = {
        key for key, value in vars(arm.config.transformer).items() if value != getattr(base.config.transformer, key)
    }
    assert changed <= switched and replace(arm.config, transformer=base.config.transformer) == base.config
    assert arm.recipe.loss == ARMS[name].loss and arm.seed == 1


@pytest.mark.parametrize("name", sorted(ARMS))
def test_every_arm_learns_from_a_click(name: str) -> None:
    torch.manual_seed(0)
    chosen = options(name)
    network = Dynamite(chosen.config).train()
    clicks = torch.tensor([[[20.0, 20.0, 0.0], [40.0, 50.0, 1.0]], [[10.0, 60.0, 0.0], [-1.0, -1.0, -1.0]]])
    owner = torch.tensor([[0, -1], [0, -2]])
    masks = torch.zeros(2, 2, 16, 16)
    masks[:, 0, 2:9, 2:9] = 1
    masks[:, 1] = 1 - masks[:, 0]
    targets = Targets(masks, torch.ones(2, 2, dtype=torch.bool), torch.ones(2, 16, 16))
    prediction = network.decode(*network.encode(torch.randn(2, 3, 64, 64)), clicks, owner)
    loss, _ = total_loss(prediction, targets, clicks, owner, LOSSES[chosen.recipe.loss])
    loss.backward()
    moved = [p for p in network.parameters() if p.grad is not None and p.grad.abs().sum() > 0]
    assert torch.isfinite(loss) and len(moved) > 0.5 * len(list(network.parameters()))


def test_the_ground_of_the_arms_tells_versions_of_the_recipe_apart() -> None:
    assert ground(Budget()) == ground(Budget(photos=5)) != ground(Budget(size=128))


def test_an_unknown_arm_names_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"no arm is called warp; choose of base, "):
        chosen_arms("base,warp")
    assert chosen_arms("") == list(ARMS.values())
