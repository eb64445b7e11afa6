"""Parts of one object, as formats have them that know no object in pieces, made one shape."""

from __future__ import annotations

from collections.abc import Sequence

from backend.formats.fields import BadRecord
from backend.formats.records import Box, Mask, Polygons, Shape
from backend.formats.row_runs import check_size
from backend.formats.shapes import BadShape, stored
from kernels import rle


def joined(parts: Sequence[Shape], size_hw: tuple[int, int] | None) -> Shape:
    """The one part as it is; polygons and boxes as polygons; where one part is a mask, all are drawn, which needs the
    size of the image. Raises BadRecord."""
    if len(parts) == 1:
        return parts[0]
    outlined = [_outlined(part) for part in parts]
    polygons = [part for part in outlined if isinstance(part, Polygons) and not part.holes]
    if len(polygons) == len(parts):
        return Polygons(tuple(ring for part in polygons for ring in part.rings))
    if size_hw is None:
        raise BadRecord("parts of one object are masks, and nothing says how large the image is")
    check_size(size_hw)
    try:
        drawn = [mask for part in outlined if not isinstance(mask := stored(part, size_hw), list)]
    except BadShape as error:
        raise BadRecord(error.detail, error.code) from error
    return Mask(rle.union_all(drawn))


def _outlined(part: Shape) -> Shape:
    if not isinstance(part, Box):
        return part
    ring = ((part.x0, part.y0), (part.x1, part.y0), (part.x1, part.y1), (part.x0, part.y1))
    return Polygons((ring,), is_relative=part.is_relative)
