"""FASeg (arXiv 2204.01244): Mask2Former with dynamic positions of queries and high-resolution cross attention."""

from __future__ import annotations

from torch import Tensor, nn

from model.backbones import build_backbone
from model.universal.config import UniversalConfig
from model.universal.focus_decoder import FocusDecoder
from model.universal.focus_pixels import FocusPixels
from model.universal.prediction import Prediction


class FASeg(nn.Module):
    """Normalised RGB (B, 3, H, W), sides multiples of 32 -> a class and a map per query."""

    def __init__(self, config: UniversalConfig) -> None:
        super().__init__()
        self.config = config
        self.backbone = build_backbone(config.backbone)
        self.sem_seg_head = nn.ModuleDict(
            {
                "pixel_decoder": FocusPixels(config.backbone.channels, config.hidden, config.pixel_decoder),
                "predictor": FocusDecoder(config),
            }
        )

    def forward(self, image: Tensor) -> Prediction:
        levels, places, mask_features = self.sem_seg_head["pixel_decoder"](self.backbone(image))
        prediction: Prediction = self.sem_seg_head["predictor"](levels, places, mask_features)
        return prediction
