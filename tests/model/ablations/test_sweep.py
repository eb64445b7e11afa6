"""The sweep with a trainer that only pretends: order, threads, resuming, failures, locks."""

from __future__ import annotations

import fcntl
import sys
import threading
from pathlib import Path

import pytest

from model.ablations.arms import ARMS, BASE
from model.ablations.command import Budget
from model.ablations.result import read_results
from model.ablations.sweep import Places, Sweep

FAKE = (sys.executable, str(Path(__file__).with_name("fake_trainer.py")))
TWO = [ARMS[BASE], ARMS["loss_focal"]]
BUDGET = Budget(photos=3)


def sweep(folder: Path, jobs: int = 1, budget: Budget = BUDGET) -> Sweep:
    return Sweep(Places(folder / "data", folder / "pack", folder / "runs", folder / "results"), budget, jobs, FAKE)


def started(folder: Path) -> list[str]:
    journal = folder / "runs" / "started.txt"
    return [line.split()[0] for line in journal.read_text().splitlines()] if journal.exists() else []


def test_runs_the_first_seed_of_all_arms_before_the_second_in_one_thread_each(tmp_path: Path) -> None:
    assert sweep(tmp_path).run(TWO, [0, 1]) == []
    assert started(tmp_path) == ["base-seed0", "loss_focal-seed0", "base-seed1", "loss_focal-seed1"]
    assert {line.split()[1] for line in (tmp_path / "runs" / "started.txt").read_text().splitlines()} == {"1"}


def test_a_result_has_figures_cost_and_place_and_no_path_of_this_machine(tmp_path: Path) -> None:
    sweep(tmp_path).run(TWO[:1], [1])
    (result,) = read_results(tmp_path / "results")
    assert (result.arm, result.seed, result.steps, result.samples, result.seconds) == ("base", 1, 6, 96, 360.0)
    assert result.mean_iou == pytest.approx(0.51) and result.figures["noc85"] == 7.0
    assert len(result.curves) == 3 and len(result.curves["photo0"]) == 8
    text = (tmp_path / "results" / "base-seed1.json").read_text()
    assert str(tmp_path) not in text and "--data DATA --out OUT" in text and '"commit"' in text


def test_a_finished_run_is_not_trained_again(tmp_path: Path) -> None:
    sweep(tmp_path).run(TWO[:1], [0])
    sweep(tmp_path).run(TWO, [0])
    assert started(tmp_path) == ["base-seed0", "loss_focal-seed0"]


def test_a_stopped_sweep_ends_its_runs_and_goes_on_from_their_checkpoints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAKE_HANGS", "base-seed0")
    first = sweep(tmp_path)
    half = tmp_path / "runs" / "base-seed0" / "checkpoint.pt"
    ended: list[list[str]] = []
    thread = threading.Thread(target=lambda: ended.append(first.run(TWO, [0])))
    thread.start()
    while not half.exists():
        thread.join(0.02)
    first.stop()
    thread.join(30)
    assert ended == [["base-seed0", "loss_focal-seed0"]] and started(tmp_path) == ["base-seed0"]
    assert sweep(tmp_path).run(TWO, [0]) == []
    assert started(tmp_path) == ["base-seed0", "base-seed0", "loss_focal-seed0"]
    assert len((tmp_path / "runs" / "base-seed0" / "log.csv").read_text().splitlines()) == 4  # it went on at step 3


def test_a_run_that_fails_is_named_and_the_others_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("FAKE_FAILS", "base-seed0")
    assert sweep(tmp_path, jobs=2).run(TWO, [0]) == ["base-seed0"]
    assert "no such option" in caplog.text
    assert [result.arm for result in read_results(tmp_path / "results")] == ["loss_focal"]


def test_a_run_that_another_process_still_trains_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "runs" / "base-seed0"
    folder.mkdir(parents=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert sweep(tmp_path).run(TWO[:1], [0]) == ["base-seed0"]
    assert started(tmp_path) == []


def test_results_of_another_budget_are_refused(tmp_path: Path) -> None:
    sweep(tmp_path).run(TWO[:1], [0])
    with pytest.raises(ValueError, match="20 minutes"):
        sweep(tmp_path, budget=Budget(minutes=20, steps=0, photos=3)).run(TWO[:1], [0])


def test_a_damaged_result_is_named(tmp_path: Path) -> None:
    (tmp_path / "results").mkdir()
    (tmp_path / "results" / "base-seed0.json").write_text("{}")
    with pytest.raises(ValueError, match=r"base-seed0\.json is no result"):
        sweep(tmp_path).run(TWO[:1], [0])
