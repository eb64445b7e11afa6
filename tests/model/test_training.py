"""A training run on painted photos: it learns, it goes on where it stopped, it says what it did."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import cv2
import pytest
import torch

from model.data.pack import PackedPhotos
from model.train import main
from model.training.run import Run
from model.training.table_file import TableFile, read_table
from model.training.validation import summary, validate, validation_cases
from tests.model.training_runs import arguments, options, packed, samples_of

__all__ = ["packed"]


@pytest.fixture(autouse=True)
def single_thread() -> None:
    torch.set_num_threads(1)


def rows(out: Path) -> list[dict[str, float]]:
    """The log of a run without the clock."""
    return [
        {name: value for name, value in row.items() if name not in ("elapsed", "cpu")}
        for row in read_table(out / "log.csv")
    ]


def test_the_loss_falls_and_clicks_find_the_objects(packed: Path, tmp_path: Path) -> None:
    told = options(packed, tmp_path, 10_000, "--rate", "3e-3", "--rounds", "few", "--batch", "4")
    run = Run(told)
    batches = run.batches(samples_of(told))
    losses = [float(run.train_step(*next(batches), 0.0)["loss"]) for _ in range(30)]
    assert sum(losses[-8:]) < 0.9 * sum(losses[:8])
    result = summary(validate(run.network, validation_cases(PackedPhotos(packed), 2, 64)))
    assert 0 <= result["iou@1"] <= 1 and 1 <= result["noc85"] <= result["noc90"] <= 8


def test_a_killed_run_goes_on_with_the_same_curve_to_the_last_bit(packed: Path, tmp_path: Path) -> None:
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    main(arguments(packed, whole, 8))
    command = [sys.executable, "-m", "model.train", *arguments(packed, broken, 8, "--save-steps", "4")]
    process = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(Path.cwd())})
    log = broken / "log.csv"
    deadline = time.monotonic() + 300
    while not (log.exists() and log.read_text().count("\n") > 5):
        assert process.poll() is None or process.returncode == 0, "the run ended before it could be killed"
        assert time.monotonic() < deadline, "no step was made in five minutes"
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.wait()
    main(arguments(packed, broken, 8, "--save-steps", "4"))
    assert [row["step"] for row in rows(broken)] == list(range(1, 9))
    assert rows(broken) == rows(whole)
    first, second = (torch.load(out / "checkpoint.pt", weights_only=True) for out in (whole, broken))
    for part in ("network", "average"):
        assert all(torch.equal(value, second[part][name]) for name, value in first[part].items()), part
    assert first["step"] == second["step"] == 8


def test_a_run_stopped_after_five_steps_repeats_the_fifth_from_its_checkpoint_at_four(
    packed: Path, tmp_path: Path
) -> None:
    class Stopped(Exception):
        pass

    told = options(packed, tmp_path / "whole", 6)
    Run(told).train(samples_of(told), [])
    told = options(packed, tmp_path / "broken", 6, "--save-steps", "4")
    first = Run(told)
    step = first.train_step

    def stopping(*given: object) -> dict[str, float | int]:
        if first.step == 5:
            raise Stopped
        return step(*given)  # type: ignore[arg-type]

    first.train_step = stopping  # type: ignore[method-assign]
    with pytest.raises(Stopped):
        first.train(samples_of(told), [])
    assert len(rows(told.out)) == 5
    second = Run(told)
    assert second.step == 4
    second.train(samples_of(told), [])
    assert rows(told.out) == rows(tmp_path / "whole")


def test_the_seed_decides_everything(packed: Path, tmp_path: Path) -> None:
    for name, seed in (("one", "1"), ("again", "1"), ("two", "2")):
        main(arguments(packed, tmp_path / name, 2, "--seed", seed))
    assert rows(tmp_path / "one") == rows(tmp_path / "again") != rows(tmp_path / "two")


def test_a_run_is_not_continued_with_other_options(packed: Path, tmp_path: Path) -> None:
    main(arguments(packed, tmp_path, 1))
    with pytest.raises(ValueError, match=r"recipe\.optimiser\.rate: 0\.001 before, 0\.1 now.*another --out"):
        main(arguments(packed, tmp_path, 1, "--rate", "0.1"))
    main(arguments(packed, tmp_path, 2))
    assert len(rows(tmp_path)) == 2


def test_a_run_leaves_everything_that_its_docs_promise(packed: Path, tmp_path: Path) -> None:
    more = ["--validation-photos", "2", "--validation-side", "64", "--validate-steps", "2", "--tensorboard"]
    main(arguments(packed, tmp_path, 3, *more))
    assert {"step", "elapsed", "loss", "bce", "dice", "iou", "clicks", "lr", "grad_norm"} <= set(rows(tmp_path)[0]) | {
        "elapsed"
    }
    assert [row["step"] for row in read_table(tmp_path / "validation.csv")] == [2, 3]
    final = json.loads((tmp_path / "validation.json").read_text())
    assert final["step"] == 3 and {"iou@1", "iou@3", "noc85", "noc90", "seconds"} <= set(final)
    assert [len(curve) for curve in final["curves"].values()] == [8, 8]
    pictures = sorted((tmp_path / "samples").iterdir())
    assert [path.name for path in pictures] == ["step_00000002.png", "step_00000003.png"]
    assert cv2.imread(str(pictures[0])).shape == (256, 1024, 3)
    assert list((tmp_path / "tensorboard").iterdir())
    assert {"checkpoint.pt", "weights.safetensors", "config.json", "run.json"} <= {p.name for p in tmp_path.iterdir()}


def test_windows_change_their_size_from_step_to_step(packed: Path, tmp_path: Path) -> None:
    main(arguments(packed, tmp_path, 6, "--sizes", "32,64", "--rounds", "reference"))
    assert {row["size"] for row in rows(tmp_path)} == {32, 64}


@pytest.mark.parametrize("precision", ["bf16", "fp16"])
def test_a_run_in_fewer_bits_is_continued_with_its_loss_scale(packed: Path, tmp_path: Path, precision: str) -> None:
    told = ["--precision", precision, "--save-steps", "1", "--recipe", "dynamite", "--set", "recipe.data.min_area_px=9"]
    main(arguments(packed, tmp_path, 1, *told))
    main(arguments(packed, tmp_path, 2, *told))
    assert all(row["loss"] > 0 for row in rows(tmp_path)) and len(rows(tmp_path)) == 2
    scaler = torch.load(tmp_path / "checkpoint.pt", weights_only=True)["scaler"]
    assert bool(scaler) == (precision == "fp16")


def test_a_table_is_cut_back_to_the_checkpoint_and_loses_a_torn_line(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    table = TableFile(path, 0)
    for step in (1, 2, 3):
        table.add({"step": step, "loss": step / 3})
    path.write_text(path.read_text() + "4,0.0")
    again = TableFile(path, 2)
    again.add({"step": 3, "loss": 9.0})
    assert [(row["step"], row["loss"]) for row in read_table(path)] == [(1, 1 / 3), (2, 2 / 3), (3, 9.0)]
    with pytest.raises(ValueError, match="has columns step, loss, not step, iou"):
        again.add({"step": 4, "iou": 1.0})
    assert not TableFile(path, 0)._columns and not path.exists()
