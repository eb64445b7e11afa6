"""The sizes of DETR (arXiv 2005.12872) as one frozen value, and the seven published networks."""

from __future__ import annotations

from dataclasses import dataclass

from model.config import ResNetConfig

RESNET50 = (3, 4, 6, 3)
RESNET101 = (3, 4, 23, 3)
COCO_BOXES = 91
"""Logits of real classes; the index is the category id of COCO, 1..90, eleven of which nothing has. Then no-object."""
COCO_PANOPTIC = 250
LAST_THING = 90
"""Category ids up to this one are things, the others stuff."""


@dataclass(frozen=True)
class DetrConfig:
    """``classes`` without no-object; ``dilated`` keeps stride 16 (DC5); ``has_masks`` adds the panoptic head."""

    name: str
    depths: tuple[int, int, int, int] = RESNET50
    dilated: bool = False
    has_masks: bool = False
    classes: int = COCO_BOXES
    queries: int = 100
    hidden: int = 256
    heads: int = 8
    layers: int = 6
    ffn: int = 2048

    def __post_init__(self) -> None:
        if self.hidden % self.heads or self.hidden % 64:
            raise ValueError(f"hidden={self.hidden} must be a multiple of heads={self.heads} and of 64")
        for name in ("classes", "queries", "layers"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name}={getattr(self, name)} must be at least 1")

    @property
    def backbone(self) -> ResNetConfig:
        return ResNetConfig(depths=self.depths)


def _published() -> dict[str, DetrConfig]:
    presets = {}
    for body, depths in (("r50", RESNET50), ("r101", RESNET101)):
        for dilated in (False, True):
            name = f"detr-{body}{'-dc5' if dilated else ''}"
            presets[name] = DetrConfig(name, depths, dilated)
            if not (dilated and body == "r101"):  # of ResNet-101 there is no dilated panoptic file
                panoptic = f"{name}-panoptic"
                presets[panoptic] = DetrConfig(panoptic, depths, dilated, has_masks=True, classes=COCO_PANOPTIC)
    return presets


DETR_PRESETS = _published()
"""By the names of ``model/checkpoints/published.tsv``."""
