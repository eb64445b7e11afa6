"""The second opinion on a mask: a small network over what the first one predicts and what the refinement saw.

The quality head sees the network's own mask, while people are served the refined one. One hidden layer weighs its
prediction against ``model.refinement.traits``. Fitted and run in NumPy, in microseconds.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

HIDDEN = 16
STEPS, RATE, DECAY = 600, 0.01, 1e-3
FIRST, SECOND = 0.9, 0.999
"""Decay of the running moments of Adam (arXiv 1412.6980)."""
EDGE = 1e-3
Layer = tuple[tuple[float, ...], ...]


@dataclass(frozen=True)
class Judge:
    """``mean``, ``scale`` (F,) of the inputs; ``hidden`` (F + 1, H) and ``out`` (H + 1, 1), their last rows biases."""

    mean: tuple[float, ...]
    scale: tuple[float, ...]
    hidden: Layer
    out: Layer

    def __call__(self, raw: np.ndarray, traits: np.ndarray) -> np.ndarray:
        """Scores in 0..1, float32 (K,), of predictions ``raw`` (K,) and ``traits`` (K, F - 1); NaN stays NaN."""
        given = (_inputs(raw, traits) - np.array(self.mean)) / np.array(self.scale)
        score = _layer(np.tanh(_layer(given, np.array(self.hidden))), np.array(self.out))[:, 0]
        return _sigmoid(score).astype(np.float32)

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Judge:
        rows = {name: tuple(tuple(row) for row in values[name]) for name in ("hidden", "out")}
        return cls(tuple(values["mean"]), tuple(values["scale"]), rows["hidden"], rows["out"])


def fit_judge(raw: np.ndarray, traits: np.ndarray, reached: np.ndarray, seed: int = 0) -> Judge:
    """The judge of least squared error on ``raw`` (N,), ``traits`` (N, F - 1) and IoUs ``reached`` (N,)."""
    given = _inputs(raw, traits)
    mean, scale = given.mean(axis=0), given.std(axis=0) + 1e-6
    given = (given - mean) / scale
    rng = np.random.default_rng(seed)
    hidden = rng.normal(0, given.shape[1] ** -0.5, (given.shape[1] + 1, HIDDEN))
    layers = [hidden, np.zeros((HIDDEN + 1, 1))]
    moments = [(np.zeros_like(layer), np.zeros_like(layer)) for layer in layers]
    for step in range(1, STEPS + 1):
        seen = np.tanh(_layer(given, layers[0]))
        answer = _sigmoid(_layer(seen, layers[1])[:, 0])
        pull = ((answer - reached) * answer * (1 - answer) / len(reached))[:, None]
        back = pull @ layers[1][:-1].T * (1 - seen**2)
        slopes = [_with_one(given).T @ back, _with_one(seen).T @ pull]
        for layer, slope, (first, second) in zip(layers, slopes, moments, strict=True):
            first += (1 - FIRST) * (slope - first)
            second += (1 - SECOND) * (slope**2 - second)
            move = first / (1 - FIRST**step) / (np.sqrt(second / (1 - SECOND**step)) + 1e-9)
            layer -= RATE * (1 - step / STEPS) * (move + DECAY * layer)
    return Judge(_row(mean), _row(scale), tuple(map(_row, layers[0])), tuple(map(_row, layers[1])))


def _inputs(raw: np.ndarray, traits: np.ndarray) -> np.ndarray:
    known = np.clip(raw.astype(np.float64), EDGE, 1 - EDGE)
    return np.column_stack((np.log(known / (1 - known)), traits))


def _layer(given: np.ndarray, weights: np.ndarray) -> np.ndarray:
    return np.asarray(given @ weights[:-1] + weights[-1])


def _with_one(given: np.ndarray) -> np.ndarray:
    return np.column_stack((given, np.ones(len(given))))


def _sigmoid(score: np.ndarray) -> np.ndarray:
    return np.asarray(1 / (1 + np.exp(-score)))


def _row(values: np.ndarray) -> tuple[float, ...]:
    return tuple(round(float(value), 5) for value in values)
