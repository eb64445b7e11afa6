"""What maps with one object a pixel can hold of a project, worked out apart from the product."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any
from uuid import uuid4

import numpy as np
from PIL import Image as Pillow

from backend.annotation.models import Object
from backend.images.models import Image
from backend.projects.models import Label, Project
from kernels import rle

Shown = list[tuple[str, str, str]]
"""Image without its extension, label, run lengths: sorted."""


def shown(project: Project, merges: Callable[[Object], bool] = lambda row: False) -> Shown:
    """The masks of a project as far as nothing lies on top of them; those of one label and image that ``merges`` says
    so of become one."""
    found: Shown = []
    for image in Image.objects.filter(project=project):
        rows = Object.objects.filter(annotation__image=image, rle__isnull=False).order_by("z", "id")
        top = np.full((image.height, image.width), -1)
        objects = list(rows.select_related("label"))
        for number, row in enumerate(objects):
            top[rle.decode({"size": list(top.shape), "counts": (row.rle or {})["counts"]}) > 0] = number
        masks: dict[tuple[str, int], np.ndarray] = {}
        for number, row in enumerate(objects):
            key = (row.label.name if row.label else "", -1 if merges(row) else number)
            masks[key] = masks.get(key, top < -1) | (top == number)
        stem = image.name.rsplit(".", 1)[0]
        found += [(stem, label, rle.encode(mask)["counts"]) for (label, _), mask in masks.items() if mask.any()]
    return sorted(found)


def is_stuff(row: Object) -> bool:
    return row.label is not None and row.label.kind == "stuff"


def png(values: np.ndarray, mode: str | None = None) -> bytes:
    """``values`` as a PNG file, in a ``mode`` of Pillow where there is one."""
    buffer = BytesIO()
    picture = Pillow.fromarray(values)
    (picture.convert(mode) if mode else picture).save(buffer, "PNG")
    return buffer.getvalue()


def named(label: Label | None, mask: np.ndarray, z: int, **more: Any) -> dict[str, Any]:
    """An object as ``bring`` takes it."""
    return {"object": str(uuid4()), "label": label.pk if label else None, "rle": rle.encode(mask), "z": z} | more
