"""Every size and switch of a network that finds everything by itself, as one frozen value."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

from model.config import PixelDecoderConfig, ResNetConfig, SwinConfig
from model.preprocess import InputPolicy
from model.universal.label_sets import LABEL_SETS, LabelSet

Family = Literal["mask2former", "maskformer", "faseg"]
Task = Literal["panoptic", "instance", "semantic"]


@dataclass(frozen=True)
class Thresholds:
    """When a query is a segment: its score is above ``score``, and ``overlap`` of its own mask is left to it.

    An instance answer keeps the ``instances`` best pairs of query and class.
    """

    score: float = 0.8
    overlap: float = 0.8
    instances: int = 100

    def __post_init__(self) -> None:
        for name in ("score", "overlap"):
            if not 0 <= getattr(self, name) <= 1:
                raise ValueError(f"{name}={getattr(self, name)} must lie in 0..1")
        if self.instances < 1:
            raise ValueError(f"instances={self.instances} must be at least 1")


@dataclass(frozen=True)
class UniversalConfig:
    """``layers`` and ``ffn`` are the transformer decoder's, ``encoder_layers`` those of MaskFormer's encoder over res5.

    ``tasks`` are what the network was trained for. ``trained_norm``: published with batch norms that were trained,
    which changes the file's keys and nothing that is computed.
    """

    name: str
    family: Family
    backbone: ResNetConfig | SwinConfig
    labels: LabelSet
    tasks: tuple[Task, ...]
    queries: int = 100
    hidden: int = 256
    heads: int = 8
    layers: int = 9
    ffn: int = 2048
    encoder_layers: int = 0
    pixel_decoder: PixelDecoderConfig = field(default_factory=PixelDecoderConfig)
    input: InputPolicy = field(default_factory=lambda: InputPolicy(longer_side=1333, shorter_side=800))
    thresholds: Thresholds = field(default_factory=Thresholds)
    trained_norm: bool = False

    def __post_init__(self) -> None:
        if self.family not in get_args(Family):
            raise ValueError(f"family={self.family!r} does not exist; choose one of {', '.join(get_args(Family))}")
        unknown = [task for task in self.tasks if task not in get_args(Task)]
        if unknown or not self.tasks:
            raise ValueError(f"tasks={self.tasks}; choose at least one of {', '.join(get_args(Task))}")
        if self.hidden % self.heads or self.hidden % 4 or self.hidden % self.pixel_decoder.groups:
            raise ValueError(
                f"hidden={self.hidden} must be a multiple of heads={self.heads}, of 4 and of "
                f"pixel_decoder.groups={self.pixel_decoder.groups}"
            )
        for name in ("queries", "layers"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name}={getattr(self, name)} must be at least 1")
        if self.encoder_layers and self.family != "maskformer":
            raise ValueError(f"encoder_layers={self.encoder_layers}: only MaskFormer has an encoder over res5")


def label_set(name: str) -> LabelSet:
    if name not in LABEL_SETS:
        raise ValueError(f"label set {name!r} does not exist; choose one of {', '.join(LABEL_SETS)}")
    return LABEL_SETS[name]
