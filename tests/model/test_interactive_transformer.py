"""Clicks in, maps out: shapes, order, padding."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from model.config import ModelConfig
from model.dynamite import Dynamite
from model.interactive_transformer import BACKGROUND, PADDING
from model.named_weights import fill_by_name
from model.presets import preset
from tests.model.networks import three_clicks, tiny_network


def test_answers_one_map_a_query_at_stride_4_after_every_layer() -> None:
    network = tiny_network()
    points, owner = three_clicks()
    with torch.no_grad():
        prediction = network(torch.randn(1, 3, 64, 96), points, owner)
    static, layers = network.config.transformer.static_queries, network.config.transformer.encoder_layers
    assert len(prediction.layers) == layers + 2
    assert prediction.maps.shape == (1, 4 + static, 16, 24)
    assert prediction.owner[0].tolist() == [0, 0, 1, -1] + [-1] * static


def test_the_order_of_an_objects_clicks_does_not_change_their_maps() -> None:
    network, image = tiny_network(), torch.randn(1, 3, 64, 64)
    points, owner = three_clicks()
    order = [1, 0, 2, 3]
    with torch.no_grad():
        maps = network(image, points, owner).maps
        swapped = network(image, points[:, order], owner[:, order]).maps
    torch.testing.assert_close(swapped[:, order], maps[:, :4], atol=1e-4, rtol=1e-4)


def test_padding_queries_change_nothing() -> None:
    network, image = tiny_network(), torch.randn(1, 3, 64, 64)
    points, owner = three_clicks()
    padded = torch.cat((points, torch.full((1, 3, 3), -1.0)), dim=1)
    padded_owner = torch.cat((owner, torch.full((1, 3), PADDING)), dim=1)
    with torch.no_grad():
        maps = network(image, points, owner).maps
        with_padding = network(image, padded, padded_owner).maps
    torch.testing.assert_close(with_padding[:, :4], maps[:, :4], atol=1e-4, rtol=1e-4)


def test_a_batch_with_unequal_click_counts_equals_its_images_alone() -> None:
    network, images = tiny_network(), torch.randn(2, 3, 64, 64)
    points, owner = three_clicks()
    few, few_owner = points.clone(), owner.clone()
    few[:, 1:], few_owner[:, 1:] = -1.0, PADDING
    with torch.no_grad():
        both = network(images, torch.cat((points, few)), torch.cat((owner, few_owner))).maps
        alone = network(images[1:], points[:, :1], owner[:, :1]).maps
    torch.testing.assert_close(both[1, :1], alone[0, :1], atol=1e-4, rtol=1e-4)


def test_a_click_moves_the_maps() -> None:
    network, image = tiny_network(), torch.randn(1, 3, 64, 64)
    points, owner = three_clicks()
    moved = points.clone()
    moved[0, 0, 0] += 20
    with torch.no_grad():
        assert not torch.allclose(network(image, points, owner).maps, network(image, moved, owner).maps)


@pytest.mark.parametrize("sign", [0, -1])
def test_the_owner_of_a_click_matters(sign: int) -> None:
    network, image = tiny_network(), torch.randn(1, 3, 64, 64)
    points, owner = three_clicks()
    other = owner.clone()
    other[0, 2] = sign
    with torch.no_grad():
        assert not torch.allclose(network(image, points, owner).maps, network(image, points, other).maps)


def published_network(**switches: object) -> Dynamite:
    """The published head at the smallest size, with ``switches`` of an ablation, weights from names."""
    tiny, published = preset("tiny_test"), preset("dynamite_swin_tiny").transformer
    sizes = {"heads": 2, "encoder_layers": 3, "encoder_ffn": 32, "decoder_layers": 1, "decoder_ffn": 32}
    config: ModelConfig = replace(tiny, transformer=replace(published, **{**sizes, **switches}))
    network = Dynamite(config).eval()
    fill_by_name(network, "ablation")
    return network


@torch.no_grad()
def test_without_the_decoder_the_last_encoder_prediction_is_final() -> None:
    points, owner = three_clicks()
    image = torch.randn(1, 3, 64, 64)
    full = published_network()(image, points, owner)
    ablated = published_network(decoder_layers=0)(image, points, owner)
    assert len(full.layers) == len(ablated.layers) + 1
    torch.testing.assert_close(ablated.maps, full.layers[-2])


@torch.no_grad()
def test_without_static_queries_one_padding_query_speaks_for_the_background() -> None:
    points, owner = three_clicks()
    image = torch.randn(1, 3, 64, 64)
    network = published_network(static_queries=0)
    prediction = network(image, points, owner)
    assert prediction.maps.shape[1] == 5 and prediction.owner[0].tolist() == [0, 0, 1, -1, BACKGROUND]
    padded = torch.cat((points, torch.full((1, 1, 3), -1.0)), dim=1)  # the query is what padding makes of a click
    both = network(image, padded, torch.cat((owner, torch.tensor([[PADDING]])), dim=1))
    torch.testing.assert_close(both.maps[:, 4], both.maps[:, 5])


@torch.no_grad()
@pytest.mark.parametrize(
    ("position", "place", "time"), [("spatial", True, False), ("temporal", False, True), ("none", False, False)]
)
def test_ablated_encodings_tell_what_they_are_named_for(position: str, place: bool, time: bool) -> None:
    transformer = published_network(position=position).sem_seg_head.interactive_transformer
    click, moved, later = torch.tensor([[[10.0, 12, 3]], [[30.0, 40, 3]], [[10.0, 12, 90]]]).unsqueeze(1)
    owner = torch.zeros((1, 1), dtype=torch.long)
    at = [transformer._click_position(clicks, owner, (64, 64)) for clicks in (click, moved, later)]
    assert (not torch.equal(at[0], at[1]), not torch.equal(at[0], at[2])) == (place, time)
