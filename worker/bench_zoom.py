"""How many clicks small objects take, zoomed in and not: ``python -m worker.bench_zoom --root FOLDER --json``.

Objects of a data set's validation split are scaled, with the photo around them, until they are 20 to 40 pixels long,
and pasted into photos of 4000 x 3000 pixels. Each is clicked by the simulated annotator of the single-object protocol
until IoU 0.85, once on the whole image and once in the crop that the editor sends when somebody has zoomed on it;
what is encoded and how it is composed is what the interactive worker does. Everything follows from the seed.
"""

from __future__ import annotations

import argparse
import io
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from PIL import Image

from backend.images.crop import Crop
from kernels.rle import Rle, area, bbox_xywh, decode_box, encode
from model.clickers import RitmClicker
from model.datasets import stipple
from model.datasets.sample import Sample
from model.loading import load
from model.types import Click, InteractiveModel, Mark
from worker.base_refinement import Refined
from worker.composition import Active, compose
from worker.decoder import Decoder
from worker.zoomed import compose_in

HW = (3000, 4000)
CELLS = (3, 4)
"""Rows and columns of objects in a composite."""
LENGTHS = (20, 40)
"""Of an object's box, the longer side, in pixels of the composite."""
LEAST_AREA = 400
"""Pixels of a mask: what the protocols of the data set measure at least. Those are told apart from slivers."""
MOST_ENLARGED = 1.0
IOU = 0.85
MOST_CLICKS = 60
"""So many that the unzoomed way may get there, too: below them its cost would be told too low."""
PATIENCE = 20
"""Clicks after which the field's protocols give up: figures for that end are told as well."""
DISPLAY_SIDE, DISPLAY_QUALITY, TILE_QUALITY = 2048, 90, 85
"""Of what the product encodes: the display version, and the tiles that crops are read from (backend/images)."""
FILLED = 1 / 3
"""A person zooms until the object fills this part of the height of what is seen, which is 4 : 3."""
MARGIN, LEAST_SIDE, STEPS = 0.125, 128, 8
"""Of the editor (frontend/src/canvas/crop.ts)."""
WINDOW = 1024
"""Pixels around the object in which the annotator looks for the next error. All of the mask counts in its IoU."""


@dataclass(frozen=True)
class Composite:
    """``image`` uint8 (3000, 4000, 3); ``masks``: bool (h, w) and where its left top pixel (x, y) lies, by name."""

    image: np.ndarray
    masks: list[tuple[str, np.ndarray, tuple[int, int]]]


@dataclass(frozen=True)
class Session:
    """``clicks``: how many reached IoU 0.85, None where MOST_CLICKS did not; IoU after the first, fifth, last one."""

    clicks: int | None
    iou_first: float
    iou_fifth: float
    iou_last: float


@dataclass(frozen=True)
class Case:
    name: str
    length: int
    area: int
    whole: Session
    zoomed: Session
    encode_ms: float


Ask = Callable[[Active, list[Mark]], Rle]


def measure(model: InteractiveModel, root: Path, dataset: str, objects: int, seed: int) -> list[Case]:
    """``objects`` cases at most, several a composite. Raises ValueError where the data set has none."""
    cases: list[Case] = []
    for composite in composites(root, dataset, seed):
        display = _stored(_fitted(composite.image), DISPLAY_QUALITY)
        whole = Decoder(model, replace(model.encode(display), image_hw=HW))
        for name, mask, left_top in composite.masks[: objects - len(cases)]:
            cases.append(_case(model, composite.image, whole, name, mask, left_top, seed + len(cases)))
        if len(cases) >= objects:
            break
    if not cases:
        raise ValueError(f"{root} has no photo for a composite in the validation split of {dataset}")
    return cases


def summary(cases: list[Case]) -> dict[str, object]:
    """Of all, and of those that are no slivers; sessions that did not get there count the most clicks allowed."""
    large = [case for case in cases if case.area >= LEAST_AREA]
    return {
        **_figures(cases, MOST_CLICKS),
        f"within_{PATIENCE}_clicks": _figures(cases, PATIENCE),
        f"of_{LEAST_AREA}_px_or_more": _figures(large, MOST_CLICKS) if large else None,
        "encode_crop_ms_median": round(float(np.median([case.encode_ms for case in cases])), 1),
        "cases": [asdict(case) for case in cases],
    }


