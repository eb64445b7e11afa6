"""Every size and switch of the interactive network, as one frozen value (DynaMITe, arXiv 2304.06668).

A preset is a function that returns one (:mod:`model.presets`); ``config.json`` beside the weights is one written out.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Literal, TypeVar

from model.preprocess import InputPolicy
from model.refinement.config import RefinementConfig
from model.transformer_config import FIRST_FIELDS, FORMER_QUALITY, FusionConfig, TransformerConfig, VitConfig

T = TypeVar("T")


@dataclass(frozen=True)
class ResidualConfig:
    """Outputs at strides 4, 8, 16 and 32 with ``channels``; ``depths`` counts the residual blocks of each stage."""

    kind: Literal["residual"] = "residual"
    channels: tuple[int, int, int, int] = (48, 96, 128, 192)
    depths: tuple[int, int, int, int] = (2, 2, 3, 2)
    stem: int = 32


@dataclass(frozen=True)
class ResNetConfig:
    """ResNet with bottlenecks and frozen batch norms; ``depths`` of ResNet-50 by default."""

    kind: Literal["resnet"] = "resnet"
    depths: tuple[int, int, int, int] = (3, 4, 6, 3)

    @property
    def channels(self) -> tuple[int, int, int, int]:
        return (256, 512, 1024, 2048)


@dataclass(frozen=True)
class HRNetConfig:
    """High-resolution network: four branches, ``width`` channels at stride 4 and twice as many at each further one."""

    kind: Literal["hrnet"] = "hrnet"
    width: int = 32

    @property
    def channels(self) -> tuple[int, int, int, int]:
        return (self.width, 2 * self.width, 4 * self.width, 8 * self.width)


@dataclass(frozen=True)
class MitConfig:
    """SegFormer's encoder; the sizes of MiT-B0 by default. ``reductions`` shrink keys and values of each stage."""

    kind: Literal["mit"] = "mit"
    channels: tuple[int, int, int, int] = (32, 64, 160, 256)
    depths: tuple[int, int, int, int] = (2, 2, 2, 2)
    heads: tuple[int, int, int, int] = (1, 2, 5, 8)
    reductions: tuple[int, int, int, int] = (8, 4, 2, 1)
    drop_path: float = 0.1


@dataclass(frozen=True)
class SwinConfig:
    """Swin as a dense encoder; the sizes of Swin-Tiny by default. ``embed`` doubles at each stage."""

    kind: Literal["swin"] = "swin"
    embed: int = 96
    depths: tuple[int, int, int, int] = (2, 2, 6, 2)
    heads: tuple[int, int, int, int] = (3, 6, 12, 24)
    window: int = 7
    drop_path: float = 0.3

    @property
    def channels(self) -> tuple[int, int, int, int]:
        return (self.embed, 2 * self.embed, 4 * self.embed, 8 * self.embed)


BackboneConfig = ResidualConfig | ResNetConfig | HRNetConfig | MitConfig | SwinConfig

BACKBONE_CONFIGS: dict[str, type[BackboneConfig]] = {
    "residual": ResidualConfig,
    "resnet": ResNetConfig,
    "hrnet": HRNetConfig,
    "mit": MitConfig,
    "swin": SwinConfig,
}
"""By ``kind``, as a ``config.json`` names it."""


@dataclass(frozen=True)
class PixelDecoderConfig:
    """Deformable attention over strides 32, 16 and 8, a fine level at stride 4, and the refinement branch."""

    layers: int = 6
    heads: int = 8
    points: int = 4
    ffn: int = 1024
    groups: int = 32
    fine_levels: int = 1


