"""DETR (End-to-End Object Detection with Transformers, arXiv 2005.12872): an image to a set of classes and boxes."""

from __future__ import annotations

from dataclasses import dataclass

import torch.nn.functional as F
from torch import Tensor, nn

from model.backbones.resnet import ResNet
from model.mlp import Mlp
from model.positional_encoding import padded_pixel_encoding
from model.universal.detr_config import DetrConfig
from model.universal.detr_transformer import DetrTransformer


@dataclass(frozen=True)
class DetrFound:
    """What one pass found, and the maps that masks are made from. h and w are those of the last feature map.

    logits: (B, Q, K + 1), the last class is no-object.
    boxes: (B, Q, 4) as centre x, centre y, width, height in 0..1 of the unpadded image.
    queries: (B, Q, C), the last layer's. ``projected`` and ``memory``: (B, C, h, w) before and after the encoder.
    padding: bool (B, h, w). ``features``: the backbone's four maps, finest first.
    """

    logits: Tensor
    boxes: Tensor
    queries: Tensor
    projected: Tensor
    memory: Tensor
    padding: Tensor
    features: tuple[Tensor, ...]


class Detr(nn.Module):
    """Classes and boxes. Parameter names are the published ones but for the backbone (model.universal.detr_keys)."""

    def __init__(self, config: DetrConfig) -> None:
        super().__init__()
        self.config = config
        self.backbone = ResNet(config.backbone, config.dilated)
        self.input_proj = nn.Conv2d(config.backbone.channels[-1], config.hidden, 1)
        self.query_embed = nn.Embedding(config.queries, config.hidden)
        self.transformer = DetrTransformer(config)
        self.class_embed = nn.Linear(config.hidden, config.classes + 1)
        self.bbox_embed = Mlp(config.hidden, 4)

    def forward(self, pixels: Tensor, padding: Tensor) -> DetrFound:
        """Normalised RGB (B, 3, H, W) of any size and its padding, bool (B, H, W), as ``detr_batch`` gives them."""
        features = self.backbone(pixels)
        projected = self.input_proj(features[-1])
        size_hw = projected.shape[-2:]
        small = F.interpolate(padding[:, None].float(), size=size_hw, mode="nearest")[:, 0] > 0.5  # (B, h, w)
        pos = padded_pixel_encoding(small, projected.shape[1]).to(projected.dtype)
        queries, memory = self.transformer(
            projected.flatten(2).transpose(1, 2),  # (B, C, h, w) -> (B, h·w, C)
            pos,
            self.query_embed.weight,
            small.flatten(1),
        )
        return DetrFound(
            logits=self.class_embed(queries),
            boxes=self.bbox_embed(queries).sigmoid(),
            queries=queries,
            projected=projected,
            memory=memory.transpose(1, 2).unflatten(2, size_hw),
            padding=small,
            features=tuple(features),
        )
