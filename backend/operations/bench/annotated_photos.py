"""Photos with their masks from the folder of data sets, as images and objects of a project.

``train/annotations.jsonl.gz`` has a line an image: {"file", "width", "height", "layers": [{"segments": [{"label",
"thing"?, "counts"}]}]}; the masks of one layer do not overlap much, those of several do.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import uuid4

from backend.accounts.models import User
from backend.annotation.imports import Change, do_import
from backend.images import storage
from backend.images.models import Image
from backend.projects.models import Label, Project
from kernels import rle
from kernels.rle import Rle


def fill(
    project: Project,
    user: User,
    datasets: Path,
    count: int,
    *,
    every: int,
    all_layers: bool = False,
    is_disjoint: bool = False,
) -> None:
    """Make ``count`` images of each ``every``-th line (data sets come one after the other), those without a mask passed
    over. Masks: of the first layer, or of all; cut where they overlap when ``is_disjoint``."""
    labels: dict[str, Label] = {}
    for record in islice((each for each in _lines(datasets, every) if each["layers"][0]["segments"]), count):
        image = _image(project, datasets / "train" / record["file"], record)
        size = [record["height"], record["width"]]
        layers = record["layers"] if all_layers else record["layers"][:1]
        segments = [segment for layer in layers for segment in layer["segments"]]
        masks: list[Rle] = [{"size": size, "counts": segment["counts"]} for segment in segments]
        objects = [
            {
                "object": str(uuid4()),
                "label": _label(project, labels, segment).pk if segment["label"] else None,
                "rle": mask,
            }
            for segment, mask in zip(segments, _disjoint(masks) if is_disjoint else masks, strict=True)
            if rle.area(mask)
        ]
        do_import(user, image, "photos", lambda present, objects=objects: Change(objects))  # type: ignore[misc]


def _disjoint(masks: Sequence[Rle]) -> list[Rle]:
    """Of two that overlap the smaller one lies on top."""
    sizes = [rle.area(mask) for mask in masks]
    order = sorted(range(len(masks)), key=lambda place: sizes[place])
    return [
        rle.without([mask], [masks[other] for other in order[: order.index(place)]])[0]
        for place, mask in enumerate(masks)
    ]


def files(datasets: Path, count: int) -> list[Path]:
    """Of ``count`` photos, spread over all data sets; fewer where there are fewer."""
    found = [each["file"] for each in _lines(datasets, 1)]
    every = max(len(found) // count, 1)
    return [datasets / "train" / name for name in found[::every][:count]]


def _lines(datasets: Path, every: int) -> Iterator[dict[str, Any]]:
    with gzip.open(datasets / "train" / "annotations.jsonl.gz", "rt") as file:
        yield from (json.loads(line) for number, line in enumerate(file) if number % every == 0)


def _image(project: Project, path: Path, record: dict[str, Any]) -> Image:
    content = path.read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    storage.write_atomically(storage.original(sha256), content, is_synced=False)
    return Image.objects.create(
        project=project,
        name=path.name,
        sha256=sha256,
        size_bytes=len(content),
        media_type="image/webp",
        width=record["width"],
        height=record["height"],
        status=Image.Status.READY,
    )


def _label(project: Project, labels: dict[str, Label], segment: dict[str, Any]) -> Label:
    name = segment["label"]
    if name not in labels:
        kind = Label.Kind.THING if segment.get("thing", True) else Label.Kind.STUFF
        labels[name] = Label.objects.create(project=project, name=name, color="#228be6", kind=kind)
    return labels[name]
