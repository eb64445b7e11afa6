"""HODOR's encoder before DynaMITe's layers: ``TransformerConfig.kind = "hodor_enc+m2f"`` (query variants, section 3).

A query is an object, or a click on the background, and starts as its descriptor; from there on all is as in DynaMITe.
Where a query needs a place, for its position or a bias around it, it takes that of the object's first click.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from model.config import ModelConfig
from model.hodor.click_encoder import ClickEncoder
from model.hodor.discs import click_masks
from model.hodor.regions import REGIONS
from model.hodor.transformer import FINE
from model.interactive_transformer import LEVELS, InteractiveTransformer, Prediction
from model.queries.scene import Scene


@dataclass(frozen=True)
class DescribedScene(Scene):
    """``clicks`` and ``owner`` are those of the first click of each object; ``descriptors`` (B, L, C) say the rest."""

    descriptors: Tensor | None = None


class DescriptorQueries(InteractiveTransformer):
    """Features and clicks in, one map per object, background click and static query out."""

    query_content: ClickEncoder

    def __init__(self, config: ModelConfig) -> None:
        super().__init__(config)
        part = config.transformer
        self.query_content = ClickEncoder(config.hidden, part.heads, part.encoder_layers, part.encoder_ffn)

    def forward(self, levels: list[Tensor], mask_features: Tensor, clicks: Tensor, owner: Tensor) -> Prediction:
        """levels [F32, F16, F8], mask features (B, C, h, w), clicks (B, L, 3) of (y, x, t), owner (B, L)."""
        f8 = levels[FINE]
        masks = click_masks(clicks, owner, (f8.shape[-2], f8.shape[-1]), self.click_shift)
        found = self.query_content.describe(f8, masks)
        descriptors = torch.cat((found.objects, found.background[:, REGIONS:]), dim=1)
        return self.answer(
            DescribedScene(levels[:LEVELS], mask_features, masks.first, masks.owner, descriptors=descriptors)
        )

    def click_content(self, scene: Scene) -> Tensor:
        assert isinstance(scene, DescribedScene) and scene.descriptors is not None
        return scene.descriptors
