"""What crosses the border of an interactive model: clicks and strokes in, logits out (hops 6 to 8).

Coordinates are continuous image pixels: (0, 0) is the outer corner of the top-left pixel, the centre of that pixel
is (0.5, 0.5). An engine maps them to its own input. Nothing here imports torch.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

if TYPE_CHECKING:
    from model.quality.calibration import Calibration
    from model.refinement.picture import Picture


@dataclass(frozen=True)
class Click:
    """One click in image pixels; ``t`` is its index among all clicks and strokes of the image, from 0."""

    x: float
    y: float
    t: int


@dataclass(frozen=True)
class Stroke:
    """One line drawn over what it marks: ``points`` (x, y) in image pixels, at least one; ``t`` as of a click.

    A network sees it as a few points of its line (``model.strokes``), all with this ``t``; a stroke of one point is a
    click.
    """

    points: tuple[tuple[float, float], ...]
    t: int

    def __post_init__(self) -> None:
        if not self.points:
            raise ValueError(f"stroke {self.t} has no point; a stroke needs at least one (x, y)")


Mark = Click | Stroke


@dataclass(frozen=True)
class Clicks:
    """All clicks and strokes of one joint decode, in the order of ``t``: per object (each at least one) and those on
    the background."""

    objects: tuple[tuple[Mark, ...], ...]
    background: tuple[Mark, ...] = ()

    def __post_init__(self) -> None:
        for index, marks in enumerate(self.objects):
            if not marks:
                raise ValueError(f"object {index} has no click or stroke; every object of a decode needs at least one")


@dataclass(frozen=True)
class Features:
    """An encoded image (or crop of one): computed once, used by every click.

    ``tensors`` are the engine's own arrays. ``image_hw`` is the frame of the clicks, ``resized_hw`` that image at
    the size of the network's input, ``padded_hw`` the input with its padding on the right and at the bottom.
    ``picture`` is what the refinement of masks needs of the image; None where a model's masks are not refined.
    """

    tensors: Mapping[str, Any]
    image_hw: tuple[int, int]
    resized_hw: tuple[int, int]
    padded_hw: tuple[int, int]
    digest: str
    picture: Picture | None = None

    @property
    def nbytes(self) -> int:
        of_picture = self.picture.nbytes if self.picture else 0
        return of_picture + sum(int(tensor.nbytes) for tensor in self.tensors.values())


@dataclass(frozen=True)
class Logits:
    """One map per query on the padded input, float32 (Q, h, w), and whom each query speaks for.

    ``owner`` is int32 (Q,): an index into ``Clicks.objects``, or -1 for the background. ``valid_hw`` is the extent of
    the image in cells of the maps (fractional; the rest is padding), ``stride`` how many pixels of the network's input
    a cell covers. Where maps tie, the first query wins. ``quality`` is the IoU per object that the network predicts of
    its own mask, float32 (K,), in 0..1, or NaN where it predicts none; ``calibration`` makes of it the IoU to expect of
    the served mask (``model.fusion.answered``).
    """

    maps: np.ndarray
    owner: np.ndarray
    image_hw: tuple[int, int]
    valid_hw: tuple[float, float]
    quality: np.ndarray
    stride: int = 1
    calibration: Calibration | None = None


class InteractiveModel(Protocol):
    """Two functions that a family of models must answer to be served (DESIGN: the model interface)."""

    digest: str

    def encode(self, image: np.ndarray) -> Features:
        """Compute the features of ``image``, uint8 (H, W, 3) RGB."""
        ...

    def decode(self, features: Features, clicks: Clicks) -> Logits:
        """Answer ``clicks`` on an encoded image."""
        ...
