"""What every option of the queries keeps: order, padding, batches, gradients, the start from trained weights."""

from __future__ import annotations

import json

import pytest
import torch
from torch import Tensor

from model.config import ModelConfig
from model.dynamite import Dynamite
from model.queries.retrofit import with_effect
from tests.model.networks import tiny_network
from tests.model.queries.networks import OPTIONS, STARTS_AS_NOTHING, config_with, network_with, two_images

every_option = pytest.mark.parametrize("name", list(OPTIONS))


def close(actual: Tensor, expected: Tensor) -> None:
    torch.testing.assert_close(actual, expected, atol=2e-4, rtol=2e-4)


@every_option
@torch.no_grad()
def test_the_order_of_an_objects_clicks_does_not_change_their_maps(name: str) -> None:
    network, (images, clicks, owner) = network_with(OPTIONS[name]), two_images()
    order = [1, 0, 2, 3]
    maps = network(images[:1], clicks[:1], owner[:1]).maps
    close(network(images[:1], clicks[:1, order], owner[:1, order]).maps[:, order], maps[:, :4])


@every_option
@torch.no_grad()
def test_a_padded_batch_equals_its_images_alone(name: str) -> None:
    network, (images, clicks, owner) = network_with(OPTIONS[name]), two_images()
    both = network(images, clicks, owner)
    alone = network(images[1:], clicks[1:, :1], owner[1:, :1])
    static = network.config.transformer.static_queries
    close(both.maps[1, :1], alone.maps[0, :1])
    close(both.maps[1, 4 : 4 + static], alone.maps[0, 1 : 1 + static])


@every_option
def test_every_parameter_that_an_option_adds_learns_in_bfloat16_too(name: str) -> None:
    torch.manual_seed(0)
    network, (images, clicks, owner) = Dynamite(config_with(OPTIONS[name])).train(), two_images()
    with torch.autocast("cpu", dtype=torch.bfloat16):
        prediction = network(images, clicks, owner)
    sum(maps.square().mean() for maps in prediction.layers).backward()  # type: ignore[union-attr]
    before = set(tiny_network().state_dict())
    for key, parameter in network.named_parameters():
        if key not in before or key.endswith(("query_embed", "ca_qpos_sine_proj.weight")):
            assert parameter.grad is not None and bool(parameter.grad.isfinite().all()), key


@every_option
@torch.no_grad()
def test_an_option_changes_the_answer(name: str) -> None:
    """An option that were not wired up would pass every other test."""
    network, (images, clicks, owner) = network_with(OPTIONS[name]), two_images()
    clicks[0, 1, 2] = 0.0  # a stroke of two points, for those that tell strokes
    base = tiny_network()
    shared = {key: value for key, value in network.state_dict().items() if key in base.state_dict()}
    fits = {key: value for key, value in shared.items() if value.shape == base.state_dict()[key].shape}
    base.load_state_dict(fits, strict=False)
    maps = base(images, clicks, owner).maps
    assert not torch.allclose(network(images, clicks, owner).maps[0, :4], maps[0, :4], atol=1e-6)


def test_every_options_config_survives_json() -> None:
    for options in OPTIONS.values():
        config = config_with(options)
        assert ModelConfig.from_dict(json.loads(json.dumps(config.to_dict()))) == config


@pytest.mark.parametrize("name", STARTS_AS_NOTHING)
@torch.no_grad()
def test_an_option_that_starts_without_effect_answers_to_the_last_bit_as_before(name: str) -> None:
    base, (images, clicks, owner) = tiny_network(), two_images()
    network = Dynamite(config_with(OPTIONS[name])).eval()
    missing, unknown = network.load_state_dict(base.state_dict(), strict=False)
    assert missing and not unknown and not with_effect(network.config.transformer, missing)
    for before, after in zip(base(images, clicks, owner).layers, network(images, clicks, owner).layers, strict=True):
        assert torch.equal(after, before)


@pytest.mark.parametrize("name", ["rgb", "feat_of_instance_attn", "projection_mlp_res"])
def test_keys_that_change_the_answer_at_once_are_not_among_those_that_may_be_missing(name: str) -> None:
    network = Dynamite(config_with(OPTIONS[name]))
    missing = sorted(set(network.state_dict()) - set(tiny_network().state_dict()))
    assert missing and with_effect(network.config.transformer, missing) == missing


@torch.no_grad()
def test_no_click_at_all_is_answered_by_the_static_queries() -> None:
    for options in OPTIONS.values():
        network = network_with(options)
        images, _, _ = two_images()
        nothing = torch.zeros((1, 0, 3)), torch.zeros((1, 0), dtype=torch.long)
        assert network(images[:1], *nothing).maps.isfinite().all()
