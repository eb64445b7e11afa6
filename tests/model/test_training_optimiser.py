"""Groups of parameters, the learning rate over a run, and where weights come from."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file
from torch import nn

from model.dynamite import Dynamite
from model.overrides import overridden
from model.presets import preset
from model.training.average import WeightAverage
from model.training.muon import MuonAdamW
from model.training.optimiser import Optimiser, optimiser_of, parameter_groups, rate_factor, scale_rates
from model.training.recipe import recipe
from model.training.start import start_from, train_only
from tests.model.networks import tiny_network

SMALL_SWIN = ["backbone.kind=swin", "backbone.embed=16", "backbone.depths=2,2,2,2", "backbone.heads=1,2,4,8"]


def test_the_rate_warms_up_stays_and_falls_to_its_floor() -> None:
    rule = Optimiser()
    assert rate_factor(rule, 0, 0.0) == pytest.approx(1 / rule.warm_up_steps)
    assert rate_factor(rule, 10_000, 0.2) == 1.0
    assert rate_factor(rule, 10_000, 1.0) == pytest.approx(rule.floor)
    assert rate_factor(rule, 10_000, 0.5) > rate_factor(rule, 10_000, 0.8)


def test_the_published_rate_drops_tenfold_twice() -> None:
    rule = recipe("dynamite").optimiser
    factors = [rate_factor(rule, step, step / 184_375) for step in (0, 163_888, 163_889, 177_545, 177_546)]
    assert factors == pytest.approx([1.0, 1.0, 0.1, 0.1, 0.01])


def test_published_groups_spare_norms_embeddings_and_bias_tables_alone() -> None:
    network, rule = Dynamite(overridden(preset("tiny_test"), SMALL_SWIN)), recipe("dynamite").optimiser
    named = {id(parameter): name for name, parameter in network.named_parameters()}
    found = {
        named[id(parameter)]: (round(group["base"] / rule.rate, 6), group["weight_decay"])
        for group in parameter_groups(network, rule)
        for parameter in group["params"]
    }
    head = "sem_seg_head.interactive_transformer."
    assert found.keys() == set(named.values())
    assert found["backbone.layers.0.blocks.0.attn.relative_position_bias_table"] == (0.1, 0.0)
    assert found["backbone.layers.0.blocks.0.norm1.weight"] == (0.1, 0.0)
    assert found["backbone.layers.0.blocks.0.mlp.fc1.bias"] == (0.1, 0.05)
    assert found[head + "level_embed.weight"] == (1.0, 0.0)
    assert found[head + "query_embed"] == found[head + "static_bg_pe"] == (1.0, 0.05)
    assert found["sem_seg_head.pixel_decoder.transformer.level_embed"] == (1.0, 0.05)
    assert found["sem_seg_head.pixel_decoder.input_proj.0.1.weight"] == (1.0, 0.0)
    assert found["sem_seg_head.pixel_decoder.input_proj.0.0.bias"] == (1.0, 0.05)


def test_our_groups_decay_what_has_two_dimensions() -> None:
    for group in parameter_groups(tiny_network(), Optimiser(decay=0.02)):
        assert {parameter.ndim > 1 for parameter in group["params"]} == {group["weight_decay"] > 0}


def test_muon_takes_the_matrices_at_its_own_rate() -> None:
    network, rule = tiny_network(), Optimiser(rate=1e-3, muon=0.02, backbone_factor=0.5)
    optimizer = optimiser_of(network, rule)
    assert isinstance(optimizer, MuonAdamW)
    scale_rates(optimizer, 0.1)
    found = {(group["orthogonal"], round(group["lr"], 6)) for group in optimizer.param_groups}
    assert found == {(True, 0.002), (True, 0.001), (False, 0.0001), (False, 0.00005)}
    assert not isinstance(optimiser_of(network, Optimiser()), MuonAdamW)


def test_an_average_without_decay_is_the_last_step() -> None:
    network = nn.Linear(3, 3)
    average = WeightAverage(network, 0.0)
    with torch.no_grad():
        network.weight.add_(1.0)
    average.update(network, 500)
    assert torch.equal(average.values["weight"], network.weight)


def test_inside_an_average_the_network_has_its_weights() -> None:
    network = nn.Linear(2, 2)
    average, before = WeightAverage(network, 0.9), network.weight.detach().clone()
    with torch.no_grad():
        network.weight.add_(1.0)
    with average.inside(network):
        assert torch.equal(network.weight, before)
    assert torch.equal(network.weight, before + 1)


def test_a_training_starts_from_weights_and_says_what_did_not_fit(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    source, network = tiny_network(1), tiny_network(2)
    state = source.state_dict()
    del state["backbone.stem.0.0.weight"]
    state["more"] = torch.zeros(1)
    state["sem_seg_head.interactive_transformer.query_embed"] = torch.zeros(3)
    save_file(state, str(tmp_path / "weights.safetensors"))
    with caplog.at_level(logging.INFO, "model.train"):
        start_from(network, tmp_path / "weights.safetensors")
    assert torch.equal(network.backbone.stem[0][1].weight, source.backbone.stem[0][1].weight)  # type: ignore[index, union-attr]
    for told in ("(missing): backbone.stem.0.0.weight", "(unknown): more", "(another shape): sem_seg_head"):
        assert told in caplog.text
    save_file({"other": torch.zeros(1)}, str(tmp_path / "other.safetensors"))
    with pytest.raises(ValueError, match=r"no weight of .* fits this network; its first names are other"):
        start_from(network, tmp_path / "other.safetensors")


def test_only_the_named_part_is_trained_and_the_rest_stays_in_eval_mode() -> None:
    network = tiny_network().train()
    still = train_only(network, [r"sem_seg_head\.interactive_transformer\.quality_head"])
    trained = [name for name, parameter in network.named_parameters() if parameter.requires_grad]
    assert trained and all("quality_head" in name for name in trained)
    assert network.backbone in still and network.sem_seg_head not in still
    with pytest.raises(ValueError, match="'nowhere' matches no parameter; there are "):
        train_only(network, ["nowhere"])
