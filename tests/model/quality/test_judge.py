"""The judge: learns what the first prediction misses, survives its file, knows nothing where nothing is predicted."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from model.quality.calibration import fit, load, save
from model.quality.figures import pearson
from model.quality.judge import Judge, fit_judge

TRAITS = 3


def scored(count: int, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Predictions, traits and IoUs that depend on both: the first trait says how much of the mask was changed."""
    rng = np.random.default_rng(seed)
    raw, traits = rng.uniform(0.3, 1.0, count), rng.normal(size=(count, TRAITS))
    reached = np.clip(raw - 0.3 * np.abs(traits[:, 0]) + rng.normal(0, 0.03, count), 0, 1)
    return raw, traits, reached


def test_a_judge_sees_what_the_prediction_alone_does_not() -> None:
    judge = fit_judge(*scored(3000, seed=0))
    raw, traits, reached = scored(1000, seed=1)
    assert pearson(raw, reached) < 0.8
    assert pearson(judge(raw, traits), reached) > 0.95


def test_the_same_masks_make_the_same_judge() -> None:
    assert fit_judge(*scored(200, seed=0)) == fit_judge(*scored(200, seed=0))


def test_unknown_quality_stays_unknown() -> None:
    judge = fit_judge(*scored(200, seed=0))
    answer = judge(np.array([np.nan, 0.5], dtype=np.float32), np.zeros((2, TRAITS), dtype=np.float32))
    assert np.isnan(answer[0]) and 0 < answer[1] < 1 and answer.dtype == np.float32
    assert judge(np.zeros(0), np.zeros((0, TRAITS))).shape == (0,)


def test_a_judge_is_kept_with_the_calibration(tmp_path: Path) -> None:
    raw, traits, reached = scored(2000, seed=0)
    found = fit(raw, reached, traits)
    save(tmp_path, found, "abc", {})
    read = load(tmp_path, "abc")
    assert read is not None and read.judge == found.judge
    np.testing.assert_allclose(read(raw, traits), found(raw, traits), atol=1e-5)
    assert np.abs(found(raw, traits) - reached).mean() < 0.05 < np.abs(raw - reached).mean()
    np.testing.assert_array_equal(found(raw), np.interp(raw, found.knots, found.ious).astype(np.float32))


def test_a_damaged_judge_is_refused(tmp_path: Path) -> None:
    save(tmp_path, fit(*(part for part in (scored(2000, 0)[i] for i in (0, 2, 1)))), "abc", {})
    values = json.loads((tmp_path / "quality.json").read_text())
    del values["judge"]["hidden"]
    (tmp_path / "quality.json").write_text(json.dumps(values))
    with pytest.raises(ValueError, match="no calibration"):
        load(tmp_path, "abc")


def test_a_judge_is_plain_numbers() -> None:
    judge = fit_judge(*scored(200, seed=0))
    assert Judge.from_dict(json.loads(json.dumps(judge.to_dict()))) == judge
