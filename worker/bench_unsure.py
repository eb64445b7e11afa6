"""Whether the proposed places are worth a click: ``python -m worker.bench_unsure --root FOLDER --json``.

Objects of a data set's validation split are clicked one to ``CLICKS`` times as RITM's annotator does. After each click,
one more is made at the place that is proposed (``model.unsure``), at random pixels near the edge of the mask, and at
the middle of the largest error, which nobody knows; by the truth it is one on the object or on the background. Drawing
and pixels follow from the seed.
"""

from __future__ import annotations

import argparse
import json
import math
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import cv2
import numpy as np

from model.clickers import RitmClicker
from model.datasets import stipple
from model.datasets.sample import Sample
from model.loading import load
from model.types import Click, Clicks, InteractiveModel
from model.unsure import unsure_places
from worker.decoder import Decoder

MIN_AREA = 1000
CLICKS = 3
AT_THE_EDGE = 4
"""Random pixels whose gain is averaged."""
EDGE_SHARE = 0.1
"""Of the square root of the mask's area: how far from its edge they lie at most."""
NEAR_SHARE = 0.03
"""Of the image's longer side: nearer to an earlier click a proposal says little new."""


@dataclass(frozen=True)
class Case:
    """IoU before, and how much one click more adds to it; None where there is no place.

    ``is_wrong``: the pixel proposed is on the wrong side. ``is_near``: it lies near an earlier click."""

    name: str
    clicks: int
    iou: float
    quality: float
    at_place: float | None
    at_edge: float
    at_error: float
    is_wrong: bool
    is_near: bool


def measure(model: InteractiveModel, root: Path, dataset: str, objects: int, seed: int) -> list[Case]:
    """Raises ValueError where the data set has no object of ``MIN_AREA`` pixels."""
    entries = stipple.open_drawn(root, "val", 1, seed, MIN_AREA)
    of_dataset = [index for index in range(len(entries)) if entries.name_of(index).startswith(f"{dataset}_")]
    chosen = np.random.default_rng(seed).permutation(of_dataset)[:objects]
    cases = [case for index in chosen for case in _session(model, entries[int(index)], seed)]
    if not cases:
        raise ValueError(f"{root} has no object of {MIN_AREA} pixels in the val split of {dataset}")
    return cases


def _session(model: InteractiveModel, sample: Sample, seed: int) -> list[Case]:
    truth, rng = sample.labels == 1, np.random.default_rng(seed)
    decoder = Decoder(model, model.encode(sample.image))
    clicker = RitmClicker(truth.astype(np.int8))
    mask, made, cases = np.zeros_like(truth), list[tuple[Click, bool]](), list[Case]()
    for t in range(CLICKS):
        placed = clicker.next_click(mask)
        if placed is None:
            break
        made.append((Click(*placed.xy, t), placed.is_positive))
        labels, (judged,) = decoder.labels(_clicks(made))
        mask = labels == 1
        before = _iou(mask, truth)

        def gain(x: float, y: float, made: Sequence[tuple[Click, bool]] = tuple(made), before: float = before) -> float:
            after = [*made, (Click(x, y, len(made)), bool(truth[int(y), int(x)]))]
            return _iou(decoder.labels(_clicks(after))[0] == 1, truth) - before

        place, worst = judged.unsure, RitmClicker(truth.astype(np.int8)).next_click(mask)
        cases.append(
            Case(
                name=sample.name,
                clicks=t + 1,
                iou=before,
                quality=round(judged.quality, 4),
                at_place=None if place is None else gain(place.x, place.y),
                at_edge=float(np.mean([gain(x, y) for x, y in _edge_pixels(mask, rng)] or [np.nan])),
                at_error=0.0 if worst is None else gain(*worst.xy),
                is_wrong=place is not None and bool((mask != truth)[int(place.y), int(place.x)]),
                is_near=place is not None
                and min(math.hypot(place.x - click.x, place.y - click.y) for click, _ in made)
                < NEAR_SHARE * max(truth.shape),
            )
        )
    return cases


