"""``python -m model.quality.calibrate --model FOLDER --data DIR``: make predicted quality mean what it says.

Clicks on the validation photos with exactly what the product does (engine, refinement), pairs each raw score, and what
the refinement saw, with the IoU that the served mask reached, and writes the map to ``quality.json`` in the model's
folder. The figures are of photos that the map was not fitted on: half of the photos are fitted and the other half
measured, both ways.
"""

from __future__ import annotations

import argparse
import json
import logging
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from model.datasets.stipple import open_drawn
from model.evaluation.segmenter import ModelSegmenter
from model.loading import load
from model.quality import calibration
from model.quality.figures import figures
from model.quality.reliability_plot import reliability_plot
from model.quality.sessions import Scored, scored_rounds

log = logging.getLogger("model.quality.calibrate")

CLICKS = 10
OBJECTS = 6
SIZES = (("small", 0), ("medium", 32**2), ("large", 96**2))
"""From so many pixels on, as COCO names them."""


def calibrate(
    folder: Path, data: Path, draws: int = 1, seed: int = 0, threads: int = 1, photos: int | None = None
) -> tuple[dict[str, Any], np.ndarray, np.ndarray]:
    """Fit and write the map of the model in ``folder``; returns the report, and predicted and reached IoUs (N,)."""
    cv2.setNumThreads(threads)
    model = load(folder, threads=threads)
    model.calibration = None  # raw scores
    segmenter = ModelSegmenter(model, folder.name)
    rows = [row for draw in range(draws) for row in score(segmenter, data, seed + draw, photos)]
    raw, reached = np.array([row.quality for row in rows]), np.array([row.reached for row in rows])
    if not len(raw) or np.isnan(raw).any():
        raise ValueError(f"{folder} predicts no quality; train its head first (python -m model.quality.train)")
    known = [row.traits for row in rows if row.traits is not None]
    traits = np.stack(known) if len(known) == len(rows) else None
    predicted = cross_fitted(raw, reached, np.array([half_of(row.photo) for row in rows]), traits)
    report: dict[str, Any] = {
        "model": folder.resolve().name,
        "digest": model.digest,
        "photos": len({row.photo for row in rows}),
        "masks": len(rows),
        "raw": figures(raw, reached),
        "calibrated": figures(predicted, reached),
        "by": parts(rows, predicted, reached),
    }
    calibration.save(folder, calibration.fit(raw, reached, traits), model.digest, report["calibrated"])
    return report, predicted, reached


def score(segmenter: ModelSegmenter, data: Path, seed: int, photos: int | None) -> list[Scored]:
    """Every mask of the sessions on all validation photos, or on ``photos`` of them."""
    drawn = open_drawn(data, "val", OBJECTS, seed)
    rng = np.random.default_rng(seed)
    rows: list[Scored] = []
    for number, index in enumerate(rng.permutation(len(drawn))[:photos]):
        if number % 20 == 19:
            log.info("%d photos, %d masks", number, len(rows))
        for scored in scored_rounds(segmenter, drawn[int(index)], CLICKS, rng):
            rows.extend(scored)
    return rows


def half_of(photo: str) -> int:
    """0 or 1: to which half the photo belongs, by its name."""
    return zlib.crc32(photo.encode()) % 2


def cross_fitted(
    raw: np.ndarray, reached: np.ndarray, half: np.ndarray, traits: np.ndarray | None = None
) -> np.ndarray:
    """Calibrated scores (N,), each by the map of the other half."""
    predicted = np.empty(len(raw))
    for number in (0, 1):
        mine, other = half == number, half != number
        if mine.any():
            seen = (None, None) if traits is None else (traits[other], traits[mine])
            predicted[mine] = calibration.fit(raw[other], reached[other], seen[0])(raw[mine], seen[1])
    return predicted


def parts(rows: Sequence[Scored], predicted: np.ndarray, reached: np.ndarray) -> dict[str, dict[str, Any]]:
    """Figures by the size of the object and by the number of its clicks."""
    areas = np.array([row.area for row in rows])
    clicks = np.array([row.clicks for row in rows])
    edges = [*(least for _, least in SIZES), np.inf]
    chosen = {name: (areas >= edges[i]) & (areas < edges[i + 1]) for i, (name, _) in enumerate(SIZES)}
    chosen |= {"1 click": clicks == 1, "2 to 4 clicks": (clicks >= 2) & (clicks <= 4), "5 to 10 clicks": clicks >= 5}
    return {
        name: {"masks": int(which.sum()), **figures(predicted[which], reached[which])}
        for name, which in chosen.items()
        if which.sum() > 1
    }


def text(report: dict[str, Any]) -> str:
    """The report as a table."""
    names = list(report["calibrated"])
    lines = [f"{report['masks']} masks on {report['photos']} photos", f"{'':16}" + "".join(f"{n:>16}" for n in names)]
    for name, row in {"raw": report["raw"], "calibrated": report["calibrated"], **report["by"]}.items():
        lines.append(f"{name:16}" + "".join(f"{row[key]:16.3f}" for key in names))
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m model.quality.calibrate", description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="the model's folder; quality.json is written there")
    parser.add_argument("--data", type=Path, required=True, help="folder with annotations.jsonl.gz and images/")
    parser.add_argument("--report", type=Path, default=Path("docs/benchmarks/quality.json"))
    parser.add_argument("--plot", type=Path, default=Path("docs/quality.svg"))
    parser.add_argument("--draws", type=int, default=1, help="how often each photo is clicked on, with other objects")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--photos", type=int, help="only so many, for a trial")
    given = parser.parse_args(arguments)
    logging.basicConfig(format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    log.setLevel(logging.INFO)
    report, predicted, reached = calibrate(
        given.model, given.data, given.draws, given.seed, given.threads, given.photos
    )
    given.report.write_text(json.dumps(report, indent=1) + "\n")
    given.plot.write_text(reliability_plot(predicted, reached, report))
    print(text(report))


if __name__ == "__main__":
    main()
