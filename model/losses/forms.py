"""The named loss forms: which terms with which weights. ``LOSSES`` is the table that ``--loss`` chooses from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class LossConfig:
    """Weights of the terms, and how the maps are read.

    ``points`` counts the points read of a map of 256 x 256 cells, a 1024 px crop (published: 12544); smaller maps give
    the same share of their cells, and 0 takes whole maps. ``skip_layer`` leaves one prediction out, counted as Python
    counts: -2 is the one after the last query layer, before the pixel decoder.
    """

    bce: float = 5.0
    dice: float = 5.0
    nfl: float = 0.0
    softmax: float = 0.0
    set_softmax: float = 0.0
    per_click: float = 0.0
    click_softmax: float = 0.0
    click_anchor: float = 0.0
    quality: float = 0.0
    auxiliary: float = 1.0
    boundary: bool = False
    points: int = 12544
    skip_layer: int | None = None


class LossForms(dict[str, LossConfig]):
    """Forms by name; a name that is missing says what to do."""

    def __missing__(self, name: str) -> LossConfig:
        if name in OPEN_FORMS:
            raise NotImplementedError(f"loss {name!r} is reserved but not written: {OPEN_FORMS[name]}")
        raise ValueError(f"loss {name!r} does not exist; choose one of {', '.join(self)}")


LOSSES = LossForms(
    {
        # DynaMITe (arXiv 2304.06668): equal weights, every prediction alike.
        "base": LossConfig(),
        # The published weights were trained without a loss on the last query layer (a slip of the reference).
        "dropped_layer": LossConfig(skip_layer=-2),
        "whole_maps": LossConfig(points=0),
        # For small networks from scratch.
        "nano": LossConfig(bce=2.0, dice=2.0, softmax=2.0, click_softmax=0.5, quality=0.2, auxiliary=0.4, points=0),
        # What the built-in model is trained with: of a fusion head's predictions only the last one is served.
        "fused": LossConfig(bce=2.0, dice=2.0, softmax=2.0, click_softmax=0.3, quality=0.2, auxiliary=0.12, points=0),
        # Whole maps: importance sampling beside focal weights would count hard pixels twice. The weights of these two
        # make the first gradient as large as the base's (docs/ablations.md).
        "nfl": LossConfig(bce=0.0, dice=2.0, nfl=2.0, points=0),
        "set_softmax": LossConfig(bce=0.0, dice=0.0, set_softmax=10.0),
        "per_click": LossConfig(per_click=0.3),
        "click_anchor": LossConfig(click_anchor=0.5),
        "boundary": LossConfig(boundary=True),
    }
)

OPEN_FORMS = {
    "icip2022": (
        "the loss of Interactive Image Segmentation with Transformers (Faizov, Shakhuro, Konushin, ICIP 2022, IEEE "
        "9897542) is not known to us. Whoever has the paper, record (a) its base terms and their weights, (b) whether "
        "the loss is per click, per round or per mask, (c) its use of auxiliary layers, (d) any term on the place of "
        "clicks or on the class of tokens, (e) its training schedule; then add the form to LOSSES with a test"
    )
}
"""Reserved names, and what is missing for each."""
