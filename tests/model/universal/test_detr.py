"""What DETR promises of padding, sizes, chunks and dilation, with small networks."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from model.backbones.resnet import ResNet
from model.config import ResNetConfig
from model.named_weights import fill_by_name
from model.positional_encoding import padded_pixel_encoding, pixel_encoding
from model.universal.detr import Detr
from model.universal.detr_input import detr_batch, padded_batch, processed_hw
from model.universal.detr_panoptic import DetrPanoptic
from tests.model.universal.networks import SMALL, SMALL_PANOPTIC, photo


@pytest.fixture(scope="module")
def panoptic() -> DetrPanoptic:
    network = DetrPanoptic(SMALL_PANOPTIC).eval()
    fill_by_name(network, "small")
    return network


@pytest.mark.parametrize(
    ("image", "processed"),
    [
        ((480, 640), (800, 1066)),
        ((640, 480), (1066, 800)),
        ((800, 800), (800, 800)),
        ((400, 1000), (533, 1332)),
        ((1000, 400), (1332, 533)),
        ((1, 5000), (1, 5000)),
    ],
)
def test_images_are_resized_by_the_published_rule(image: tuple[int, int], processed: tuple[int, int]) -> None:
    assert processed_hw(image) == processed


def test_a_batch_is_padded_to_its_largest_sides_and_no_further() -> None:
    batch = detr_batch([photo(30, 60), photo(50, 45)], shorter=33, longer=80)
    assert batch.processed_hw == ((33, 66), (36, 33)) and batch.image_hw == ((30, 60), (50, 45))
    assert batch.pixels.shape == (2, 3, 36, 66) and batch.padding.shape == (2, 36, 66)
    assert not batch.padding[0, :33].any() and batch.padding[0, 33:].all() and batch.padding[1, :, 33:].all()
    assert (batch.pixels[0, :, 33:] == 0).all() and (batch.pixels[1, :, :, 33:] == 0).all()


def test_pixels_are_normalised_as_published() -> None:
    image = photo(5, 7)
    expected = (image / 255.0 - (0.485, 0.456, 0.406)) / (0.229, 0.224, 0.225)
    assert np.allclose(padded_batch([image]).pixels[0].permute(1, 2, 0), expected, atol=1e-5)


@pytest.mark.parametrize("image", [np.zeros((4, 4), np.uint8), np.zeros((0, 4, 3), np.uint8), np.zeros((4, 4, 3))])
def test_an_image_of_another_form_is_refused(image: np.ndarray) -> None:
    with pytest.raises(ValueError, match="expected uint8"):
        detr_batch([image])


def test_an_empty_batch_is_refused() -> None:
    with pytest.raises(ValueError, match="got none"):
        detr_batch([])


def test_positions_of_a_padded_image_are_those_of_the_image_alone() -> None:
    padding = torch.ones(2, 5, 9, dtype=torch.bool)
    padding[0, :4, :3] = False
    padding[1] = False
    codes = padded_pixel_encoding(padding, 64).unflatten(1, (5, 9))
    alone = pixel_encoding(4, 3, 64, align=False, like=codes).unflatten(1, (4, 3))
    assert torch.allclose(codes[:1, :4, :3], alone, atol=1e-6)
    assert torch.allclose(codes[1:].flatten(1, 2), pixel_encoding(5, 9, 64, align=False, like=codes), atol=1e-6)


@torch.inference_mode()
@pytest.mark.parametrize(("height", "width"), [(33, 65), (1, 1), (31, 97)])
def test_any_size_gives_finite_masks_at_stride_4(panoptic: DetrPanoptic, height: int, width: int) -> None:
    batch = padded_batch([photo(height, width)])
    found, masks = panoptic(batch.pixels, batch.padding)
    assert masks.shape == (1, 7, -(-height // 4), -(-width // 4))
    assert masks.isfinite().all() and found.logits.isfinite().all() and ((found.boxes >= 0) & (found.boxes <= 1)).all()


@torch.inference_mode()
def test_equal_images_in_one_batch_are_computed_as_alone(panoptic: DetrPanoptic) -> None:
    images = [photo(40, 70, seed) for seed in range(2)]
    together = padded_batch(images)
    found, masks = panoptic(together.pixels, together.padding)
    for index, image in enumerate(images):
        batch = padded_batch([image])
        alone, mask = panoptic(batch.pixels, batch.padding)
        assert torch.allclose(found.logits[index], alone.logits[0], atol=1e-4)
        assert torch.allclose(masks[index], mask[0], atol=1e-4, rtol=1e-4)


@torch.inference_mode()
def test_what_lies_in_the_padding_of_the_last_map_is_never_attended_to(panoptic: DetrPanoptic) -> None:
    batch = padded_batch([photo(64, 64, 1), photo(64, 160, 2)])
    found, _ = panoptic(batch.pixels, batch.padding)
    attention = panoptic.bbox_attention(found.queries, found.memory, found.padding)
    assert found.padding[0, :, 2:].all() and (attention[0, :, :, :, 2:] == 0).all()
    assert torch.allclose(attention.flatten(2).sum(-1), torch.ones(2, 7), atol=1e-5)  # over heads and cells together
    pixels = found.projected.flatten(2).transpose(1, 2)
    small = found.padding.flatten(1)
    other = pixels.clone()
    other[small] += 5.0
    pos = padded_pixel_encoding(found.padding, 128)
    weight = panoptic.detr.query_embed.weight
    first, second = (panoptic.detr.transformer(x, pos, weight, small)[0] for x in (pixels, other))
    assert torch.equal(first[0], second[0])


@torch.inference_mode()
def test_masks_of_some_queries_in_chunks_equal_those_of_all_at_once(panoptic: DetrPanoptic) -> None:
    batch = padded_batch([photo(40, 70, 1), photo(50, 33, 2)])
    found = panoptic.detr(batch.pixels, batch.padding)
    whole = panoptic.mask_logits(found, chunk=100)
    chosen = torch.tensor([[6, 0, 3], [2, 2, 5]])
    some = panoptic.mask_logits(found, chosen, chunk=2)
    scale = float(whole.abs().max())
    for index in range(2):
        assert float((some[index] - whole[index, chosen[index]]).abs().max()) <= 1e-5 * scale
    none = panoptic.mask_logits(found, torch.zeros(2, 0, dtype=torch.long))
    assert none.shape == (2, 0, *whole.shape[-2:])


@torch.inference_mode()
def test_a_dilated_backbone_keeps_stride_16_and_the_weights_of_the_other() -> None:
    config = ResNetConfig(depths=(1, 1, 1, 3))
    plain, dilated = ResNet(config).eval(), ResNet(config, dilated=True).eval()
    dilated.load_state_dict(plain.state_dict())
    image = torch.randn(1, 3, 64, 96)
    before, after = plain(image), dilated(image)
    assert [tuple(x.shape[-2:]) for x in after] == [(16, 24), (8, 12), (4, 6), (4, 6)]
    assert all(torch.equal(a, b) for a, b in zip(before[:3], after[:3], strict=True))
    blocks = [block.conv2 for block in dilated.get_submodule("res5")]
    assert [(conv.stride, conv.dilation, conv.padding) for conv in blocks] == [
        ((1, 1), (1, 1), (1, 1)),
        ((1, 1), (2, 2), (2, 2)),
        ((1, 1), (2, 2), (2, 2)),
    ]
    assert dilated.get_submodule("res5")[0].shortcut.stride == (1, 1)


def test_a_dilated_detr_has_finer_maps() -> None:
    with torch.device("meta"):
        network = Detr(replace(SMALL, dilated=True))
        found = network(torch.zeros(1, 3, 65, 96), torch.zeros(1, 65, 96, dtype=torch.bool))
    assert found.memory.shape == (1, 128, 5, 6)


def test_sizes_that_do_not_divide_are_refused_with_the_value() -> None:
    with pytest.raises(ValueError, match="hidden=64"):
        replace(SMALL_PANOPTIC, hidden=64)
    with pytest.raises(ValueError, match="queries=0"):
        replace(SMALL, queries=0)
