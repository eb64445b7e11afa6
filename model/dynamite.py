"""The assembled network: backbone, pixel decoder, interactive transformer (DynaMITe, arXiv 2304.06668).

``encode`` runs once per image, ``decode`` once per click.
"""

from __future__ import annotations

from collections.abc import Callable

from torch import Tensor, nn

from model.backbones import build_backbone
from model.config import ModelConfig
from model.feature_pyramid import FeaturePyramid
from model.fused_transformer import FusedTransformer
from model.hodor.descriptor_queries import DescriptorQueries
from model.hodor.pixel_updates import HodorPixels
from model.hodor.transformer import HodorTransformer
from model.interactive_transformer import InteractiveTransformer, Prediction
from model.pixel_decoder import PixelDecoder
from model.transformer_config import Kind

TRANSFORMERS: dict[Kind, Callable[[ModelConfig], nn.Module]] = {
    "m2f": InteractiveTransformer,
    "m2f+fusion": FusedTransformer,
    "hodor": HodorTransformer,
    "hodor_enc+m2f": DescriptorQueries,
    "m2f+hodor_dec": HodorPixels,
}
"""What turns features and clicks into maps, by ``TransformerConfig.kind``; all have the same ``forward``."""


class InteractiveHead(nn.Module):
    """Everything after the backbone, with the published parameter names."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.pixel_decoder = FeaturePyramid(config) if config.transformer.has_fusion else _refined_decoder(config)
        self.interactive_transformer = TRANSFORMERS[config.transformer.kind](config)


def _refined_decoder(config: ModelConfig) -> PixelDecoder:
    align = config.transformer.align
    return PixelDecoder(config.backbone.channels, config.hidden, config.pixel_decoder, align, refined=True)


class Dynamite(nn.Module):
    """Normalised images and clicks in, maps of all queries out."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.config = config
        self.backbone = build_backbone(config.backbone)
        self.sem_seg_head = InteractiveHead(config)

    def encode(self, image: Tensor) -> tuple[list[Tensor], Tensor]:
        """image (B, 3, H, W), sides multiples of 32 -> levels and mask features, at stride 4 or 8 (``mask_stride``).

        The levels are [F32, F16, F8] and what else ``TransformerConfig.level_names`` names.
        """
        head, part = self.sem_seg_head, self.config.transformer
        if isinstance(head.interactive_transformer, FusedTransformer):
            levels, mask_features, level4 = head.pixel_decoder(self.backbone(image))
            levels = [*levels, *head.interactive_transformer.image_features(levels[-1], level4, image)]
        else:
            levels, mask_features = head.pixel_decoder(self.backbone(image))
        if part.reads_image:
            return [*levels, image], mask_features
        return levels, mask_features

    def decode(
        self,
        levels: list[Tensor],
        mask_features: Tensor,
        clicks: Tensor,
        owner: Tensor,
        numbers: Tensor | None = None,
    ) -> Prediction:
        """clicks float (B, L, 3) of (y, x, t) in padded pixels, owner int (B, L): object, -1 background, -2 padding.

        ``numbers`` is for graphs of networks with a fusion head alone (FusedTransformer).
        """
        extra = () if numbers is None else (numbers,)
        prediction: Prediction = self.sem_seg_head.interactive_transformer(levels, mask_features, clicks, owner, *extra)
        return prediction

    def forward(self, image: Tensor, clicks: Tensor, owner: Tensor) -> Prediction:
        levels, mask_features = self.encode(image)
        return self.decode(levels, mask_features, clicks, owner)
