"""Fit the refinement's constants to a network: ``python -m model.refinement.tune --root FOLDER --out FILE``.

Clicks on validation objects are simulated to the end (RITM's clicker) for every candidate, because what a constant does
depends on where the next click falls. One constant after the other is tried one step up and one down; what needs fewer
clicks stays. Only the validation split of ``stipple`` is looked at; benchmarks are for reporting.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np

from model.clickers import PlacedClick, RitmClicker
from model.datasets import open_dataset
from model.evaluation.click_metrics import mean_iou_at, mean_number_of_clicks
from model.evaluation.segmenter import decoder_clicks
from model.fusion import answered
from model.loading import load, model_folder
from model.refinement.config import RefinementConfig
from model.refinement.picture import picture_of
from model.types import Features, InteractiveModel

TARGETS = (0.85, 0.9)
SHARES = (0.02, 0.6)
"""Of the image that an object must cover to be fitted on; small ones have little edge to refine."""
STEPS: dict[str, tuple[str, float]] = {
    "network": ("times", 1.4),
    "colour": ("times", 1.4),
    "smoothness": ("times", 1.5),
    "network_first": ("plus", 0.15),
    "colour_first": ("plus", 0.3),
    "contrast": ("times", 1.6),
    "seed_weight": ("times", 2.5),
    "colour_prior": ("times", 4.0),
    "background_first": ("plus", 0.5),
    "background": ("plus", 0.3),
    "click_radius": ("times", 1.5),
    "radius_growth": ("plus", 0.5),
    "smoothness_growth": ("plus", 0.25),
}
"""What is tried, in this order: each constant times and through, or plus and minus, its step."""


@dataclass(frozen=True)
class Example:
    """A photo with one object: ``labels`` 1 inside, 0 outside, -1 ignored."""

    image: np.ndarray
    labels: np.ndarray
    features: Features


@dataclass(frozen=True)
class Result:
    """NoC at 0.85 and 0.90, mIoU after 1, 3 and 5 clicks. ``cost`` is what is lowered."""

    noc85: float
    noc90: float
    miou: tuple[float, float, float]

    @property
    def cost(self) -> float:
        """Clicks; IoU breaks near ties, since it moves when no threshold is crossed."""
        return self.noc85 + self.noc90 - 5 * float(np.mean(self.miou))


def examples_of(model: InteractiveModel, root: Path, count: int) -> list[Example]:
    """One object of each of ``count`` validation photos, spread over all of them, and the features of the photo."""
    dataset = open_dataset("stipple", root)
    by_photo: dict[str, list[int]] = {}
    for index in range(len(dataset)):
        by_photo.setdefault(dataset.name_of(index).rpartition("#")[0], []).append(index)
    rng = np.random.default_rng(0)
    found: list[Example] = []
    for photo in rng.permutation(sorted(by_photo)):
        for index in rng.permutation(by_photo[str(photo)]):
            sample = dataset[int(index)]
            if SHARES[0] <= (sample.labels == 1).mean() <= SHARES[1]:
                found.append(Example(sample.image, np.asarray(sample.labels), model.encode(sample.image)))
                break
        if len(found) == count:
            break
    return found


def clicked(
    model: InteractiveModel, config: RefinementConfig | None, examples: Sequence[Example], clicks: int
) -> Result:
    """Click on every example until its IoU is the highest target or ``clicks`` are made."""
    sessions = [_session(model, config, example, clicks) for example in examples]
    noc85, noc90 = (round(mean_number_of_clicks(sessions, target, clicks), 3) for target in TARGETS)
    first, third, fifth = (round(mean_iou_at(sessions, click), 4) for click in (1, 3, 5))
    return Result(noc85, noc90, (first, third, fifth))


def search(
    measure: Callable[[RefinementConfig], Result], start: RefinementConfig, is_over: Callable[[], bool]
) -> tuple[RefinementConfig, Result]:
    """Go along ``STEPS`` until nothing is better any more or it ``is_over``; the best config and its result."""
    best, reached = start, measure(start)
    improved = True
    while improved and not is_over():
        improved = False
        for name in STEPS:
            for candidate in _stepped(best, name):
                if is_over():
                    return best, reached
                result = measure(candidate)
                if result.cost < reached.cost:
                    best, reached, improved = candidate, result, True
                    break
    return best, reached


def _stepped(config: RefinementConfig, name: str) -> list[RefinementConfig]:
    how, step = STEPS[name]
    value = getattr(config, name)
    values = (value * step, value / step) if how == "times" else (value + step, value - step)
    return [replace(config, **{name: round(each, 5)}) for each in values]


def _session(model: InteractiveModel, config: RefinementConfig | None, example: Example, clicks: int) -> list[float]:
    features = replace(example.features, picture=picture_of(example.image, config))
    clicker = RitmClicker(example.labels)
    inside, counted = example.labels == 1, example.labels != -1
    predicted = np.zeros(inside.shape, dtype=bool)
    placed: list[PlacedClick] = []
    ious: list[float] = []
    while len(placed) < clicks and (click := clicker.next_click(predicted)) is not None:
        placed.append(click)
        if any(each.is_positive for each in placed):
            asked = decoder_clicks(placed, [0])
            predicted = answered(model.decode(features, asked), features, asked).labels == 1
        union = ((inside | predicted) & counted).sum()
        ious.append(float((inside & predicted & counted).sum() / max(union, 1)))
        if ious[-1] >= max(TARGETS):
            break
    return ious


def main() -> None:
    parser = argparse.ArgumentParser(description="Fit the refinement's constants on validation objects.")
    parser.add_argument("--model", default="default", help="a model's name or folder")
    parser.add_argument("--root", type=Path, required=True, help="folder of the data set stipple")
    parser.add_argument("--objects", type=int, default=40)
    parser.add_argument("--clicks", type=int, default=15, help="budget of an object")
    parser.add_argument("--minutes", type=float, default=15.0, help="of one core; a candidate in hand is finished")
    parser.add_argument("--out", type=Path, help="where the config is written, as JSON for config.json's refinement")
    given = parser.parse_args()
    model = load(model_folder(given.model), threads=1)
    examples = examples_of(model, given.root, given.objects)
    start = getattr(getattr(model, "config", None), "refinement", None) or RefinementConfig()

    def measure(config: RefinementConfig | None) -> Result:
        result = clicked(model, config, examples, given.clicks)
        changed = {name: value for name, value in asdict(config or start).items() if value != getattr(start, name)}
        print(json.dumps({"changed": changed if config else "no refinement", **asdict(result)}), flush=True)
        return result

    measure(None)
    deadline = time.process_time() + 60 * given.minutes
    best, result = search(measure, start, lambda: time.process_time() >= deadline)
    print(json.dumps({"best": asdict(best), **asdict(result)}))
    if given.out:
        given.out.write_text(json.dumps(asdict(best), indent=1) + "\n")


if __name__ == "__main__":
    main()
