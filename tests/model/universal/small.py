"""Small networks of the family with weights from names, and maps drawn by hand, for tests."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import torch
from torch import Tensor, nn

from model.config import PixelDecoderConfig, ResNetConfig, SwinConfig
from model.named_weights import fill_by_name
from model.preprocess import InputPolicy
from model.universal.config import Family, Task, Thresholds, UniversalConfig
from model.universal.image_frame import ImageFrame
from model.universal.label_sets import LabelSet
from model.universal.networks import build_network

LABELS = LabelSet("small", 5, frozenset({0, 1, 2}))
SWIN = SwinConfig(embed=16, depths=(2, 2, 2, 2), heads=(1, 2, 4, 8), window=4)
RESNET = ResNetConfig(depths=(1, 1, 1, 1))
TASKS: dict[Family, tuple[Task, ...]] = {
    "mask2former": ("panoptic", "instance", "semantic"),
    "maskformer": ("panoptic", "semantic"),
    "faseg": ("semantic",),
}


def small_config(family: Family, backbone: ResNetConfig | SwinConfig = SWIN) -> UniversalConfig:
    base = UniversalConfig(
        f"small_{family}",
        family,
        backbone,
        LABELS,
        TASKS[family],
        queries=12,
        hidden=32,
        heads=4,
        layers=5,
        ffn=64,
        pixel_decoder=PixelDecoderConfig(layers=1, heads=4, ffn=64, groups=8),
        input=InputPolicy(longer_side=128, shorter_side=96),
        thresholds=Thresholds(score=0.0, overlap=0.0, instances=20),
    )
    return replace(base, encoder_layers=1) if family == "maskformer" and backbone is RESNET else base


def small_network(config: UniversalConfig, salt: str = "small") -> nn.Module:
    """Queries that differ, and classes that are sure of something."""
    network = build_network(config).eval()
    fill_by_name(network, salt)
    with torch.no_grad():
        for key, value in network.state_dict().items():
            if key.endswith(("query_feat.weight", "query_embed.weight", "class_embed.weight")):
                value.mul_(8.0)
            if key.endswith("predictor.input_proj.weight"):
                value.mul_(1 / 64)
    return network


def photo(height: int, width: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)


def drawn(rows: list[str], inside: float = 4.0) -> Tensor:
    """Mask logits (H, W) from rows of "#" (inside) and "." (outside)."""
    return torch.tensor([[inside if cell == "#" else -inside for cell in row] for row in rows])


def sure(label: int, score: float = 0.95, classes: int = LABELS.count) -> Tensor:
    """Class logits (K + 1,) whose softmax is ``score`` at ``label``; ``classes`` is no-object."""
    rest = torch.full((classes + 1,), (1 - score) / classes)
    rest[label] = score
    return rest.log()


def unpadded(height: int, width: int) -> ImageFrame:
    return ImageFrame((height, width), (height, width), (height, width))
