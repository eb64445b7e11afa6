"""An object of the files as it would be stored: its label here, its pixels on the image that is here."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from backend.config.text import cleaned, is_storable
from backend.formats.importing.labels import Chosen, Labels, LeftOut
from backend.formats.importing.plan import Candidate
from backend.formats.records import Box, ObjectRecord, Problem
from backend.formats.shapes import BadShape, SizeHW, stored
from backend.projects.attributes import check_values
from kernels import rle

MOST_ATTRIBUTES_BYTES = 10_000
LARGEST_Z = 1_000_000_000


def candidate(record: ObjectRecord, size_hw: SizeHW, labels: Labels, notes: Counter[str]) -> Candidate | Problem:
    """``notes`` counts what of an object is not kept although the object is: attributes, parts of a pixel."""
    try:
        label = labels.choose(record.label)
        shape = stored(record.shape, size_hw)
    except (BadShape, LeftOut) as error:
        return Problem(record.place, error.code, error.detail)
    is_box = isinstance(shape, list)
    if isinstance(record.shape, Box) and _is_between_pixels(record.shape, size_hw):
        notes["box-rounded"] += 1
    return Candidate(
        record.place,
        label.id,
        None if is_box else shape,  # type: ignore[arg-type]
        tuple(shape) if is_box else rle.bbox_xywh(shape),  # type: ignore[arg-type]
        _attributes(record.attributes, label, notes),
        _quality(record.score, notes),
        record.z if record.z is not None and abs(record.z) <= LARGEST_Z else None,
        cleaned(record.key),
        record.stipple_id,
        record.is_proposal,
    )


def _is_between_pixels(box: Box, size_hw: SizeHW) -> bool:
    scale_x, scale_y = (size_hw[1], size_hw[0]) if box.is_relative else (1, 1)
    sides = box.x0 * scale_x, box.x1 * scale_x, box.y0 * scale_y, box.y1 * scale_y
    return any(abs(side - round(side)) > 1e-3 for side in sides)


def _attributes(given: Mapping[str, Any], label: Chosen, notes: Counter[str]) -> dict[str, Any]:
    """Those that can be stored and that the label asks for, where it asks for any."""
    kept: dict[str, Any] = {}
    for name, value in given.items():
        try:
            if label.schema:
                check_values(label.schema, {name: value})
            if not is_storable({name: value}) or len(json.dumps({**kept, name: value})) > MOST_ATTRIBUTES_BYTES:
                raise ValueError
            kept[name] = value
        except ValueError:
            notes["attribute-left-out"] += 1
    return kept


def _quality(score: float | None, notes: Counter[str]) -> float | None:
    if score is None or 0 <= score <= 1:
        return score
    notes["score-left-out"] += 1
    return None