def summary(cases: list[Case]) -> dict[str, object]:
    def row(some: list[Case]) -> dict[str, float]:
        def of(name: str) -> np.ndarray:
            return np.array([getattr(case, name) for case in some], dtype=np.float64)

        found = {"objects": float(len(some)), "iou": float(of("iou").mean())}
        for name in ("at_place", "at_edge", "at_error"):
            found[name] = float(np.nanmean(of(name)))
            found[f"{name}_rises"] = float((of(name) > 0).mean())
        found["better_than_edge"] = float((of("at_place") > of("at_edge")).mean())
        found |= {name: float(of(name).mean()) for name in ("is_wrong", "is_near")}
        found["without_place"] = float(np.isnan(of("at_place")).mean())
        return {name: round(value, 4) for name, value in found.items()}

    by_clicks = {str(count): row([case for case in cases if case.clicks == count]) for count in range(1, CLICKS + 1)}
    return {**row(cases), "by_clicks": by_clicks, "cases": [asdict(case) for case in cases]}


def time_of_places(model: InteractiveModel, sample: Sample, objects: int, repeats: int = 20) -> float:
    """Milliseconds of a core that the search takes for ``objects`` objects of an image, the median."""
    height, width = sample.labels.shape
    features = model.encode(sample.image)
    x = np.linspace(0, width, objects + 2)[1:-1]
    clicks = Clicks(tuple((Click(float(at), height / 2, t),) for t, at in enumerate(x)))
    logits = model.decode(features, clicks)
    labels = Decoder(model, features).labels(clicks)[0]
    taken = []
    for _ in range(repeats):
        started = time.process_time()
        unsure_places(logits, labels)
        taken.append((time.process_time() - started) * 1e3)
    return round(float(np.median(taken)), 2)


def _clicks(made: Sequence[tuple[Click, bool]]) -> Clicks:
    inside = tuple(click for click, on_object in made if on_object)
    return Clicks((inside,), tuple(click for click, on_object in made if not on_object))


def _edge_pixels(mask: np.ndarray, rng: np.random.Generator) -> list[tuple[float, float]]:
    reach = max(3, round(EDGE_SHARE * float(np.sqrt(mask.sum()))))
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))
    pixels = np.argwhere(cv2.dilate(mask.astype(np.uint8), disc) != cv2.erode(mask.astype(np.uint8), disc))
    chosen = rng.permutation(len(pixels))[:AT_THE_EDGE]
    return [(float(column) + 0.5, float(row) + 0.5) for row, column in pixels[chosen]]


def _iou(one: np.ndarray, two: np.ndarray) -> float:
    return round(float((one & two).sum() / max(1, (one | two).sum())), 4)


def main() -> None:
    parser = argparse.ArgumentParser(description="Click where the model is least sure.")
    parser.add_argument("--root", type=Path, required=True, help="folder of the data set stipple")
    parser.add_argument("--model", default="default", help="a model's name or folder")
    parser.add_argument("--dataset", default="coco", help="which of its sources: coco, bsds, ccp, ...")
    parser.add_argument("--objects", type=int, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1, help="cores for the model, 0 for all")
    parser.add_argument("--json", action="store_true", help="print one JSON object with every case")
    given = parser.parse_args()
    cv2.setNumThreads(1)
    model = load(given.model, threads=given.threads)
    sample = stipple.open_drawn(given.root, "val", 1, given.seed, MIN_AREA)[0]
    asked: dict[str, object] = {"model": given.model, "digest": model.digest, "dataset": given.dataset}
    asked |= {"seed": given.seed, "threads": given.threads}
    asked["search_ms"] = {str(objects): time_of_places(model, sample, objects) for objects in (1, 5, 20)}
    result = {**asked, **summary(measure(model, given.root, given.dataset, given.objects, given.seed))}
    if given.json:
        print(json.dumps(result))
    else:
        print("\n".join(f"{name}: {value}" for name, value in result.items() if name != "cases"))


if __name__ == "__main__":
    main()
