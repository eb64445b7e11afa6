"""How well one click mends a damaged mask: ``python -m worker.bench_refine --root FOLDER --json``.

Masks of a data set's validation split are damaged (``model.evaluation.damage``), every other one by a bite and by a
bump, and given to the composition of the product as bases with one click at the deepest wrong pixel. Drawing, damage
and clicks follow from the seed. A second click, at the deepest error that is left, is timed and reported, too.
"""

from __future__ import annotations

import argparse
import json
import time
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from kernels.rle import Rle, decode, encode
from model.clickers import RitmClicker
from model.datasets import stipple
from model.datasets.sample import Sample
from model.evaluation.damage import Damage, damaged
from model.loading import load
from model.types import Click, InteractiveModel, Mark
from worker.base_evidence import evidence_of, of_one_object
from worker.base_refinement import BaseRefiner
from worker.click_reach import distance_to
from worker.composition import Active, compose
from worker.decoder import Decoder

MIN_AREA = 1000
FAR_PX = 20


@dataclass(frozen=True)
class Case:
    """One mask: IoU with the truth before, after one and after two clicks; how much of the bite the first click mended;
    the pixel that changed farthest from the bite; how well simulated clicks reproduced the damaged mask."""

    name: str
    area: int
    damage: str
    iou_before: float
    iou_after: float
    iou_after_two: float
    bite_mended: float
    changed_px: int
    changed_far_px: int
    farthest_change_px: float
    evidence_clicks: int
    evidence_iou: float
    first_ms: float
    second_ms: float


def measure(model: InteractiveModel, root: Path, dataset: str, split: str, masks: int, seed: int) -> list[Case]:
    """``masks`` cases at most, one a photo. Raises ValueError where the data set has none."""
    drawn = _drawn(root, dataset, split, seed)
    cases = [_case(model, *each) for each, _ in zip(drawn, range(masks), strict=False)]
    if not cases:
        raise ValueError(f"{root} has no mask of {MIN_AREA} pixels in the {split} split of {dataset}")
    return cases


def summary(cases: list[Case]) -> dict[str, object]:
    def of(name: str) -> np.ndarray:
        return np.array([getattr(case, name) for case in cases], dtype=np.float64)

    def times(name: str) -> dict[str, float]:
        return {"p50": round(float(np.median(of(name))), 1), "p95": round(float(np.quantile(of(name), 0.95)), 1)}

    names = ("iou_before", "iou_after", "iou_after_two", "bite_mended", "evidence_iou", "evidence_clicks")
    return {
        "masks": len(cases),
        "iou_rises": round(float((of("iou_after") > of("iou_before")).mean()), 4),
        "changed_farther_than_20_px": int(of("changed_far_px").sum()),
        "farthest_change_px": round(float(of("farthest_change_px").max()), 1),
        **{f"{name}_median": round(float(np.median(of(name))), 4) for name in names},
        "first_click_ms": times("first_ms"),
        "second_click_ms": times("second_ms"),
        "cases": [asdict(case) for case in cases],
    }


def _drawn(root: Path, dataset: str, split: str, seed: int) -> Iterator[tuple[Sample, Damage]]:
    """Photos in an order of the seed, each with one damaged mask; those whose mask cannot be damaged are left out."""
    entries = stipple.open_drawn(root, split, 1, seed, MIN_AREA)
    of_dataset = [index for index in range(len(entries)) if entries.name_of(index).startswith(f"{dataset}_")]
    is_missing = True
    for index in np.random.default_rng(seed).permutation(of_dataset):
        sample = entries[int(index)]
        rng = np.random.default_rng((seed, zlib.crc32(sample.name.encode())))
        try:
            damage = damaged(sample.labels == 1, is_missing, rng)
        except ValueError:
            continue
        yield sample, damage
        is_missing = not is_missing


def _case(model: InteractiveModel, sample: Sample, damage: Damage) -> Case:
    truth, base = sample.labels == 1, encode(damage.mask)
    decoder, refiner = Decoder(model, model.encode(sample.image)), BaseRefiner()
    row, column = damage.pixel
    made: list[tuple[Mark, bool]] = [(Click(column + 0.5, row + 0.5, 0), damage.is_missing)]
    first, first_ms = _clicked(decoder, refiner, base, made)
    placed = RitmClicker(truth.astype(np.int8)).next_click(first)
    second, second_ms = first, 0.0
    if placed is not None:
        made.append((Click(*placed.xy, 1), placed.is_positive))
        second, second_ms = _clicked(decoder, refiner, base, made)
    evidence = evidence_of(base, decoder)
    reproduced = decoder.labels(of_one_object([(each.mark, each.on_object) for each in evidence]))[0] == 1
    changed = first != damage.mask
    away = distance_to(damage.bite)[changed]
    wrong = damage.bite & (damage.mask != truth)
    return Case(
        name=sample.name,
        area=int(truth.sum()),
        damage="bite" if damage.is_missing else "bump",
        iou_before=_iou(damage.mask, truth),
        iou_after=_iou(first, truth),
        iou_after_two=_iou(second, truth),
        bite_mended=round(float(changed[wrong].mean()), 4),
        changed_px=int(changed.sum()),
        changed_far_px=int((away > FAR_PX).sum()),
        farthest_change_px=round(float(away.max(initial=0.0)), 2),
        evidence_clicks=len(evidence),
        evidence_iou=_iou(reproduced, damage.mask),
        first_ms=first_ms,
        second_ms=second_ms,
    )


def _clicked(
    decoder: Decoder, refiner: BaseRefiner, base: Rle, made: list[tuple[Mark, bool]]
) -> tuple[np.ndarray, float]:
    """The mask, bool (H, W), after the clicks of ``made`` on the object or the background; milliseconds it took."""
    active = Active(tuple(mark for mark, on_object in made if on_object), base)
    background = [mark for mark, on_object in made if not on_object]
    started = time.perf_counter()
    masks, _ = compose(decoder, lambda base, at: refiner.refine("bench", base, at, decoder), [active], background)
    taken = time.perf_counter() - started
    return decode(masks[0]) > 0, round(taken * 1e3, 1)


def _iou(one: np.ndarray, two: np.ndarray) -> float:
    return round(float((one & two).sum() / max(1, (one | two).sum())), 4)


def main() -> None:
    parser = argparse.ArgumentParser(description="Damage masks and mend them by one click.")
    parser.add_argument("--root", type=Path, required=True, help="folder of the data set stipple")
    parser.add_argument("--model", default="default", help="a model's name or folder")
    parser.add_argument("--dataset", default="coco", help="which of its sources: coco, bsds, ccp, ...")
    parser.add_argument("--split", default="val", choices=["val", "train"])
    parser.add_argument("--masks", type=int, default=50)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1, help="cores for the model, 0 for all")
    parser.add_argument("--json", action="store_true", help="print one JSON object with every case")
    given = parser.parse_args()
    model = load(given.model, threads=given.threads)
    result = summary(measure(model, given.root, given.dataset, given.split, given.masks, given.seed))
    asked: dict[str, object] = {
        "model": given.model,
        "digest": model.digest,
        "dataset": given.dataset,
        "split": given.split,
    }
    asked |= {"seed": given.seed, "threads": given.threads}
    result = {**asked, **result}
    if given.json:
        print(json.dumps(result))
    else:
        print("\n".join(f"{name}: {value}" for name, value in result.items() if name != "cases"))


if __name__ == "__main__":
    main()
