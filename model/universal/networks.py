"""From a configuration to its network."""

from __future__ import annotations

from collections.abc import Callable

from torch import nn

from model.universal.config import Family, UniversalConfig
from model.universal.faseg import FASeg
from model.universal.mask2former import Mask2Former
from model.universal.maskformer import MaskFormer

NETWORKS: dict[Family, Callable[[UniversalConfig], nn.Module]] = {
    "mask2former": Mask2Former,
    "maskformer": MaskFormer,
    "faseg": FASeg,
}
"""Normalised images in, ``model.universal.prediction.Prediction`` out."""


def build_network(config: UniversalConfig) -> nn.Module:
    return NETWORKS[config.family](config)
