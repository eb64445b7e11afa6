"""From raw scores to IoUs: the map, its file, and that both engines answer with it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from model.engines.answer import logits_of
from model.fusion import answered
from model.quality.calibration import Calibration, fit, isotonic, load, platt, pool_adjacent_violators, save
from model.types import Click, Clicks, Features


def overconfident(count: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Scores whose IoU is their square, with noise."""
    rng = np.random.default_rng(seed)
    raw = rng.uniform(0.2, 1.0, count)
    return raw, np.clip(raw**2 + rng.normal(0, 0.1, count), 0, 1)


def test_violators_are_pooled_by_their_mass() -> None:
    pooled = pool_adjacent_violators(np.array([1.0, 3.0, 2.0, 2.0, 5.0]), np.array([1.0, 1.0, 3.0, 1.0, 1.0]))
    np.testing.assert_allclose(pooled, [1, 2.2, 2.2, 2.2, 5])


def test_the_map_never_falls_and_stays_small() -> None:
    raw, reached = overconfident(4000)
    found = fit(raw, reached)
    assert found.method == "isotonic" and len(found.knots) <= 50
    answers = found(np.linspace(0, 1, 500))
    assert (np.diff(answers) >= 0).all() and answers.min() >= 0 and answers.max() <= 1


@pytest.mark.parametrize("count", [300, 4000])
def test_calibrated_scores_mean_what_they_say_on_other_objects(count: int) -> None:
    found = fit(*overconfident(count))
    raw, reached = overconfident(4000, seed=1)
    assert np.abs(found(raw) - raw**2).mean() < 0.03 < np.abs(raw - reached).mean()


def test_few_samples_get_a_sigmoid_that_does_not_fall_even_where_the_data_does() -> None:
    raw, reached = overconfident(300)
    assert fit(raw, reached).method == "platt"
    falling = platt(raw, 1 - reached)
    assert (np.diff(falling.ious) >= 0).all()


def test_equal_scores_become_one_knot() -> None:
    found = isotonic(np.full(2000, 0.5), np.linspace(0, 1, 2000))
    assert found.knots == (0.5,) and found.ious[0] == pytest.approx(0.5)


def test_unknown_quality_stays_unknown() -> None:
    answer = Calibration((0.2, 0.8), (0.1, 0.9), "isotonic")(np.array([np.nan, 0.5, 0.0], np.float32))
    assert np.isnan(answer[0]) and answer[1:] == pytest.approx([0.5, 0.1]) and answer.dtype == np.float32


def test_a_map_that_falls_is_refused() -> None:
    with pytest.raises(ValueError, match="falls"):
        Calibration((0.1, 0.2), (0.9, 0.8), "isotonic")


def test_a_map_is_read_for_its_own_weights_alone(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert load(tmp_path, "abc") is None
    found = fit(*overconfident(2000))
    save(tmp_path, found, "abc", {"pearson": 0.8})
    assert load(tmp_path, "abc") == found
    assert load(tmp_path, "other") is None and "model.quality.calibrate" in caplog.text
    (tmp_path / "quality.json").write_text(json.dumps({"digest": "abc"}))
    with pytest.raises(ValueError, match="no calibration"):
        load(tmp_path, "abc")


def test_an_answer_is_calibrated() -> None:
    features = Features({}, (8, 8), (8, 8), (8, 8), "abc")
    clicks = Clicks(((Click(1, 1, 0),), (Click(5, 5, 1),)))
    given = (np.zeros((3, 2, 2)), np.array([0.2, 0.8, 0.1]), np.array([0, 1]), features, clicks)
    assert answered(logits_of(*given), features, clicks).quality == pytest.approx([0.2, 0.8])
    calibration = Calibration((0.2, 0.8), (0.1, 0.6), "isotonic")
    assert answered(logits_of(*given, calibration), features, clicks).quality == pytest.approx([0.1, 0.6])
