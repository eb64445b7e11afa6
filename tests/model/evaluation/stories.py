"""Segmenters and photos whose sessions can be told in advance: what the tests of the evaluation click on."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image
from pycocotools import mask as coco

from model.clickers import BACKGROUND, PlacedClick
from model.datasets.sample import Sample
from model.evaluation.log import Interaction, Recorded, SessionEnd
from model.evaluation.recorder import Subject

TICK = 2.0**-30
"""Seconds that an answer claims to take: less than choosing a click does."""


class Answering:
    """A segmenter that answers with ``answer(image, clicks)``, int32 (H, W)."""

    def __init__(self, answer: Callable[[np.ndarray, Sequence[PlacedClick]], np.ndarray], name: str = "story") -> None:
        self.name = self.digest = name
        self._answer = answer

    def open(self, image: np.ndarray, objects: int) -> AnsweringSession:
        return AnsweringSession(image, self._answer)


class AnsweringSession:
    encode_s = 0.0
    decode_s = 0.0

    def __init__(self, image: np.ndarray, answer: Callable[[np.ndarray, Sequence[PlacedClick]], np.ndarray]) -> None:
        self.seen: list[list[PlacedClick]] = []
        self._image = image
        self._answer = answer

    def segment(self, clicks: Sequence[PlacedClick]) -> np.ndarray:
        self.decode_s += TICK
        self.seen.append(list(clicks))
        return self._answer(self._image, clicks).astype(np.int32)


def brush(side: int = 9) -> Answering:
    """Each click paints a square of ``side`` pixels in its owner's label, later ones on top."""

    def answer(image: np.ndarray, clicks: Sequence[PlacedClick]) -> np.ndarray:
        labels = np.zeros(image.shape[:2], np.int32)
        for click in clicks:
            top, left = max(0, click.row - side // 2), max(0, click.column - side // 2)
            labels[top : top + side, left : left + side] = 0 if click.owner == BACKGROUND else click.owner + 1
        return labels

    return Answering(answer, f"brush {side}")


def scripted(*states: np.ndarray) -> AnsweringSession:
    """Answers ``states`` one after another, the last one for ever."""
    left = list(states)
    return AnsweringSession(
        np.zeros((*states[0].shape, 3), np.uint8), lambda _, clicks: left.pop(0) if len(left) > 1 else left[0]
    )


def subject(labels: np.ndarray, objects: int | None = None, image_id: str = "photo", index: int = 0) -> Subject:
    return Subject(image_id, index, labels.astype(np.int32), int(labels.max()) if objects is None else objects)


def bands(*widths: int, height: int = 40) -> np.ndarray:
    """Objects 1, 2, ... side by side, ``widths`` pixels wide each, 6 pixels of background around each."""
    labels = np.zeros((height + 12, sum(widths) + 6 * (len(widths) + 1)), np.int32)
    left = 6
    for label, width in enumerate(widths, start=1):
        labels[6 : 6 + height, left : left + width] = label
        left += width + 6
    return labels


class Photos:
    """A data set in memory: photo i is named ``photo i`` and shows its labels in grey."""

    def __init__(self, *labels: np.ndarray, objects: Sequence[int] | None = None) -> None:
        self._labels = labels
        self._objects = objects or [int(one.max()) for one in labels]

    def __len__(self) -> int:
        return len(self._labels)

    def name_of(self, index: int) -> str:
        return f"photo {index}"

    def __getitem__(self, index: int) -> Sample:
        labels = self._labels[index].astype(np.int32)
        image = np.repeat((40 * np.maximum(labels, 0)).astype(np.uint8)[..., None], 3, axis=2)
        return Sample(self.name_of(index), Path("nowhere"), image, labels, self._objects[index])


def write_coco(folder: Path, photos: int = 4, size: int = 96) -> Path:
    """A folder in COCO's form: ``photos`` photos with two to four coloured squares each."""
    (folder / "images").mkdir(parents=True)
    rng = np.random.default_rng(0)
    images, annotations = [], []
    for photo in range(photos):
        picture = np.full((size, size, 3), 60, np.uint8)
        for square in range(2 + photo % 3):
            top, left = 6 + 44 * (square // 2), 6 + 44 * (square % 2)
            mask = np.zeros((size, size), np.uint8)
            mask[top : top + 26 + square, left : left + 24] = 1
            picture[mask > 0] = rng.integers(0, 255, 3)
            counts = coco.encode(np.asfortranarray(mask))["counts"].decode()
            annotations.append(
                {
                    "id": len(annotations) + 1,
                    "image_id": photo,
                    "category_id": 1,
                    "iscrowd": 0,
                    "area": int(mask.sum()),
                    "bbox": [left, top, 24, 26 + square],
                    "segmentation": {"size": [size, size], "counts": counts},
                }
            )
        name = f"photo_{photo}.png"
        Image.fromarray(picture).save(folder / "images" / name)
        images.append({"id": photo, "file_name": name, "width": size, "height": size})
    content = {"images": images, "annotations": annotations, "categories": [{"id": 1, "name": "square"}]}
    (folder / "instances.json").write_text(json.dumps(content))
    return folder


def told(
    ious: Sequence[Sequence[float]],
    owners: Sequence[int],
    targeted: Sequence[int | None] | None = None,
    neighbours: Sequence[tuple[int, int]] = (),
    index: int = 0,
) -> Recorded:
    """A multi-object session by hand: ``ious`` after the initial clicks and after each click of ``owners``."""
    objects = len(ious[0])
    rows = []
    for j, now in enumerate(ious):
        before = ious[j - 1] if j else now
        rows.append(
            Interaction(
                image_id=f"photo {index}",
                loader_index=index,
                objects=objects,
                interaction=j,
                clicks_used=objects + j,
                y=5 if j else None,
                x=5 if j else None,
                t=objects + j - 1 if j else None,
                owner=owners[j - 1] if j else None,
                predicted_label_at_click=0 if j else None,
                targeted=targeted[j - 1] if j and targeted else None,
                error_measure=2.0 if j else None,
                ious=list(now),
                delta_ious=[b - a for a, b in zip(before, now, strict=True)],
                area_pred=[10] * objects,
                switched=j >= 2 and owners[j - 1] != owners[j - 2],
                flagged=[],
                encode_s=0.0 if j else 1.0,
                forward_s=0.5,
                sim_s=0.1,
                initial_clicks=None if j else [[5, 5, k, k] for k in range(objects)],
            )
        )
    end = SessionEnd(
        image_id=f"photo {index}",
        loader_index=index,
        object=None,
        sessions=1,
        objects=objects,
        height=10,
        width=10,
        stopped="target",
        interactions=len(rows),
        clicks=rows[-1].clicks_used,
        ious=list(ious[-1]),
        areas=[10] * objects,
        neighbours=[list(pair) for pair in neighbours],
        shuffles=0,
        encode_s=1.0,
        forward_s=0.5 * len(rows),
        sim_s=0.1 * len(rows),
        total_s=2.0 + len(rows),
        masks=[],
    )
    return Recorded(end, rows)


def without_timings(recorded: Sequence[Recorded]) -> list[Recorded]:
    """The same with all seconds at 0, by image: what any two runs of the same settings agree in."""
    still = {"encode_s": 0.0, "forward_s": 0.0, "sim_s": 0.0}
    return [
        Recorded(replace(done.end, **still, total_s=0.0), [replace(row, **still) for row in done.interactions])
        for done in sorted(recorded, key=lambda done: done.key)
    ]
