"""Patches around clicks: what is cut out, and how it is pooled."""

from __future__ import annotations

import pytest
import torch

from model.queries.patches import CROP_PX, GridTokens, ImageTokens, PatchContent
from model.queries.scene import Scene
from model.transformer_config import VitConfig
from tests.model.queries.networks import config_with

CLICKS = torch.tensor([[[34.0, 50.0, 0.0], [40.0, 60.0, 1.0], [60.0, 90.0, 2.0], [5.0, 6.0, 3.0]]])
OWNER = torch.tensor([[0, 0, 1, -1]])


def scene(clicks: torch.Tensor = CLICKS, owner: torch.Tensor = OWNER) -> Scene:
    torch.manual_seed(1)
    levels = [torch.randn(1, 16, 96 // stride, 128 // stride) for stride in (32, 16, 8)]
    return Scene(levels, torch.randn(1, 16, 24, 32), clicks, owner, torch.randn(1, 3, 96, 128))


def patches(**options: object) -> PatchContent:
    torch.manual_seed(2)
    vit = VitConfig(**{"add": "replace", "width": 16, "depth": 1, "heads": 2, **options})  # type: ignore[arg-type]
    return PatchContent(config_with({"init": "vit_patch", "vit": vit})).eval()


def test_the_grid_holds_nine_by_nine_cells_around_the_click_rows_first() -> None:
    click = torch.tensor([[[42.0, 50.0, 0.0]]])  # the centre of cell (10, 12) at stride 4
    given = scene(click, torch.tensor([[0]]))
    cells = given.mask_features[0, :, 6:15, 8:17].flatten(1).T
    torch.testing.assert_close(GridTokens()(given)[0, 0], cells, atol=1e-4, rtol=1e-4)


def test_a_crop_is_the_image_around_the_click_and_zero_outside() -> None:
    given = scene()
    tokens = ImageTokens(16, shift=0.0)
    assert given.image is not None
    crops = tokens._colours(given, given.image)[0]
    torch.testing.assert_close(crops[0], given.image[0, :, 2:66, 18:82], atol=1e-4, rtol=1e-4)
    assert crops[3, :, :27].abs().max() < 1e-4 and crops[3, :, :, :26].abs().max() < 1e-4


def test_clicks_of_the_same_owner_and_others_have_a_map_each() -> None:
    own, others = ImageTokens._clicks(scene())[0, 0]
    centre = CROP_PX // 2
    assert own[centre, centre] > 0.98 and own[centre + 6, centre + 10] > 0.98  # both clicks of object 0
    assert others[centre + 26, centre + 31] < 0.01  # 40 pixels to the right: not in the crop
    near = scene(torch.tensor([[[34.0, 50.0, 0.0], [44.0, 60.0, 1.0]]]), torch.tensor([[0, 1]]))
    own, others = ImageTokens._clicks(near)[0, 0]
    assert others[centre + 10, centre + 10] > 0.98 and own[centre + 10, centre + 10] < 0.05


@torch.no_grad()
@pytest.mark.parametrize("source", ["feat", "rgb"])
@pytest.mark.parametrize("pooling", ["mean", "cls_mean", "max", "attn"])
def test_clicks_of_an_object_share_a_descriptor_per_instance_only(source: str, pooling: str) -> None:
    alone = patches(source=source, pooling=pooling)(scene())[0]
    shared = patches(source=source, pooling=pooling, query="per_instance")(scene())[0]
    torch.testing.assert_close(shared[0], shared[1])
    assert not torch.allclose(alone[0], alone[1])
    torch.testing.assert_close(shared[2:], alone[2:])


@torch.no_grad()
def test_attention_over_an_object_is_one_softmax_over_all_its_tokens() -> None:
    module, tokens = patches(pooling="attn", query="per_instance"), torch.randn(1, 4, 82, 16)
    together = tokens[0, :2, 1:].flatten(0, 1)
    weights = (together @ module.pool_query / 4).softmax(0)
    torch.testing.assert_close(module._pool(tokens, OWNER)[0, 0], weights @ together)


def test_crops_without_an_image_tell_where_it_goes() -> None:
    given = scene()
    with pytest.raises(ValueError, match="last of the levels"):
        patches(source="rgb")(Scene(given.levels, given.mask_features, CLICKS, OWNER))
