"""The MaskIoU head (Mask Scoring R-CNN, arXiv 1903.00241, figure 3): how well a mask fits, for every class.

It reads the features of a region and the mask that was predicted there, and ranks masks by their own quality.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

REGION = 14
PUBLISHED_PREFIX = "roi_heads.maskiou."
"""The head's part of a published file; without it the keys are those of ``MaskIoUHead``."""


class MaskIoUHead(nn.Module):
    """Region features and mask -> predicted IoU per class, index 0 the background. Linear, may leave 0..1."""

    def __init__(self, classes: int = 81, channels: int = 256, hidden: int = 1024) -> None:
        super().__init__()
        self.feature_extractor = MaskIoUFeatures(channels, hidden)
        self.predictor = nn.ModuleDict({"maskiou": nn.Linear(hidden, classes)})
        nn.init.normal_(self.predictor["maskiou"].weight, std=0.01)
        nn.init.zeros_(self.predictor["maskiou"].bias)

    def forward(self, features: Tensor, masks: Tensor) -> Tensor:
        """``MaskIoUFeatures.forward``'s arguments -> (R, classes)."""
        predicted: Tensor = self.predictor["maskiou"](self.feature_extractor(features, masks))
        return predicted


class MaskIoUFeatures(nn.Module):
    """Four 3x3 convolutions, the last of stride 2, and two linear layers, a ReLU after each."""

    def __init__(self, channels: int, hidden: int) -> None:
        super().__init__()
        for index in range(1, 5):
            conv = nn.Conv2d(channels + (index == 1), channels, 3, stride=2 if index == 4 else 1, padding=1)
            nn.init.kaiming_normal_(conv.weight, mode="fan_out", nonlinearity="relu")
            nn.init.zeros_(conv.bias) if conv.bias is not None else None
            self.add_module(f"maskiou_fcn{index}", conv)
        self.maskiou_fc1 = nn.Linear(channels * (REGION // 2) ** 2, hidden)
        self.maskiou_fc2 = nn.Linear(hidden, hidden)
        for linear in (self.maskiou_fc1, self.maskiou_fc2):
            nn.init.kaiming_uniform_(linear.weight, a=1)
            nn.init.zeros_(linear.bias)

    def forward(self, features: Tensor, masks: Tensor) -> Tensor:
        """features (R, C, 14, 14), masks (R, 1, 28, 28) in 0..1 of the predicted class -> (R, hidden)."""
        x = torch.cat((features, F.max_pool2d(masks, 2)), dim=1)
        for index in range(1, 5):
            x = self.get_submodule(f"maskiou_fcn{index}")(x).relu()
        x = x.flatten(1)  # (R, C, 7, 7) -> (R, 49 C)
        return self.maskiou_fc2(self.maskiou_fc1(x).relu()).relu()


def mask_scores(box_scores: Tensor, maskiou: Tensor, labels: Tensor) -> Tensor:
    """What ranks masks: box score times the predicted IoU of the box's class, not clamped; all (R,), maskiou (R, K)."""
    return box_scores * maskiou.gather(1, labels[:, None])[:, 0]
