"""Mask2Former (arXiv 2112.01527): one architecture for panoptic, instance and semantic segmentation.

Backbone, pixel decoder, masked decoder; the pixel decoder and the attention are those of the interactive networks.
"""

from __future__ import annotations

from torch import Tensor, nn

from model.backbones import build_backbone
from model.pixel_decoder import PixelDecoder
from model.universal.config import UniversalConfig
from model.universal.masked_decoder import MaskedDecoder
from model.universal.prediction import Prediction


class Mask2Former(nn.Module):
    """Normalised RGB (B, 3, H, W), sides multiples of 32 -> a class and a map per query."""

    def __init__(self, config: UniversalConfig) -> None:
        super().__init__()
        self.config = config
        self.backbone = build_backbone(config.backbone)
        self.sem_seg_head = nn.ModuleDict(
            {
                "pixel_decoder": PixelDecoder(config.backbone.channels, config.hidden, config.pixel_decoder),
                "predictor": MaskedDecoder(config),
            }
        )

    def forward(self, image: Tensor) -> Prediction:
        levels, mask_features = self.sem_seg_head["pixel_decoder"](self.backbone(image))
        prediction: Prediction = self.sem_seg_head["predictor"](levels, mask_features)
        return prediction
