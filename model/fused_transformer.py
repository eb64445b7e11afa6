"""The interactive transformer with the fusion head behind it: queries tell what clicks mean, convolutions draw masks.

Its maps are margins at stride 4, one and the same for all queries of an object, 0 for the background's.
"""

from __future__ import annotations

import torch
from torch import Tensor

from model.bilinear import resize
from model.config import ModelConfig
from model.dense_fusion import DenseFusion, FusionFeatures
from model.interactive_transformer import LEVELS, InteractiveTransformer, Prediction


class FusedTransformer(InteractiveTransformer):
    """``TransformerConfig.kind`` "m2f+fusion"."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__(config)
        self.fusion = DenseFusion(config.hidden, config.transformer.fusion)

    def image_features(self, level8: Tensor, level4: Tensor, image: Tensor) -> list[Tensor]:
        """What the fusion needs of an image, once, to be added to the levels (``TransformerConfig.level_names``)."""
        features = self.fusion.features(level8, level4, image)
        return [features.likeness, features.coarse, features.fine, features.words, features.colour]

    def forward(
        self,
        levels: list[Tensor],
        mask_features: Tensor,
        clicks: Tensor,
        owner: Tensor,
        numbers: Tensor | None = None,
    ) -> Prediction:
        """As InteractiveTransformer's, with mask features at stride 8 and ``image_features`` after the levels.

        ``numbers`` (K,) counts the objects, 0 .. K - 1; an exported graph is given it, for its size is the owners'
        largest value, which a graph can't make a size of.
        """
        scene = self.scene(levels, mask_features, clicks, owner)
        x, layers, mask_features, queries = self.read(scene)
        if numbers is None:
            numbers = torch.arange(int(owner.max()) + 1 if owner.numel() else 0, device=owner.device)
        features = FusionFeatures(*levels[LEVELS : LEVELS + 5])
        first, coarse, fine = self.fusion(features, layers[-1], queries.owner, clicks, owner, numbers)
        before, pixels = (resize(given, fine.shape[-2:]) for given in (coarse, mask_features))
        quality = self._quality(x, [before, fine], pixels, queries)
        return Prediction([*layers, first, coarse, fine], queries.owner, quality)
