"""Teaching a trained model to judge its masks, and calibrating it: both commands on drawn photos."""

from __future__ import annotations

import json
import logging
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from model.dynamite import Dynamite
from model.engines.onnx import OnnxModel
from model.engines.torch import TorchModel
from model.fusion import answered
from model.presets import preset
from model.quality.calibrate import calibrate, cross_fitted, half_of
from model.quality.calibrate import main as calibrate_command
from model.quality.train import PREFIX, Evidence, fit_head, with_mask_head
from model.quality.train import main as train_command
from model.quality_head import MaskQualityHead
from model.types import Click, Clicks
from tests.model.networks import tiny_network
from tests.model.synthetic import write_photos

CLICKS = Clicks(((Click(20.0, 20.0, 0),), (Click(44.0, 40.0, 1),)))


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_photos(tmp_path_factory.mktemp("photos"), 24)


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory, photos: Path) -> tuple[Path, Path]:
    """A tiny model with the former head, and what the command made of it."""
    before, after = tmp_path_factory.mktemp("before"), tmp_path_factory.mktemp("after")
    network = tiny_network()
    save_file(
        {name: value.contiguous() for name, value in network.state_dict().items()}, str(before / "weights.safetensors")
    )
    config = {"digest": "before", "model": preset("tiny_test").to_dict()}
    (before / "config.json").write_text(json.dumps(config))
    logging.disable(logging.WARNING)
    train_command(["--model", str(before), "--data", str(photos), "--minutes", "0.05", "--out", str(after)])
    logging.disable(logging.NOTSET)
    return before, after


def test_only_the_head_changes_so_masks_stay_as_they_were(trained: tuple[Path, Path]) -> None:
    before, after = (load_file(str(folder / "weights.safetensors")) for folder in trained)
    for name, value in after.items():
        if not name.startswith(PREFIX):
            torch.testing.assert_close(value, before[name], rtol=0, atol=0)
    image = np.random.default_rng(0).integers(0, 256, (64, 64, 3), dtype=np.uint8)
    former, latter = (TorchModel(folder, threads=1) for folder in trained)
    one, two = former.decode(former.encode(image), CLICKS), latter.decode(latter.encode(image), CLICKS)
    np.testing.assert_array_equal(one.maps, two.maps)
    assert latter.config.transformer.quality == "mask" and latter.digest != former.digest


def test_calibrating_writes_a_map_that_the_product_applies(
    trained: tuple[Path, Path], photos: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, folder = trained
    given = ["--model", str(folder), "--data", str(photos), "--report", str(tmp_path / "r.json")]
    calibrate_command([*given, "--plot", str(tmp_path / "plot.svg")])
    report = json.loads((tmp_path / "r.json").read_text())
    written = json.loads((folder / "quality.json").read_text())
    assert written["digest"] == report["digest"] == OnnxModel(folder).digest
    assert written["method"] == "platt" and written["figures"] == report["calibrated"]
    assert (tmp_path / "plot.svg").read_text().startswith("<svg") and "calibrated" in capsys.readouterr().out
    model = OnnxModel(folder, threads=1)
    image = np.random.default_rng(0).integers(0, 256, (64, 64, 3), dtype=np.uint8)
    features = model.encode(image)
    logits = model.decode(features, CLICKS)
    assert model.calibration is not None
    served = answered(logits, features, CLICKS).quality
    np.testing.assert_array_equal(served, model.calibration(logits.quality))


def test_a_model_that_predicts_no_quality_cannot_be_calibrated(tmp_path: Path, photos: Path) -> None:
    config, weights = with_mask_head(_without_head(tmp_path))
    assert config.transformer.quality == "mask" and any(name.startswith(PREFIX) for name in weights)
    with pytest.raises(ValueError, match="predicts no quality; train its head first"):
        calibrate(tmp_path, photos)


def test_the_head_learns_what_its_evidence_tells() -> None:
    torch.manual_seed(0)
    head = MaskQualityHead(8)
    seen = torch.randn(600, 3 * 8 + 20)
    reached = torch.sigmoid(2 * seen[:, 24])  # the first statistic decides
    found = fit_head(head, Evidence(seen, reached, torch.arange(600) // 6), time.monotonic() + 60, 0, most=15)
    assert found["pearson_held_out"] > 0.8 and found["epochs"] == 15


def test_each_half_is_measured_with_the_map_of_the_other() -> None:
    raw = np.linspace(0, 1, 2000)
    half = np.arange(2000) % 2
    reached = np.where(half == 0, 0.2, 0.8)
    predicted = cross_fitted(raw, reached, half)
    assert predicted[half == 0] == pytest.approx(0.8, abs=0.02) and predicted[half == 1] == pytest.approx(0.2, abs=0.02)
    assert {half_of(f"photo {number}") for number in range(20)} == {0, 1}


def _without_head(folder: Path) -> Path:
    base = preset("tiny_test")
    config = replace(base, transformer=replace(base.transformer, quality="none"))
    weights = Dynamite(config).state_dict()
    save_file({name: value.contiguous() for name, value in weights.items()}, str(folder / "weights.safetensors"))
    (folder / "config.json").write_text(json.dumps({"digest": "none", "model": config.to_dict()}))
    return folder
