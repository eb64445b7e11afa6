"""HODOR's encoder for clicks: an object's discs become its descriptor, and every background click one of its own."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from model.hodor.discs import ClickMasks
from model.hodor.encoder import DescriptorEncoder, Descriptors
from model.hodor.regions import REGIONS, background_masks
from model.queries.scene import PADDING


class ClickEncoder(DescriptorEncoder):
    """The published encoder and one more embedding, which all clicks on the background share."""

    def __init__(self, channels: int, heads: int, layers: int, ffn: int) -> None:
        super().__init__(channels, heads, layers, ffn)
        self.bg_click_embed = nn.Parameter(torch.randn(channels))

    def describe(self, features: Tensor, masks: ClickMasks) -> Descriptors:
        """features (B, C, h, w) at stride 8 -> objects (B, K, C), background (B, 9 + J, C): the grid, then the clicks.

        The grid is what no object's disc covers.
        """
        background = torch.cat((background_masks(masks.objects), masks.background), dim=1)
        return self(
            features,
            masks.objects,
            background,
            self.background_embed(masks),
            unused=self.unused_background_first(masks),
        )

    def background_embed(self, masks: ClickMasks) -> Tensor:
        """(9 + J, C)."""
        clicks = self.bg_click_embed.expand(masks.background.shape[1], -1)
        return torch.cat((self.bg_query_embed, clicks))

    @staticmethod
    def unused_background(masks: ClickMasks) -> Tensor:
        """Which background descriptors (B, 9 + J) stand for nothing."""
        empty = masks.background_owner == PADDING
        return torch.cat((empty.new_zeros(1).expand(empty.shape[0], REGIONS), empty), dim=1)

    def unused_background_first(self, masks: ClickMasks) -> Tensor:
        """(B, 9 + J + K), in the encoder's order."""
        return torch.cat((self.unused_background(masks), masks.object_owner == PADDING), dim=1)
