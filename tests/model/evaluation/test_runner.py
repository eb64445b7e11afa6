"""Runs as a whole: several processes equal one, a killed run goes on, the summary comes from the log alone."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from model.evaluation import runner
from model.evaluation.measured import Measured
from model.evaluation.processes import ProcessDied, in_processes
from model.evaluation.run_folder import IMAGES, SUMMARY, read_log
from model.evaluation.settings import Settings
from tests.model.evaluation.stories import brush, told, without_timings, write_coco

ROOT = Path(__file__).resolve().parents[3]
RANDOM = Settings("multi", "random", "coco", "", "nano", threshold=0.95, max_clicks=3)


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_coco(tmp_path_factory.mktemp("coco") / "photos", photos=6)


def brushed(photos: Path, monkeypatch: pytest.MonkeyPatch, **changes: object) -> Settings:
    """Settings whose segmenter is a brush, so that a run takes no time."""
    monkeypatch.setattr(runner, "open_measured", lambda settings, threads: Measured(brush(7)))
    return replace(RANDOM, root=str(photos), **changes)  # type: ignore[arg-type]


def test_two_processes_write_the_log_of_one(photos: Path, tmp_path: Path) -> None:
    settings = replace(RANDOM, root=str(photos))
    one = runner.evaluate(settings, tmp_path / "one", processes=1, threads=1)
    two = runner.evaluate(settings, tmp_path / "two", processes=2, threads=1)
    assert without_timings(read_log(tmp_path / "one")) == without_timings(read_log(tmp_path / "two"))
    assert one["metrics"] == two["metrics"] and one["by_image"] == two["by_image"] and one["images"] == 6


def test_a_killed_run_leaves_no_process_and_goes_on_to_the_same_log(photos: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "model.evaluate", "--protocol", "multi", "--strategy", "random", "--clicks", "3"]
    command += ["--dataset", "coco", "--root", str(photos), "--target", "0.95", "--no-report", "--threads", "1"]
    killed = subprocess.Popen([*command, "--processes", "2", "--out", str(tmp_path / "run")], cwd=ROOT)
    try:
        marker = tmp_path / "run" / IMAGES
        _wait(lambda: killed.poll() is not None or (marker.exists() and marker.read_text().count("\n") >= 1))
        assert killed.poll() is None, "the run ended before it could be killed"
        children = psutil.Process(killed.pid).children(recursive=True)
    finally:
        killed.send_signal(signal.SIGKILL)
        killed.wait()
    assert len(children) >= 2
    _wait(lambda: not any(_runs(child) for child in children))
    finished = len(read_log(tmp_path / "run"))
    assert 1 <= finished < 6
    subprocess.run([*command, "--out", str(tmp_path / "run")], cwd=ROOT, check=True)
    runner.evaluate(replace(RANDOM, root=str(photos)), tmp_path / "whole", threads=1)
    assert without_timings(read_log(tmp_path / "run")) == without_timings(read_log(tmp_path / "whole"))


@pytest.mark.parametrize("rng", ["image", "reference"])
def test_a_continued_run_draws_what_an_uninterrupted_one_draws(
    photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rng: str
) -> None:
    settings = brushed(photos, monkeypatch, rng=rng)
    runner.evaluate(settings, tmp_path / "whole")
    whole = read_log(tmp_path / "whole")
    runner.RunFolder(tmp_path / "part", runner.describe(settings, Measured(brush(7)))).append(whole[:3])
    told_progress: list[tuple[int, int, str]] = []
    runner.evaluate(settings, tmp_path / "part", progress=lambda *now: told_progress.append(now))
    assert without_timings(read_log(tmp_path / "part")) == without_timings(whole)
    assert [now[:2] for now in told_progress] == [(4, 6), (5, 6), (6, 6)]


def test_reference_draws_all_images_from_one_generator(photos: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    by_image, in_a_row = (
        runner.evaluate(brushed(photos, monkeypatch, rng=rng))["by_image"] for rng in ("image", "reference")
    )
    assert [row["clicks"] for row in by_image] and by_image != in_a_row
    short = runner.evaluate(brushed(photos, monkeypatch, rng="reference", limit=2))["by_image"]
    assert short == in_a_row[:2]
    with pytest.raises(ValueError, match="runs in 1 process, not in 2"):
        runner.evaluate(brushed(photos, monkeypatch, rng="reference"), processes=2)


def test_a_finished_run_is_not_run_again(photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = brushed(photos, monkeypatch)
    first = runner.evaluate(settings, tmp_path)
    monkeypatch.setattr(runner, "evaluate_image", None)
    again = runner.evaluate(settings, tmp_path)
    assert (again["metrics"], again["timing"]) == (first["metrics"], first["timing"])


def test_summary_is_computed_again_from_the_log(photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runner.evaluate(brushed(photos, monkeypatch), tmp_path)
    before = json.loads((tmp_path / SUMMARY).read_text())
    (tmp_path / SUMMARY).unlink()
    assert runner.summarise_folder(tmp_path) == before == json.loads((tmp_path / SUMMARY).read_text())


def test_other_settings_in_a_folder_are_refused(photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runner.evaluate(brushed(photos, monkeypatch, limit=1), tmp_path)
    with pytest.raises(ValueError, match="max_clicks was 3 and is 4"):
        runner.evaluate(brushed(photos, monkeypatch, limit=1, max_clicks=4), tmp_path)


def test_a_higher_limit_goes_on_where_a_lower_one_stopped(
    photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert runner.evaluate(brushed(photos, monkeypatch, limit=2), tmp_path)["images"] == 2
    first = read_log(tmp_path)
    assert runner.evaluate(brushed(photos, monkeypatch, limit=4), tmp_path)["images"] == 4
    assert read_log(tmp_path)[:2] == first


def test_images_left_out_are_filled_in_later(photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runner.evaluate(brushed(photos, monkeypatch, every=2, limit=2), tmp_path / "run")
    assert [done.end.loader_index for done in read_log(tmp_path / "run")] == [0, 2]
    runner.evaluate(brushed(photos, monkeypatch), tmp_path / "run")
    runner.evaluate(brushed(photos, monkeypatch), tmp_path / "whole")
    assert without_timings(read_log(tmp_path / "run")) == without_timings(read_log(tmp_path / "whole"))


def test_an_error_names_the_image_and_what_was_finished_stays(
    photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = brushed(photos, monkeypatch)
    honest = runner.evaluate_image

    def failing(chosen: Settings, dataset: object, index: int, *rest: object) -> object:
        if index == 2:
            raise RuntimeError("no more memory")
        return honest(chosen, dataset, index, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(runner, "evaluate_image", failing)
    with pytest.raises(RuntimeError, match="no more memory") as problem:
        runner.evaluate(settings, tmp_path)
    assert any("image 2 (" in note for note in problem.value.__notes__)
    assert [done.end.loader_index for done in read_log(tmp_path)] == [0, 1]


def test_work_is_made_once_a_process_and_its_errors_come_back() -> None:
    found = dict(in_processes(_counting_work, range(6), 2, 1))
    assert sorted(found) == list(range(6))
    assert {done[0].end.clicks for done in found.values()} == {1}
    assert {done[0].end.image_id for done in found.values()}.isdisjoint({str(os.getpid())})
    with pytest.raises(ZeroDivisionError):
        list(in_processes(_dividing_work, [0], 1, 1))
    with pytest.raises(ProcessDied, match="one of 1 processes died"):
        list(in_processes(_dying_work, [0], 1, 1))


MADE = 0


def _counting_work():  # type: ignore[no-untyped-def]
    """Work whose answers tell how often it was made in its process, and which one that is."""
    global MADE
    MADE += 1
    end = replace(told([[0.5]], []).end, clicks=MADE, image_id=str(os.getpid()))
    return lambda index: [replace(told([[0.5]], []), end=replace(end, loader_index=index))]


def _dividing_work():  # type: ignore[no-untyped-def]
    return lambda index: [1 // index]


def _dying_work():  # type: ignore[no-untyped-def]
    return lambda index: os._exit(9)


def _runs(process: psutil.Process) -> bool:
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def _wait(condition, timeout_s: float = 60.0) -> None:  # type: ignore[no-untyped-def]
    end = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)
