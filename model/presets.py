"""The named sizes of the interactive network: one function each, listed in ``PRESETS``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from model.config import BackboneConfig, ModelConfig, PixelDecoderConfig, TransformerConfig
from model.preprocess import InputPolicy


def nano() -> ModelConfig:
    """The default model: small enough to train from scratch and to answer on two CPU cores."""
    return ModelConfig(
        name="nano",
        hidden=64,
        input=InputPolicy(longer_side=384),
        backbone=BackboneConfig(channels=(48, 96, 128, 192), depths=(2, 2, 3, 2), stem=32),
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
            quality=True,
        ),
    )


def tiny_test() -> ModelConfig:
    """Everything at its smallest: for tests that train or export in a second."""
    base = nano()
    return replace(
        base,
        name="tiny_test",
        hidden=16,
        input=InputPolicy(longer_side=64),
        backbone=BackboneConfig(channels=(8, 8, 16, 16), depths=(1, 1, 1, 1), stem=8),
        pixel_decoder=PixelDecoderConfig(layers=1, heads=2, points=2, ffn=32, groups=4),
        transformer=replace(
            base.transformer, heads=2, encoder_layers=3, encoder_ffn=32, decoder_layers=1, decoder_ffn=32
        ),
    )


def published(name: str, channels: tuple[int, int, int, int], fine_levels: int = 1) -> ModelConfig:
    """A published DynaMITe head behind an external backbone whose outputs have ``channels``."""
    return ModelConfig(
        name=name,
        input=InputPolicy(longer_side=1333, shorter_side=800),
        backbone=BackboneConfig(kind="external", channels=channels),
        pixel_decoder=PixelDecoderConfig(fine_levels=fine_levels),
    )


PRESETS: dict[str, Callable[[], ModelConfig]] = {
    "nano": nano,
    "tiny_test": tiny_test,
    "dynamite_r50": lambda: published("dynamite_r50", (256, 512, 1024, 2048)),
    "dynamite_hrnet32": lambda: published("dynamite_hrnet32", (32, 64, 128, 256), fine_levels=2),
    "dynamite_mitb0": lambda: published("dynamite_mitb0", (32, 64, 160, 256)),
    "dynamite_swin_tiny": lambda: published("dynamite_swin_tiny", (96, 192, 384, 768)),
    "dynamite_swin_large": lambda: published("dynamite_swin_large", (192, 384, 768, 1536)),
}


def preset(name: str) -> ModelConfig:
    """Return the preset called ``name``."""
    if name not in PRESETS:
        raise ValueError(f"preset {name!r} does not exist; choose one of {', '.join(sorted(PRESETS))}")
    return PRESETS[name]()
