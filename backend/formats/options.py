"""What a person asks of an export, checked. The table of formats that exist is backend.formats.table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from backend.config.problems import Code, Problem
from backend.images.models import Image

RLE = "rle"
FORMAT_NAMES = ("coco", "labelmap", "coco+labelmap")
GEOMETRIES: dict[str, tuple[str, ...]] = {"rle": (RLE,), "polygons": ("polygons",), "both": (RLE, "polygons")}


@dataclass(frozen=True)
class Options:
    """``geometry``: how COCO masks are written; ``states``: only images in these workflow states (none: all)."""

    format: str
    geometry: str = "both"
    states: tuple[str, ...] = ()

    @property
    def geometries(self) -> tuple[str, ...]:
        return GEOMETRIES[self.geometry]

    @staticmethod
    def of(params: Mapping[str, Any]) -> Options:
        return Options(params["format"], params.get("geometry", "both"), tuple(params.get("states", ())))


def export_options(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The stored parameters of an export job; Problem 400 with what is allowed."""
    _check("format", fields.get("format", ""), FORMAT_NAMES)
    _check("geometry", fields.get("geometry", "both"), GEOMETRIES)
    for state in fields.get("states", ()):
        _check("states", state, Image.State.values)
    options = Options(fields["format"], fields.get("geometry", "both"), tuple(fields.get("states", ())))
    return asdict(options) | {"states": list(options.states)}


def _check(name: str, value: str, allowed: Any) -> None:
    if value not in allowed:
        raise Problem(Code.INVALID, f"{name}={value!r} is not allowed. Allowed: {', '.join(allowed)}.")
