"""Photos with layers of run-length masks, one JSON object a line: the form of this project's training data.

A layer is one way to divide a photo. Of each photo of the validation split (all photos where no split is given) one
layer is measured: the first of whole objects, else the first panoptic one, else the first. Segments below ``MIN_AREA``
pixels are left out; what no segment covers is background, also where the layer is not exhaustive.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from kernels import rle
from model.datasets.files import folder_with, read_photo, required
from model.datasets.painting import labels_of_masks
from model.datasets.sample import Entries, Sample

LAYOUT = "annotations.jsonl or annotations.jsonl.gz, images/ (or in train/)"
LAYOUT_CHOSEN = "multi60.json, train/annotations.jsonl.gz, train/images/"
MIN_AREA = 400
KINDS = ("objects", "panoptic")
REQUIRED = {"id", "file", "height", "width", "layers"}
FILES = ("annotations.jsonl.gz", "annotations.jsonl")


@dataclass(frozen=True)
class Segments:
    """A photo of ``size_hw`` pixels and the compressed COCO run lengths of its objects."""

    name: str
    photo: Path
    size_hw: tuple[int, int]
    counts: tuple[str, ...]


def open_single(root: Path) -> Entries[Segments]:
    """Every segment of the measured layer is a sample."""
    entries = [
        Segments(f"{each.name}#{number}", each.photo, each.size_hw, (counts,))
        for each, numbers in _measured(root)
        for number, counts in zip(numbers, each.counts, strict=True)
    ]
    return Entries(entries, read)


def open_multi(root: Path) -> Entries[Segments]:
    """Every photo is a sample, with all segments of the measured layer."""
    return Entries([each for each, _ in _measured(root)], read)


def open_chosen(root: Path) -> Entries[Segments]:
    """The photos, layers and segments that ``multi60.json`` lists."""
    listed = required(root / "multi60.json", LAYOUT_CHOSEN)
    folder = required(root / "train", LAYOUT_CHOSEN)
    try:
        chosen = {str(row["id"]): (int(row["layer"]), list(row["segments"])) for row in json.loads(listed.read_text())}
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"{listed} is no list of id, layer and segments: {error!r}") from error
    found = {line["id"]: line for line in _lines(folder) if line["id"] in chosen}
    entries = []
    for name, (layer, numbers) in sorted(chosen.items()):
        try:
            segments = found[name]["layers"][layer]["segments"]
            entries.append(_entry(folder, found[name], [segments[number] for number in numbers]))
        except (KeyError, IndexError) as error:
            raise ValueError(f"{listed} names layer {layer} of {name!r}, which {folder} does not hold") from error
    return Entries(entries, read)


def open_drawn(root: Path, split: str, objects: int, seed: int, min_area: int = 100) -> Entries[Segments]:
    """Every photo of ``split`` with one layer and up to ``objects`` of its segments, drawn by ``seed`` and its name."""
    folder, entries = _folder(root), []
    for line in sorted(_lines(folder), key=lambda line: str(line["id"])):
        rng = np.random.default_rng((seed, zlib.crc32(str(line["id"]).encode())))
        if line.get("split", "val") != split or not line["layers"]:
            continue
        segments = line["layers"][int(rng.integers(len(line["layers"])))]["segments"]
        large = [segment for segment in segments if segment["area"] >= min_area]
        if large:
            chosen = rng.permutation(len(large))[: int(rng.integers(1, objects + 1))]
            entries.append(_entry(folder, line, [large[number] for number in sorted(chosen)]))
    return Entries(entries, read)


def read(entry: Segments) -> Sample:
    masks = []
    for counts in entry.counts:
        mask: rle.Rle = {"size": list(entry.size_hw), "counts": counts}
        try:
            masks.append(rle.decode(mask).astype(bool))
        except ValueError as error:
            raise ValueError(f"a mask of {entry.name} is damaged: {error}") from error
    labels: np.ndarray = labels_of_masks(masks, entry.size_hw)
    return Sample(entry.name, entry.photo, read_photo(entry.photo), labels, len(masks))


def _measured(root: Path) -> Iterator[tuple[Segments, list[int]]]:
    """The photos by name with the numbers of their segments in the layer; photos without one are left out."""
    folder = _folder(root)
    for line in sorted(_lines(folder), key=lambda line: str(line["id"])):
        if line.get("split", "val") != "val" or not line["layers"]:
            continue
        segments = _layer(line["layers"])["segments"]
        numbers = [number for number, segment in enumerate(segments) if segment["area"] >= MIN_AREA]
        if numbers:
            yield _entry(folder, line, [segments[number] for number in numbers]), numbers


def _folder(root: Path) -> Path:
    marker = next((name for name in FILES if (root / name).exists() or (root / "train" / name).exists()), FILES[0])
    return folder_with(marker, root, ("train",), LAYOUT)


def _layer(layers: list[dict[str, Any]]) -> dict[str, Any]:
    return next((layer for kind in KINDS for layer in layers if layer["kind"] == kind), layers[0])


def _entry(folder: Path, line: dict[str, Any], segments: list[dict[str, Any]]) -> Segments:
    counts = tuple(str(segment["counts"]) for segment in segments)
    return Segments(str(line["id"]), folder / line["file"], (int(line["height"]), int(line["width"])), counts)


def _lines(folder: Path) -> Iterator[dict[str, Any]]:
    path = next((folder / name for name in FILES if (folder / name).exists()), folder / FILES[0])
    content = required(path, LAYOUT).read_bytes()
    try:
        text = gzip.decompress(content) if path.suffix == ".gz" else content
    except (OSError, EOFError, zlib.error) as error:
        raise ValueError(f"{path} is damaged ({error}); copy it again") from error
    for number, line in enumerate(text.splitlines(), start=1):
        try:
            parsed = json.loads(line)
            missing = REQUIRED - parsed.keys()
            if missing:
                raise ValueError(f"it has no {min(missing)}")
        except (ValueError, AttributeError) as error:
            raise ValueError(f"line {number} of {path} is no annotated photo: {error}") from error
        yield parsed
