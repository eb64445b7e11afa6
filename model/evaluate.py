"""Measure a model by simulated clicks: ``python -m model.evaluate --dataset grabcut --root DIR --json``.

One object a photo, the clicker of RITM, the mask by ``masks_from_logits``, no test-time augmentation, no zoom. The
product's own ``manage.py eval`` sends the same clicks through a websocket and must print the same numbers.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

import numpy as np

from model import datasets, metrics
from model.clickers import PlacedClick
from model.datasets.sample import Sample
from model.evaluation_session import decoder_clicks, run_single
from model.fusion import masks_from_logits
from model.types import Features, InteractiveModel

REPORTED_CLICKS = (1, 2, 3, 5, 10, 20)


class ModelSegment:
    """A model as ``evaluation_session.Segment``: encodes an image when it first sees it, and keeps the time."""

    def __init__(self, model: InteractiveModel) -> None:
        self._model = model
        self._image: np.ndarray | None = None
        self._features: Features | None = None
        self.encoder_s = 0.0
        self.decoder_s = 0.0

    def __call__(self, image: np.ndarray, clicks: Sequence[PlacedClick]) -> np.ndarray:
        """The object's mask, bool (H, W), after ``clicks``."""
        features = self._encoded(image)
        start = time.perf_counter()
        mask: np.ndarray = masks_from_logits(self._model.decode(features, decoder_clicks(clicks))) == 1
        self.decoder_s += time.perf_counter() - start
        return mask

    def _encoded(self, image: np.ndarray) -> Features:
        if self._features is None or self._image is not image:
            start = time.perf_counter()
            self._features = self._model.encode(image)
            self._image = image
            self.encoder_s += time.perf_counter() - start
        return self._features


def evaluate_single(model: InteractiveModel, samples: Iterable[Sample], max_clicks: int) -> dict[str, object]:
    """Run a session on every sample and sum up, as ``summary`` says."""
    segment = ModelSegment(model)
    sessions: dict[str, list[float]] = {}
    start = time.perf_counter()
    for sample in samples:
        sessions[sample.name] = run_single(sample.image, sample.ground_truth, segment, max_clicks)
    timing = metrics.Timing(
        total_s=time.perf_counter() - start,
        encoder_s=segment.encoder_s,
        decoder_s=segment.decoder_s,
        clicks=sum(len(ious) for ious in sessions.values()),
        images=len(sessions),
    )
    return summary(sessions, max_clicks, timing)


def summary(sessions: dict[str, list[float]], max_clicks: int, timing: metrics.Timing) -> dict[str, object]:
    """What both evaluations print. ``sessions``: the IoU after each click, by the name of the sample."""
    if not sessions:
        raise ValueError("no sample was evaluated; nothing can be summed up")
    rows = list(sessions.values())
    return {
        "images": len(rows),
        "noc85": round(metrics.mean_number_of_clicks(rows, 0.85, max_clicks), 4),
        "noc90": round(metrics.mean_number_of_clicks(rows, 0.90, max_clicks), 4),
        "nof90_ritm": metrics.failures_ritm(rows, 0.90, max_clicks),
        "nof90_strict": metrics.failures_strict(rows, 0.90),
        "miou_at": {str(k): round(metrics.mean_iou_at(rows, k), 4) for k in REPORTED_CLICKS if k <= max_clicks},
        "spc_s": round(timing.spc_s, 4),
        "encoder_s": round(timing.encoder_s, 3),
        "decoder_s": round(timing.decoder_s, 3),
        "clicks": timing.clicks,
        "clicks_by_image": {
            name: metrics.number_of_clicks(ious, 0.90, max_clicks) for name, ious in sorted(sessions.items())
        },
    }


def main(arguments: Sequence[str] | None = None) -> None:
    given = _parser().parse_args(arguments)
    from model.loading import load  # the engines load only where a model is asked for

    name = "nano" if given.model == "default" else given.model
    samples: Iterable[Sample] = datasets.read(given.dataset, given.root)
    result = evaluate_single(load(name=name, engine=given.engine), islice(samples, given.limit), given.clicks)
    print(json.dumps(result) if given.json else _lines(result))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m model.evaluate", description="Measure a model by simulated clicks."
    )
    parser.add_argument("--model", default="default", help="a name of model.loading; 'default' is nano")
    parser.add_argument("--engine", default="onnx", choices=("onnx", "torch"))
    parser.add_argument("--dataset", default="grabcut", choices=sorted(datasets.READERS))
    parser.add_argument("--root", type=Path, required=True, help="folder of the data set")
    parser.add_argument("--protocol", default="single", choices=("single",), help="one object a photo (RITM)")
    parser.add_argument("--clicks", type=int, default=20, help="clicks per object")
    parser.add_argument("--limit", type=int, default=None, help="only the first so many photos")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser


def _lines(result: dict[str, object]) -> str:
    return "\n".join(f"{key}: {value}" for key, value in result.items() if key != "clicks_by_image")


if __name__ == "__main__":
    main()
