"""The published networks of the family by name, such as ``maskformer_swin_base_ade20k_semantic``.

A name is family, backbone, label set and task. Files trained from other ImageNet weights share a preset.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

from model.config import ResNetConfig, SwinConfig
from model.preprocess import InputPolicy
from model.presets import swin_large
from model.universal.config import Family, Task, Thresholds, UniversalConfig, label_set

BACKBONES: dict[str, Callable[[], ResNetConfig | SwinConfig]] = {
    "r50": ResNetConfig,
    "r101": lambda: ResNetConfig(depths=(3, 4, 23, 3)),
    "swin_tiny": SwinConfig,
    "swin_small": lambda: SwinConfig(depths=(2, 2, 18, 2)),
    "swin_base": lambda: SwinConfig(embed=128, depths=(2, 2, 18, 2), heads=(4, 8, 16, 32), window=12),
    "swin_large": swin_large,
}
RESNETS = ("r50", "r101")
WIDE_SWINS = ("swin_base", "swin_large")
MANY_QUERIES = 200
"""Swin-Large has that many queries where it tells instances apart."""
MASK2FORMER: dict[str, tuple[str, ...]] = {
    "coco_panoptic": tuple(BACKBONES),
    "coco_instance": tuple(BACKBONES),
    "ade20k_panoptic": ("r50", "swin_large"),
    "ade20k_instance": ("r50", "swin_large"),
    "ade20k_semantic": tuple(BACKBONES),
    "cityscapes_panoptic": tuple(BACKBONES),
    "cityscapes_instance": tuple(BACKBONES),
    "cityscapes_semantic": tuple(BACKBONES),
    "mapillary_panoptic": ("r50", "swin_large"),
    "mapillary_semantic": ("r50", "swin_large"),
}
"""Backbones by label set and task."""
MASKFORMER: dict[str, tuple[str, ...]] = {
    "coco_panoptic": tuple(BACKBONES),
    "ade20k_panoptic": RESNETS,
    "ade20k_semantic": tuple(BACKBONES),
    "ade20k_full_semantic": RESNETS,
    "cityscapes_semantic": ("r101",),
    "coco_stuff_10k_semantic": RESNETS,
    "mapillary_semantic": ("r50",),
}
FASEG: dict[str, tuple[str, ...]] = {
    "ade20k_semantic": ("r50", "swin_tiny", "swin_base", "swin_large"),
    "cityscapes_semantic": ("r50",),
}
FASEG_LAYERS = 13
MASKFORMER_LAYERS = MASKFORMER_ENCODER = 6


def universal_preset(name: str) -> UniversalConfig:
    """The preset called ``name``."""
    presets = universal_presets()
    if name not in presets:
        near = ", ".join(each for each in presets if each.split("_")[0] == name.split("_")[0]) or ", ".join(presets)
        raise ValueError(f"preset {name!r} does not exist; choose one of {near}")
    return presets[name]


@cache
def universal_presets() -> dict[str, UniversalConfig]:
    """All of them."""
    tables: tuple[tuple[Family, dict[str, tuple[str, ...]]], ...] = (
        ("mask2former", MASK2FORMER),
        ("maskformer", MASKFORMER),
        ("faseg", FASEG),
    )
    return {config.name: config for family, table in tables for config in _family(family, table)}


def _family(family: Family, table: dict[str, tuple[str, ...]]) -> Iterator[UniversalConfig]:
    for trained_for, backbones in table.items():
        labels, _, task = trained_for.rpartition("_")
        for backbone in backbones:
            yield _preset(family, backbone, labels, task)  # type: ignore[arg-type]


def _preset(family: Family, backbone: str, data: str, task: Task) -> UniversalConfig:
    per_task = {"coco_panoptic": "coco_panoptic", "coco_instance": "coco_instance"}
    own_set = f"{data}_instance" if task == "instance" and data != "coco" else per_task.get(f"{data}_{task}", data)
    policy = _input(family, backbone, data, task)
    base = UniversalConfig(
        name=f"{family}_{backbone}_{data}_{task}",
        family=family,
        backbone=BACKBONES[backbone](),
        labels=label_set(own_set),
        tasks=_tasks(family, task),
        input=policy,
        thresholds=_thresholds(family, data),
        trained_norm=backbone in RESNETS and (data == "cityscapes" or (data == "ade20k" and backbone == "r101")),
    )
    if family == "faseg":
        return replace(base, layers=FASEG_LAYERS)
    if family == "maskformer":
        encoder = MASKFORMER_ENCODER if task == "panoptic" and backbone in RESNETS else 0
        return replace(base, layers=MASKFORMER_LAYERS, encoder_layers=encoder)
    few = task == "semantic" or backbone != "swin_large"
    return base if few else replace(base, queries=MANY_QUERIES)


def _tasks(family: Family, task: Task) -> tuple[Task, ...]:
    """A panoptic network answers all three, but for MaskFormer, which has no instance answer."""
    if task != "panoptic":
        return (task,)
    return ("panoptic", "semantic") if family == "maskformer" else ("panoptic", "instance", "semantic")


def _input(family: Family, backbone: str, data: str, task: Task) -> InputPolicy:
    divisor = 1 if family == "maskformer" and f"{data}_{task}" == "coco_panoptic" else 32
    if data == "cityscapes":
        return InputPolicy(longer_side=2048, shorter_side=1024)
    if data == "mapillary":
        return InputPolicy(longer_side=2048, shorter_side=2048)
    if data == "coco":
        return InputPolicy(longer_side=1333, shorter_side=800, divisor=divisor)
    wide = task != "semantic" or backbone in WIDE_SWINS
    return InputPolicy(longer_side=2560, shorter_side=640) if wide else InputPolicy(longer_side=2048, shorter_side=512)


def _thresholds(family: Family, data: str) -> Thresholds:
    """Above which score a query is a segment, as published."""
    if data == "mapillary":
        return Thresholds(score=0.0)
    return Thresholds(score=0.7) if family == "maskformer" and data == "ade20k" else Thresholds()
