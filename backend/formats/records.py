"""What a reader makes of files, whatever the format: labels, images with their objects, and problems.

A reader knows no database and no project. Coordinates are continuous image pixels (DESIGN §4), or shares of width and
height where the shape ``is_relative``: only the importer knows how large the image really is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from kernels.rle import Rle

Ring = Sequence[tuple[float, float]]
"""The corners (x, y) of a closed line; the first is not repeated."""


@dataclass(frozen=True)
class Mask:
    """Exact pixels, of the size of the image; a box of the image where ``corner_xy`` says where its pixels begin."""

    rle: Rle
    corner_xy: tuple[int, int] | None = None


@dataclass(frozen=True)
class Polygons:
    """The area inside any of ``rings`` and inside none of ``holes``."""

    rings: tuple[Ring, ...]
    holes: tuple[Ring, ...] = ()
    is_relative: bool = False


@dataclass(frozen=True)
class Box:
    """A bounding box without a mask."""

    x0: float
    y0: float
    x1: float
    y1: float
    is_relative: bool = False


Shape = Mask | Polygons | Box


@dataclass(frozen=True)
class Place:
    """Where in the files something stands: ``record`` as the format counts ("annotations[17]", "object 3")."""

    file: str
    line: int | None = None
    record: str = ""


@dataclass(frozen=True)
class LabelRecord:
    """``color`` is #rrggbb, None where the format has none."""

    name: str
    color: str | None = None
    is_thing: bool = True
    attributes_schema: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True)
class ObjectRecord:
    """``label`` None: an object without a label. ``key`` is its id in the format, where the format has ids that stay;
    ``stipple_id`` is set where Stipple wrote the file. ``score`` is a model's, 0..1. ``z``: higher lies on top.
    ``is_proposal``: nobody has accepted it yet."""

    label: str | None
    shape: Shape
    place: Place
    key: str = ""
    stipple_id: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)
    score: float | None = None
    z: int | None = None
    is_proposal: bool = False


@dataclass(frozen=True)
class ImageRecord:
    """An image and all of its objects; those that are left out stand among them as problems.

    ``file_name`` is the name that the annotations use, with its folders. ``path``: the file in the archive that holds
    its pixels, where the reader knows it better than ``file_name`` says. ``size_hw`` is what the annotations say, None
    where they don't.
    """

    file_name: str
    place: Place
    objects: Sequence[ObjectRecord | Problem] = ()
    size_hw: tuple[int, int] | None = None
    path: str | None = None
    stipple_id: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Problem:
    """What a reader leaves out, and why. ``what``: an object, an image with ``count`` objects in it, or a file.

    ``code`` is a word for programs, ``detail`` a sentence for people that says what was found and what is expected.
    """

    place: Place
    code: str
    detail: str
    what: Literal["object", "image", "file"] = "object"
    image: str = ""
    count: int = 1


Record = LabelRecord | ImageRecord | Problem