def _figures(cases: list[Case], most: int) -> dict[str, object]:
    ways, means = {}, {}
    for way in ("whole", "zoomed"):
        sessions: list[Session] = [getattr(case, way) for case in cases]
        counts = [min(session.clicks or most, most) for session in sessions]
        means[way] = float(np.mean(counts))
        ways[way] = {
            "clicks_mean": round(means[way], 3),
            "clicks_median": float(np.median(counts)),
            "reached": sum(session.clicks is not None and session.clicks <= most for session in sessions),
            "iou_first_mean": round(float(np.mean([session.iou_first for session in sessions])), 4),
            "iou_fifth_mean": round(float(np.mean([session.iou_fifth for session in sessions])), 4),
        }
    return {"objects": len(cases), **ways, "clicks_ratio": round(means["zoomed"] / means["whole"], 4)}


def composites(root: Path, dataset: str, seed: int) -> Iterator[Composite]:
    """Photos in an order of the seed: one fills a composite, the next ones are scaled and pasted into its cells."""
    entries = stipple.open_single(root)
    of_dataset = [index for index in range(len(entries)) if entries.name_of(index).startswith(f"{dataset}_")]
    rng = np.random.default_rng(seed)
    samples = (entries[int(index)] for index in rng.permutation(of_dataset))
    cell = HW[0] // CELLS[0], HW[1] // CELLS[1]
    for ground in samples:
        image = np.array(Image.fromarray(ground.image).resize((HW[1], HW[0]), Image.Resampling.BICUBIC))
        masks = []
        for place in range(CELLS[0] * CELLS[1]):
            made = (_patch(sample, cell, rng) for sample in samples)
            patch = next((each for each in made if each is not None), None)
            if patch is None:
                return
            name, pixels, mask = patch
            row, column = divmod(place, CELLS[1])
            top = row * cell[0] + int(rng.integers(0, cell[0] - pixels.shape[0] + 1))
            left = column * cell[1] + int(rng.integers(0, cell[1] - pixels.shape[1] + 1))
            image[top : top + pixels.shape[0], left : left + pixels.shape[1]] = pixels
            masks.append((name, mask, (left, top)))
        yield Composite(image, masks)


def _patch(
    sample: Sample, cell_hw: tuple[int, int], rng: np.random.Generator
) -> tuple[str, np.ndarray, np.ndarray] | None:
    """The photo, scaled so that its object is small, cut to the cell around the object; None where that does not do."""
    rows, columns = np.nonzero(sample.labels == 1)
    longer = max(np.ptp(rows), np.ptp(columns)) + 1
    scale = float(rng.uniform(*LENGTHS)) / longer
    if scale > MOST_ENLARGED:
        return None
    size = max(1, round(sample.image.shape[1] * scale)), max(1, round(sample.image.shape[0] * scale))
    pixels = np.asarray(Image.fromarray(sample.image).resize(size, Image.Resampling.LANCZOS))
    share = Image.fromarray((sample.labels == 1).astype(np.uint8) * 255).resize(size, Image.Resampling.BOX)
    mask = np.asarray(share) >= 128
    if not mask.any():
        return None
    parts = []
    for axis, middle in enumerate((rows.mean() * scale, columns.mean() * scale)):
        begin = int(np.clip(middle - cell_hw[axis] / 2, 0, max(0, mask.shape[axis] - cell_hw[axis])))
        parts.append(slice(begin, begin + cell_hw[axis]))
    return sample.name, pixels[parts[0], parts[1]], mask[parts[0], parts[1]]


