"""The assembled network: backbone, pixel decoder, interactive transformer (DynaMITe, arXiv 2304.06668).

``encode`` runs once per image, ``decode`` once per click.
"""

from __future__ import annotations

from collections.abc import Callable

from torch import Tensor, nn

from model.backbones import build_backbone
from model.config import ModelConfig
from model.hodor.descriptor_queries import DescriptorQueries
from model.hodor.pixel_updates import HodorPixels
from model.hodor.transformer import HodorTransformer
from model.interactive_transformer import InteractiveTransformer, Prediction
from model.pixel_decoder import PixelDecoder
from model.transformer_config import Kind

TRANSFORMERS: dict[Kind, Callable[[ModelConfig], nn.Module]] = {
    "m2f": InteractiveTransformer,
    "hodor": HodorTransformer,
    "hodor_enc+m2f": DescriptorQueries,
    "m2f+hodor_dec": HodorPixels,
}
"""What turns features and clicks into maps, by ``TransformerConfig.kind``; all have the same ``forward``."""


class InteractiveHead(nn.Module):
    """Everything after the backbone, with the published parameter names."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.pixel_decoder = PixelDecoder(config)
        self.interactive_transformer = TRANSFORMERS[config.transformer.kind](config)


class Dynamite(nn.Module):
    """Normalised images and clicks in, maps of all queries out."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.config = config
        self.backbone = build_backbone(config.backbone)
        self.sem_seg_head = InteractiveHead(config)

    def encode(self, image: Tensor) -> tuple[list[Tensor], Tensor]:
        """image (B, 3, H, W), sides multiples of 32 -> [F32, F16, F8] and mask features at stride 4.

        A network whose queries read the image (``TransformerConfig.reads_image``) gets it as a fourth level.
        """
        levels, mask_features = self.sem_seg_head.pixel_decoder(self.backbone(image))
        if self.config.transformer.reads_image:
            return [*levels, image], mask_features
        return levels, mask_features

    def decode(self, levels: list[Tensor], mask_features: Tensor, clicks: Tensor, owner: Tensor) -> Prediction:
        """clicks float (B, L, 3) of (y, x, t) in padded pixels, owner int (B, L): object, -1 background, -2 padding."""
        prediction: Prediction = self.sem_seg_head.interactive_transformer(levels, mask_features, clicks, owner)
        return prediction

    def forward(self, image: Tensor, clicks: Tensor, owner: Tensor) -> Prediction:
        levels, mask_features = self.encode(image)
        return self.decode(levels, mask_features, clicks, owner)
