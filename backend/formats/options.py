"""What a person asks of an export (export_options.py checks it)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

RLE = "rle"
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
