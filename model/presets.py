"""The named sizes of the interactive network: one function each, listed in ``PRESETS``.

The published DynaMITe models (arXiv 2304.06668) share one head; they differ in their backbones and, for the ablations
on Swin-Tiny, in one switch of the head each.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from model.config import (
    BackboneConfig,
    HRNetConfig,
    MitConfig,
    ModelConfig,
    PixelDecoderConfig,
    ResidualConfig,
    ResNetConfig,
    SwinConfig,
    TransformerConfig,
)
from model.preprocess import InputPolicy


def nano() -> ModelConfig:
    """The default model: small enough to train from scratch and to answer on two CPU cores."""
    base = small()
    return replace(
        base,
        name="nano",
        backbone=ResidualConfig(channels=(48, 96, 144, 224), depths=(2, 2, 3, 2), stem=32),
        transformer=replace(base.transformer, kind="m2f+fusion", decoder_layers=1, quality="mask"),
    )


def small() -> ModelConfig:
    """The family at the size of nano, with masks from the product of queries and pixels: where its relatives start."""
    return ModelConfig(
        name="small",
        hidden=64,
        input=InputPolicy(longer_side=384),
        backbone=ResidualConfig(channels=(48, 96, 128, 192), depths=(2, 2, 3, 2), stem=32),
        pixel_decoder=PixelDecoderConfig(layers=1, heads=4, points=4, ffn=256, groups=8),
        transformer=TransformerConfig(
            heads=4,
            encoder_layers=3,
            encoder_ffn=256,
            decoder_layers=2,
            decoder_ffn=128,
            static_queries=5,
            valid_mask=True,
            align=True,
            relative=True,
            sign=True,
            mix=True,
            quality="query",
        ),
    )


def tiny_test() -> ModelConfig:
    """Everything at its smallest: for tests that train or export in a second."""
    base = small()
    return replace(
        base,
        name="tiny_test",
        hidden=16,
        input=InputPolicy(longer_side=64),
        backbone=ResidualConfig(channels=(8, 8, 16, 16), depths=(1, 1, 1, 1), stem=8),
        pixel_decoder=PixelDecoderConfig(layers=1, heads=2, points=2, ffn=32, groups=4),
        transformer=replace(
            base.transformer, heads=2, encoder_layers=3, encoder_ffn=32, decoder_layers=1, decoder_ffn=32
        ),
    )


def ablation_base() -> ModelConfig:
    """What docs/ablations.md compares options with: published switches, small enough to learn in minutes on a core."""
    return replace(
        small(),
        name="ablation_base",
        backbone=ResidualConfig(channels=(32, 64, 96, 128), depths=(1, 1, 2, 1), stem=16),
        transformer=TransformerConfig(
            heads=4, encoder_layers=3, encoder_ffn=256, decoder_layers=2, decoder_ffn=128, valid_mask=True
        ),
    )


def published(name: str, backbone: BackboneConfig, fine_levels: int = 1) -> ModelConfig:
    """The published DynaMITe head behind ``backbone``."""
    return ModelConfig(
        name=name,
        input=InputPolicy(longer_side=1333, shorter_side=800),
        backbone=backbone,
        pixel_decoder=PixelDecoderConfig(fine_levels=fine_levels),
    )


def swin_large() -> SwinConfig:
    """Swin-Large as pretrained at 384 pixels."""
    return SwinConfig(embed=192, depths=(2, 2, 18, 2), heads=(6, 12, 24, 48), window=12)


def ablation(part: str, **switches: Any) -> ModelConfig:
    """The Swin-Tiny model with ``switches`` of its transformer set otherwise."""
    base = published(f"dynamite_swin_tiny_{part}", SwinConfig())
    return replace(base, transformer=replace(base.transformer, **switches))


PRESETS: dict[str, Callable[[], ModelConfig]] = {
    "nano": nano,
    "tiny_test": tiny_test,
    "ablation_base": ablation_base,
    "dynamite_r50": lambda: published("dynamite_r50", ResNetConfig()),
    # The published wrapper reports stride 1 for all of HRNet's outputs, which gives it a second fine level.
    "dynamite_hrnet32": lambda: published("dynamite_hrnet32", HRNetConfig(), fine_levels=2),
    "dynamite_mitb0": lambda: published("dynamite_mitb0", MitConfig()),
    "dynamite_swin_tiny": lambda: published("dynamite_swin_tiny", SwinConfig()),
    "dynamite_swin_large": lambda: published("dynamite_swin_large", swin_large()),
    "dynamite_swin_tiny_spatio_temporal": lambda: ablation("spatio_temporal", position="spatio_temporal"),
    "dynamite_swin_tiny_spatial": lambda: ablation("spatial", position="spatial"),
    "dynamite_swin_tiny_temporal": lambda: ablation("temporal", position="temporal"),
    "dynamite_swin_tiny_no_position": lambda: ablation("no_position", position="none"),
    "dynamite_swin_tiny_no_decoder": lambda: ablation("no_decoder", decoder_layers=0),
    "dynamite_swin_tiny_no_static": lambda: ablation("no_static", static_queries=0),
}


def preset(name: str) -> ModelConfig:
    """Return the preset called ``name``."""
    if name not in PRESETS:
        raise ValueError(f"preset {name!r} does not exist; choose one of {', '.join(sorted(PRESETS))}")
    return PRESETS[name]()