@dataclass(frozen=True)
class ModelConfig:
    """The whole network. ``hidden`` is the width C of pixel decoder and transformer.

    ``refinement``: how its masks are refined at the edge; None: not at all, as with the published networks.
    """

    name: str
    hidden: int = 256
    input: InputPolicy = field(default_factory=InputPolicy)
    backbone: BackboneConfig = field(default_factory=ResidualConfig)
    pixel_decoder: PixelDecoderConfig = field(default_factory=PixelDecoderConfig)
    transformer: TransformerConfig = field(default_factory=TransformerConfig)
    refinement: RefinementConfig | None = None

    def __post_init__(self) -> None:
        for part, heads in (("pixel_decoder", self.pixel_decoder.heads), ("transformer", self.transformer.heads)):
            if self.hidden % heads:
                raise ValueError(f"hidden={self.hidden} is not a multiple of {part}.heads={heads}")
        if self.hidden % self.pixel_decoder.groups:
            raise ValueError(f"hidden={self.hidden} is not a multiple of pixel_decoder.groups")
        if self.hidden % 4:
            raise ValueError(f"hidden={self.hidden} must be a multiple of 4 (sine and cosine on two axes)")
        if self.transformer.attention_bias == "rope2d" and self.hidden // self.transformer.heads % 4:
            raise ValueError(
                f"rope2d turns pairs of channels on two axes: hidden={self.hidden} / heads={self.transformer.heads} "
                "must be a multiple of 4"
            )

    @property
    def click_shift(self) -> float:
        """Image pixels to take off a click's place before it is scaled to the input.

        The published networks are fed pixel indices, (0, 0) for the centre of the first pixel; networks with ``align``
        continuous coordinates, (0.5, 0.5) for the same place.
        """
        return 0.0 if self.transformer.align else 0.5

    def to_dict(self) -> dict[str, Any]:
        """Plain values, for JSON; options of the transformer that were added later only where they are set."""
        values = asdict(self)
        unset = asdict(TransformerConfig())
        values["transformer"] = {
            name: value for name, value in values["transformer"].items() if name in FIRST_FIELDS or value != unset[name]
        }
        former = {name: value for value, name in FORMER_QUALITY.items()}
        values["transformer"]["quality"] = former.get(self.transformer.quality, self.transformer.quality)
        if self.refinement is None:
            del values["refinement"]
        return values

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> ModelConfig:
        """Rebuild a config from :meth:`to_dict`. Raises ValueError, which lists them, for unknown and missing names."""
        missing = [part.name for part in fields(cls) if part.name not in values and part.name != "refinement"]
        if missing:
            raise ValueError(f"the config lacks {', '.join(missing)}; export the model again")
        return cls(
            name=values["name"],
            hidden=values["hidden"],
            input=_part(InputPolicy, values["input"]),
            backbone=_backbone(values["backbone"]),
            pixel_decoder=_part(PixelDecoderConfig, values["pixel_decoder"]),
            transformer=_transformer(values["transformer"]),
            refinement=_part(RefinementConfig, refinement) if (refinement := values.get("refinement")) else None,
        )

    @classmethod
    def load(cls, path: Path) -> ModelConfig:
        """Read the ``model`` entry of a ``config.json``."""
        return cls.from_dict(json.loads(path.read_text())["model"])


def _backbone(values: dict[str, Any]) -> BackboneConfig:
    kind = values.get("kind")
    if kind not in BACKBONE_CONFIGS:
        raise ValueError(f"backbone kind {kind!r} does not exist; choose one of {', '.join(BACKBONE_CONFIGS)}")
    return _part(BACKBONE_CONFIGS[kind], values)


def _transformer(values: dict[str, Any]) -> TransformerConfig:
    parts: dict[str, type[Any]] = {"vit": VitConfig, "fusion": FusionConfig}
    nested = {name: _part(part, values[name]) for name, part in parts.items() if isinstance(values.get(name), dict)}
    quality = values.get("quality", "none")
    return _part(TransformerConfig, {**values, **nested, "quality": FORMER_QUALITY.get(quality, quality)})


def _part(part: type[T], values: dict[str, Any]) -> T:
    """``values`` as a ``part``, a dataclass whose sequences are tuples."""
    unknown = sorted(set(values) - {each.name for each in fields(part)})  # type: ignore[arg-type]
    if unknown:
        raise ValueError(f"{part.__name__} has no {', '.join(unknown)}; a newer version may have made the config")
    return part(**{name: tuple(value) if isinstance(value, list) else value for name, value in values.items()})
