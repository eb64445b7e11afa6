"""HODOR's decoder: channels, time, the order of the objects."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from model.hodor.decoder import DescriptorDecoder, Memory


@pytest.fixture
def decoder() -> DescriptorDecoder:
    torch.manual_seed(0)
    made = DescriptorDecoder(16, heads=4, layers=2).eval()
    for layer in made.attn_layers:
        torch.nn.init.normal_(layer.self_attn_conv_substitute[0].conv_offsets.weight, std=0.1)
    return made


def given(objects: int, times: int = 1) -> tuple[Memory, Memory, Tensor, Tensor]:
    generator = torch.Generator().manual_seed(objects)

    def drawn(*shape: int) -> Tensor:
        return torch.randn(shape, generator=generator)

    fg, bg = drawn(2, objects, 1, 16), drawn(2, 9, 1, 16)
    shared, grid = drawn(16).expand(objects, -1), drawn(9, 16)
    f8, f4 = drawn(2, 16, 5, 7), drawn(2, 16, 10, 14)
    return Memory(fg.repeat(1, 1, times, 1), shared), Memory(bg.repeat(1, 1, times, 1), grid), f8, f4


def test_there_is_a_channel_per_object_nine_regions_and_a_catch_all(decoder: DescriptorDecoder) -> None:
    assert decoder(*given(objects=3))[-1].shape == (2, 1 + 9 + 3, 10, 14)


def test_the_same_descriptors_twice_in_time_give_the_same_masks(decoder: DescriptorDecoder) -> None:
    once, twice = decoder(*given(3))[-1], decoder(*given(3, times=2))[-1]
    torch.testing.assert_close(once, twice, atol=1e-5, rtol=1e-5)


def test_permuted_objects_permute_their_channels(decoder: DescriptorDecoder) -> None:
    objects, background, f8, f4 = given(3)
    order = [2, 0, 1]
    straight = decoder(objects, background, f8, f4)[-1]
    turned = decoder(Memory(objects.descriptors[:, order], objects.position), background, f8, f4)[-1]
    torch.testing.assert_close(turned[:, :10], straight[:, :10], atol=1e-5, rtol=1e-5)
    torch.testing.assert_close(turned[:, 10:], straight[:, 10:][:, order], atol=1e-5, rtol=1e-5)


def test_a_time_that_an_object_lacks_does_not_count(decoder: DescriptorDecoder) -> None:
    objects, background, f8, f4 = given(3, times=2)
    spoilt = objects.descriptors.clone()
    spoilt[:, 1, 1] = 100.0
    unused = torch.zeros(2, 3, 2, dtype=torch.bool)
    unused[:, 1, 1] = True
    full = decoder(Memory(objects.descriptors, objects.position, unused), background, f8, f4)[-1]
    other = decoder(Memory(spoilt, objects.position, unused), background, f8, f4)[-1]
    torch.testing.assert_close(full, other, atol=1e-5, rtol=1e-5)


def test_every_layer_can_be_asked_for_and_the_last_is_the_same(decoder: DescriptorDecoder) -> None:
    outputs = decoder(*given(2), every_layer=True)
    assert len(outputs) == 2 and not torch.allclose(outputs[0], outputs[1])
    torch.testing.assert_close(outputs[1], decoder(*given(2))[-1])
