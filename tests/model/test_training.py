"""A training run on painted photos: it learns, it goes on where it stopped, it validates."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from model.data.pack import pack
from model.data.samples import Samples
from model.train import Run, RunOptions, parse
from model.training.schedule import FLOOR, WARM_UP_STEPS, rate_factor
from model.training.validation import validate, validation_cases
from tests.model.synthetic import write_photos


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("painted")
    return pack(write_photos(folder / "source", 12), folder / "pack", longer_side=96)


def options(packed: Path, out: Path, steps: int) -> RunOptions:
    out.mkdir(parents=True, exist_ok=True)
    return RunOptions(
        preset="tiny_test",
        data=packed,
        out=out,
        pack=packed,
        steps=steps,
        size=64,
        batch=4,
        workers=0,
        processes=1,
        rate=3e-3,
        bf16=False,
    )


def test_the_loss_falls_and_clicks_find_the_objects(packed: Path, tmp_path: Path) -> None:
    torch.set_num_threads(1)
    run = Run(options(packed, tmp_path, 10_000))
    samples = Samples(packed, 64, seed=0)
    losses = []
    for images, labels in run.batches(samples):
        losses.append(float(run.train_step(images, labels, 0.0)[0].loss.detach()))
        if len(losses) == 30:
            break
    assert sum(losses[-8:]) < 0.9 * sum(losses[:8])
    result = validate(run.network, validation_cases(packed, 3, 64), clicks=8)
    assert 0 <= result["iou@1"] <= 1 and 1 <= result["noc85"] <= 8


def test_a_resumed_run_ends_with_the_weights_of_an_unbroken_one(packed: Path, tmp_path: Path) -> None:
    torch.set_num_threads(1)
    samples = Samples(packed, 64, seed=0)
    unbroken = Run(options(packed, tmp_path / "unbroken", 4))
    unbroken.train(samples, [])

    class Stopped(Exception):
        pass

    first = Run(options(packed, tmp_path / "broken", 4))
    with pytest.raises(Stopped):
        for images, labels in first.batches(samples):
            first.train_step(images, labels, 0.0)
            if first.step == 2:
                first.save()
                raise Stopped
    second = Run(options(packed, tmp_path / "broken", 4))
    assert second.step == 2
    second.train(samples, [])
    for name, value in unbroken.network.state_dict().items():
        assert torch.equal(value, second.network.state_dict()[name]), name
    for name, value in unbroken.average.values.items():
        assert torch.equal(value, second.average.values[name]), name


def test_the_rate_warms_up_stays_and_falls_to_its_floor() -> None:
    assert rate_factor(0, 0.0) == pytest.approx(1 / WARM_UP_STEPS)
    assert rate_factor(10_000, 0.2) == 1.0
    assert rate_factor(10_000, 1.0) == pytest.approx(FLOOR)
    assert rate_factor(10_000, 0.5) > rate_factor(10_000, 0.8)


def test_the_command_line_packs_beside_the_run_by_default() -> None:
    chosen = parse(["--preset", "nano", "--data", "photos", "--minutes", "5", "--out", "run"])
    assert (chosen.minutes, chosen.pack) == (5.0, Path("run/pack"))
