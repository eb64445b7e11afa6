"""From a raw score to the IoU to expect: the map that belongs to one model (mask_scoring, section 5). No torch.

The map never falls: a better score means no worse a mask. It is fitted on (score, IoU of the served mask) pairs by
isotonic regression (pool adjacent violators), or with few pairs by Platt's sigmoid, and kept as at most 50 knots in
``quality.json`` beside the model's ``config.json``. A map of other weights is not used.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from model.quality.judge import Judge, fit_judge

log = logging.getLogger(__name__)

FILE = "quality.json"
MOST_KNOTS = 50
ENOUGH_FOR_ISOTONIC = 1000
EDGE = 1e-4


@dataclass(frozen=True)
class Calibration:
    """``knots``: rising raw scores in 0..1; ``ious``: the IoU at each, never falling. Straight lines between them.

    ``judge``, where there is one, makes the scores of what the network predicted and of a mask's traits.
    """

    knots: tuple[float, ...]
    ious: tuple[float, ...]
    method: str
    judge: Judge | None = None

    def __post_init__(self) -> None:
        if len(self.knots) != len(self.ious) or not self.knots:
            raise ValueError(f"a calibration has {len(self.knots)} knots and {len(self.ious)} IoUs; calibrate again")
        if np.any(np.diff(self.knots) <= 0) or np.any(np.diff(self.ious) < 0):
            raise ValueError("a calibration falls or its knots do not rise; calibrate again")

    def __call__(self, raw: np.ndarray, traits: np.ndarray | None = None) -> np.ndarray:
        """Predictions (K,) of the network, and ``model.refinement.traits`` (K, T), to IoUs in 0..1, float32 (K,).

        NaN stays NaN. Masks that were not refined have no traits and are not judged.
        """
        score = raw if self.judge is None or traits is None else self.judge(raw, traits)
        return np.interp(score, self.knots, self.ious).astype(np.float32)


def fit(raw: np.ndarray, reached: np.ndarray, traits: np.ndarray | None = None) -> Calibration:
    """The map from ``raw`` (N,) to ``reached`` (N,), both in 0..1, judged where there are ``traits`` (N, T).

    Raises ValueError without a pair.
    """
    if len(raw) == 0:
        raise ValueError("there is no scored mask to calibrate on; give more photos of the validation split")
    if traits is not None:
        judge = fit_judge(raw, traits, reached)
        return replace(fit(judge(raw, traits), reached), judge=judge)
    if len(raw) < ENOUGH_FOR_ISOTONIC:
        return platt(raw, reached)
    return isotonic(raw, reached)


def isotonic(raw: np.ndarray, reached: np.ndarray, most: int = MOST_KNOTS) -> Calibration:
    """The non-decreasing map of least squared error over ``most`` bins of equal mass."""
    order = np.argsort(raw, kind="stable")
    groups = np.array_split(order, min(most, len(order)))
    knots = np.array([raw[group].mean() for group in groups])
    # Bins with one and the same score are one knot: their scores cannot tell them apart.
    knots, member = np.unique(knots, return_inverse=True)
    mass = np.bincount(member, weights=[len(group) for group in groups])
    ious = np.bincount(member, weights=[reached[group].sum() for group in groups]) / mass
    return Calibration(_floats(knots), _floats(pool_adjacent_violators(ious, mass)), "isotonic")


def pool_adjacent_violators(values: np.ndarray, mass: np.ndarray) -> np.ndarray:
    """The non-decreasing sequence closest to ``values`` (N,) in squares weighted by ``mass`` (N,)."""
    blocks: list[tuple[float, float, int]] = []  # mean, mass, length
    for value, weight in zip(values, mass, strict=True):
        block = (float(value), float(weight), 1)
        while blocks and blocks[-1][0] >= block[0]:
            mean, before, length = blocks.pop()
            total = before + block[1]
            block = ((mean * before + block[0] * block[1]) / total, total, length + block[2])
        blocks.append(block)
    return np.repeat([mean for mean, _, _ in blocks], [length for _, _, length in blocks])


def platt(raw: np.ndarray, reached: np.ndarray, steps: int = 50) -> Calibration:
    """sigmoid(a logit(raw) + b) of least cross entropy with a >= 0, by Newton's method, as knots."""
    score = _logit(raw)
    given = np.stack((score, np.ones_like(score)))
    parameters = np.array([1.0, 0.0])
    for _ in range(steps):
        answer = 1 / (1 + np.exp(-parameters @ given))
        slope = given @ (answer - reached) + 1e-3 * (parameters - (1.0, 0.0))
        curvature = (given * (answer * (1 - answer))) @ given.T + 1e-3 * np.eye(2)
        parameters = parameters - np.clip(np.linalg.solve(curvature, slope), -1, 1)
    parameters[0] = max(parameters[0], 0.0)
    knots = np.linspace(0, 1, MOST_KNOTS)
    return Calibration(
        _floats(knots), _floats(1 / (1 + np.exp(-parameters[0] * _logit(knots) - parameters[1]))), "platt"
    )


def save(folder: Path, calibration: Calibration, digest: str, figures: dict[str, Any]) -> Path:
    """Write the map of the model with ``digest`` into its ``folder``; ``figures`` say how good it was found."""
    path = folder / FILE
    knots = {"raw": list(calibration.knots), "iou": list(calibration.ious)}
    judge = None if calibration.judge is None else calibration.judge.to_dict()
    values = {"digest": digest, "method": calibration.method, "knots": knots, "figures": figures, "judge": judge}
    path.write_text(json.dumps(values, indent=1) + "\n")
    return path


def load(folder: Path, digest: str) -> Calibration | None:
    """The map of the model in ``folder``; None where there is none for ``digest``. Raises ValueError if damaged."""
    path = folder / FILE
    if not path.is_file():
        return None
    try:
        written = json.loads(path.read_text())
        if written["digest"] != digest:
            log.warning("%s belongs to other weights and is not used; run python -m model.quality.calibrate", path)
            return None
        knots = written["knots"]
        judge = Judge.from_dict(written["judge"]) if written.get("judge") else None
        return Calibration(_floats(knots["raw"]), _floats(knots["iou"]), str(written["method"]), judge)
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(
            f"{path} is no calibration ({error!r}); run python -m model.quality.calibrate again"
        ) from error


def _logit(values: np.ndarray) -> np.ndarray:
    clipped = np.clip(values.astype(np.float64), EDGE, 1 - EDGE)
    return np.asarray(np.log(clipped / (1 - clipped)))


def _floats(values: Any) -> tuple[float, ...]:
    return tuple(round(float(value), 6) for value in values)
