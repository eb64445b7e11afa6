"""What a training does, every number visible: our own recipe, and the published one (DynaMITe, arXiv 2304.06668).

docs/training.md sets the two side by side and says which of the reference's quirks are switches.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from model.data.rules import EpochData, LargeScaleJitter, MixedData, Paste
from model.losses import LOSSES
from model.train_clicks import Corrections, FirstClicks, sometimes
from model.training.optimiser import Optimiser
from model.training.precision import Precision

ROUNDS: dict[str, tuple[tuple[int, ...], tuple[float, ...]]] = {
    "few": ((0, 1, 2, 3, 5, 8), (0.24, 0.22, 0.2, 0.16, 0.1, 0.08)),
    "many": ((0, 1, 2, 3, 5, 8, 12), (0.12, 0.14, 0.18, 0.2, 0.16, 0.12, 0.08)),
    "reference": ((0, 1, 2, 3), (0.25, 0.25, 0.25, 0.25)),
}
"""How many times the clicks of a batch are corrected, and how often: what ``--rounds`` chooses from."""


@dataclass(frozen=True)
class Recipe:
    """``batch`` counts images over all processes; ``sizes`` are the sides of the windows, one drawn a step.

    ``steps`` 0 means that ``minutes`` of wall clock are the budget. ``average``: decay of the running average of the
    weights, 0 for none. ``target_stride``: cells of the masks that the loss sees, in pixels. ``padding`` of a window is
    "unknown" (black, no loss) or "background" of every map, the background's too (a quirk of the reference).
    ``float32_decoder``: the pixel decoder computes in float32 whatever ``precision`` says. ``first_answer``: weight of
    the loss of the answer before all corrections, beside that of the last one, where there were any.
    """

    name: str
    data: MixedData | EpochData
    clicks: FirstClicks
    corrections: Corrections
    loss: str
    optimiser: Optimiser
    sizes: tuple[int, ...] = (256,)
    batch: int = 16
    steps: int = 0
    minutes: float = 90.0
    precision: Precision = "auto"
    average: float = 0.998
    target_stride: int = 4
    padding: Literal["unknown", "background"] = "unknown"
    float32_decoder: bool = False
    first_answer: float = 0.0

    def __post_init__(self) -> None:
        LOSSES[self.loss]  # says what exists
        wrong = [size for size in self.sizes if size < 32 or size % 32]
        if not self.sizes or wrong:
            raise ValueError(f"sizes={self.sizes} must be multiples of 32, the coarsest stride of the backbones")
        if not 0 <= self.first_answer < 1:
            raise ValueError(f"first_answer={self.first_answer} must be a share of the loss below 1")
        if self.target_stride not in (1, 2, 4):
            raise ValueError(f"target_stride={self.target_stride} must be 1, 2 or 4")
        if self.target_stride != 4 and not LOSSES[self.loss].points:
            raise ValueError(f"loss {self.loss!r} compares whole maps, which have stride 4; set target_stride=4")


def nano() -> Recipe:
    """For small networks from scratch on a few CPU cores: many corrections, data sets mixed by weight."""
    rounds, shares = ROUNDS["few"]
    donors = ("human", "cocoperson", "ccp", "penn", "coco")
    return Recipe(
        name="nano",
        data=MixedData(
            mix="default",
            max_objects=5,
            paste=Paste(share=0.35, most=2, smallest=0.5, moved=0.25, occluders=0.35, donors=donors),
        ),
        clicks=FirstClicks(centre=0.5, more=sometimes(0.25, 3), background=sometimes(0.25, 4), scribbles=0.15),
        corrections=Corrections(rounds, shares, enough=0.92, enough_alone=0.97, centre=0.5, stride=2, scribbles=0.15),
        loss="fused",
        optimiser=Optimiser(muon=0.02, warm_up_steps=100, flat_share=0.25, floor=0.02),
        sizes=(192, 224, 256, 288),
        average=0.997,
        first_answer=0.5,
    )


def dynamite() -> Recipe:
    """The published recipe without its quirks: every image is corrected, and no prediction goes without a loss."""
    return Recipe(
        name="dynamite",
        data=EpochData(),
        clicks=FirstClicks(),
        corrections=Corrections(),
        loss="base",
        optimiser=Optimiser(
            rate=1e-4,
            backbone_factor=0.1,
            decay=0.05,
            undecayed="norms_and_embeddings",
            clip=0.01,
            schedule="step",
            warm_up_steps=0,
        ),
        sizes=(1024,),
        batch=32,
        steps=184_375,
        precision="fp16",
        average=0.0,
        target_stride=1,
        float32_decoder=True,
    )


def dynamite_reference() -> Recipe:
    """The published recipe with the quirks that the published weights were trained with."""
    base = dynamite()
    return replace(
        base,
        name="dynamite_reference",
        data=EpochData(without_object="random", view=LargeScaleJitter(one_offset=True)),
        corrections=Corrections(images="first_image", group=2, padding_counts=True),
        loss="dropped_layer",
        padding="background",
    )


RECIPES: dict[str, Callable[[], Recipe]] = {
    "nano": nano,
    "dynamite": dynamite,
    "dynamite_reference": dynamite_reference,
}


def recipe(name: str) -> Recipe:
    """The recipe called ``name``."""
    if name not in RECIPES:
        raise ValueError(f"recipe {name!r} does not exist; choose one of {', '.join(RECIPES)}")
    return RECIPES[name]()
