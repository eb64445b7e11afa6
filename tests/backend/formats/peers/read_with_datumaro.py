"""Run by a Python that has Datumaro: ``read_with_datumaro.py FORMAT FOLDER`` prints what it finds there as JSON.

{image without its extension: [[label, kind, area or box, digest of the pixels], ...]}; kind is mask, polygon or bbox.
"""

from __future__ import annotations

import hashlib
import json
import sys
from typing import Any

import numpy as np
from datumaro import Dataset
from datumaro.components.annotation import AnnotationType


def main(name: str, folder: str) -> None:
    dataset = Dataset.import_from(folder, name)
    labels = dataset.categories()[AnnotationType.label]
    found: dict[str, list[Any]] = {}
    for item in dataset:
        things = found.setdefault(item.id.split("/")[-1], [])
        for thing in item.annotations:
            label = getattr(thing, "label", None)
            text = None if label is None else labels[label].name
            kind = thing.type.name
            if kind == "mask":
                pixels = np.asarray(thing.image).astype(bool)
                digest = hashlib.sha256(np.packbits(pixels).tobytes()).hexdigest()
                things.append([text, kind, int(pixels.sum()), digest])
            elif kind in ("bbox", "polygon"):
                box = [round(float(side), 2) for side in thing.get_bbox()]
                things.append([text, kind, box, ""])
            else:
                things.append([text, kind, None, ""])
    json.dump({name: sorted(things, key=str) for name, things in found.items()}, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
