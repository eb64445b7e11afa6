"""How samples are made from photos, every number visible: the data part of a recipe (:mod:`model.training.recipe`)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Unlabelled = Literal["background", "ignore"]


@dataclass(frozen=True)
class Zoom:
    """A square window of a photo that holds a point of an object, after a random zoom, stretch, small turn and flip.

    The photo's longer side becomes ``smallest`` to ``largest`` times the window (log-uniform).
    """

    smallest: float = 0.85
    largest: float = 2.0
    stretch: float = 0.12  # of log(width / height), either way
    turned: float = 0.3  # share of photos
    turn_rad: float = 0.2
    flipped: float = 0.5


@dataclass(frozen=True)
class LargeScaleJitter:
    """LSJ (arXiv 2012.07177) as in the reference: the photo fits into ``smallest`` to ``largest`` times the window
    (uniform), then a window is cut out or the photo padded at the right and at the bottom.

    ``one_offset``: both axes are cut at the same share of their room (a quirk of the reference).
    """

    smallest: float = 0.1
    largest: float = 2.0
    flipped: float = 0.5
    one_offset: bool = False
    padding_value: int = 128


@dataclass(frozen=True)
class Paste:
    """Whole objects of other photos, pasted over a sample until it has as many objects as it may have.

    ``donors`` are data sets; where the data has none of them, every one with whole objects is a donor. An object is
    scaled by ``smallest`` to 1 / ``smallest`` (log-uniform) and moved by up to ``moved`` of the window; one that would
    cover more than ``largest`` of it is left out. A share of ``occluders`` is nobody's: it hides what is behind it.
    """

    share: float = 0.15
    most: int = 3
    feather_px: float = 1.5
    largest: float = 0.4
    smallest: float = 1.0
    moved: float = 0.0
    occluders: float = 0.0
    donors: tuple[str, ...] = ("human", "cocoperson", "ccp", "penn")


@dataclass(frozen=True)
class Colours:
    """Gray with ``gray``; untouched with ``untouched`` of the rest; otherwise contrast, brightness and a cast."""

    gray: float = 0.05
    untouched: float = 0.3
    contrast: tuple[float, float] = (0.75, 1.3)
    brightness: float = 25.0
    cast: float = 10.0


@dataclass(frozen=True)
class MixedData:
    """Our own data: a data set by its weight in ``mix``, a photo, a layer, a task of it (:mod:`model.data.tasks`)."""

    mix: str = "broad"
    max_objects: int = 6
    min_area_px: int = 60  # in the window
    largest: float = 0.9  # of the window, all objects together
    unlabelled: Unlabelled = "background"
    view: Zoom = field(default_factory=Zoom)
    paste: Paste = field(default_factory=Paste)
    colours: Colours = field(default_factory=Colours)


@dataclass(frozen=True)
class EpochData:
    """The reference's data (DynaMITe's mapper): every photo once an epoch, many of its objects at once.

    With ``stuff`` probability all objects are candidates, otherwise things only. ``without_object`` says what happens
    to a photo that gives none: "random" takes another at random (the reference), "skip" looks at it again and then
    takes the next one of the epoch.
    """

    stuff: float = 0.15
    min_area_px: int = 400  # in the photo
    share: float = 0.7  # of the candidates that are left in the window
    max_objects: int = 30
    min_painted_px: int = 50  # in the window, after smaller objects were painted over it
    without_object: Literal["random", "skip"] = "skip"
    unlabelled: Unlabelled = "background"
    view: LargeScaleJitter = field(default_factory=LargeScaleJitter)