def _case(
    model: InteractiveModel,
    image: np.ndarray,
    whole: Decoder,
    name: str,
    mask: np.ndarray,
    left_top: tuple[int, int],
    seed: int,
) -> Case:
    box = bbox_xywh(encode(mask))
    x, y = left_top[0] + box[0], left_top[1] + box[1]
    crop = _crop_around((x, y, box[2], box[3]), np.random.default_rng(seed))
    started = time.perf_counter()
    pixels = _stored(image[crop.y0 : crop.y1, crop.x0 : crop.x1], TILE_QUALITY)
    near = Decoder(model, model.encode(pixels))
    encode_ms = (time.perf_counter() - started) * 1e3
    truth = np.zeros(HW, dtype=bool)
    truth[left_top[1] : left_top[1] + mask.shape[0], left_top[0] : left_top[0] + mask.shape[1]] = mask

    def ask_whole(active: Active, background: list[Mark]) -> Rle:
        return compose(whole, _no_base, [active], background)[0][0]

    def ask_near(active: Active, background: list[Mark]) -> Rle:
        return compose_in(crop, HW, near, _no_base, [active], background)[0][0]

    around = (max(0, x - WINDOW // 2), max(0, y - WINDOW // 2))
    window = (*around, min(WINDOW, HW[1] - around[0]), min(WINDOW, HW[0] - around[1]))
    far, close = (_session(ask, truth, window) for ask in (ask_whole, ask_near))
    return Case(name, max(box[2:]), int(mask.sum()), far, close, round(encode_ms, 1))


def _session(ask: Ask, truth: np.ndarray, window_xywh: tuple[int, int, int, int]) -> Session:
    left, top, width, height = window_xywh
    inside = truth[top : top + height, left : left + width]
    clicker, size = RitmClicker(inside.astype(np.int8)), int(truth.sum())
    predicted = np.zeros_like(inside)
    own: list[Mark] = []
    background: list[Mark] = []
    ious: list[float] = []
    while len(ious) < MOST_CLICKS and (not ious or ious[-1] < IOU):
        placed = clicker.next_click(predicted)
        if placed is None:
            break
        x, y = placed.xy
        (own if placed.is_positive else background).append(Click(x + left, y + top, len(ious)))
        found = ask(Active(tuple(own)), background)
        predicted = decode_box(found, window_xywh) > 0
        shared = int((predicted & inside).sum())
        ious.append(shared / (area(found) + size - shared))
    reached = len(ious) if ious[-1] >= IOU else None
    first, fifth, last = (round(ious[min(index, len(ious) - 1)], 4) for index in (0, 4, MOST_CLICKS - 1))
    return Session(reached, first, fifth, last)


def _no_base(base: Rle, pointed: object) -> Refined:
    raise AssertionError("no object of this measurement has a base")


def _crop_around(box_xywh: tuple[int, int, int, int], rng: np.random.Generator) -> Crop:
    """What the editor sends for a view with the object near its middle."""
    height = max(box_xywh[2:]) / FILLED
    view = (height * 4 / 3, height)
    step = 2 ** int(np.log2(max(*view, LEAST_SIDE) / STEPS))
    sides = []
    for axis, limit in enumerate(HW[::-1]):
        middle = box_xywh[axis] + box_xywh[axis + 2] / 2 + float(rng.uniform(-1 / 6, 1 / 6)) * view[axis]
        reach = max((0.5 + MARGIN) * view[axis], LEAST_SIDE / 2)
        begin = max(0.0, min(middle - reach, limit - 2 * reach))
        end = min(float(limit), max(middle + reach, 2 * reach))
        sides.append((int(begin // step) * step, min(limit, -int(-end // step) * step)))
    return Crop(sides[0][0], sides[1][0], sides[0][1], sides[1][1])


def _fitted(image: np.ndarray) -> np.ndarray:
    scale = DISPLAY_SIDE / max(image.shape[:2])
    size = round(image.shape[1] * scale), round(image.shape[0] * scale)
    return np.asarray(Image.fromarray(image).resize(size, Image.Resampling.LANCZOS))


def _stored(image: np.ndarray, quality: int) -> np.ndarray:
    """``image`` as it comes back from a WebP file."""
    buffer = io.BytesIO()
    Image.fromarray(image).save(buffer, "WEBP", quality=quality)
    return np.asarray(Image.open(buffer).convert("RGB"))


def main() -> None:
    parser = argparse.ArgumentParser(description="Click small objects, zoomed in and not.")
    parser.add_argument("--root", type=Path, required=True, help="folder of the data set stipple")
    parser.add_argument("--model", default="default", help="a model's name or folder")
    parser.add_argument("--dataset", default="coco", help="which of its sources: coco, bsds, ccp, ...")
    parser.add_argument("--objects", type=int, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1, help="cores for the model, 0 for all")
    parser.add_argument("--json", action="store_true", help="print one JSON object with every case")
    given = parser.parse_args()
    model = load(given.model, threads=given.threads)
    names = ("model", "dataset", "seed", "threads")
    asked: dict[str, object] = {name: getattr(given, name) for name in names}
    measured = measure(model, given.root, given.dataset, given.objects, given.seed)
    result = asked | {"digest": model.digest} | summary(measured)
    if given.json:
        print(json.dumps(result))
    else:
        print("\n".join(f"{name}: {value}" for name, value in result.items() if name != "cases"))


if __name__ == "__main__":
    main()
