"""The shipped model folder is what one command makes of its weights."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from safetensors.torch import load_file, save_file

from model import release
from tests.model.networks import tiny_network

NANO = Path(__file__).parents[2] / "model" / "weights" / "nano"
TRAINING = {
    "summary": "A test.",
    "stages": ["Not at all."],
    "data_note": "Nothing.",
    "data": [{"dataset": "none", "photos": 0, "what": "nothing", "terms": "none"}],
    "terms_note": "None.",
    "limits": ["Knows nothing."],
}


def run_of(folder: Path) -> Path:
    network = tiny_network(kind="m2f+fusion")
    folder.mkdir()
    weights = {name: value.contiguous() for name, value in network.state_dict().items()}
    save_file(weights, str(folder / "weights.safetensors"))
    (folder / "config.json").write_text(json.dumps({"model": network.config.to_dict()}))
    return folder


def test_the_shipped_folder_is_what_the_command_makes_of_its_weights(tmp_path: Path) -> None:
    out = tmp_path / "nano"
    out.mkdir()
    for name in ("training.json", "numbers.json", "quality.json"):
        shutil.copy(NANO / name, out / name)
    digest = release.release(NANO, out)
    assert digest == json.loads((NANO / "config.json").read_text())["digest"]
    assert (out / "config.json").read_text() == (NANO / "config.json").read_text()
    assert (out / "MODEL_CARD.md").read_text() == (NANO / "MODEL_CARD.md").read_text()
    for name in ("encoder.onnx", "decoder.onnx"):
        assert abs((out / name).stat().st_size - (NANO / name).stat().st_size) < 0.01 * (NANO / name).stat().st_size


def test_the_shipped_graphs_answer_as_the_shipped_weights() -> None:
    assert release.largest_difference(NANO) <= release.TOLERANCE
    assert max((NANO / name).stat().st_size for name in release.FILES) <= release.LARGEST_BYTES


def test_graphs_that_differ_from_the_weights_are_not_released(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run, out = run_of(tmp_path / "run"), tmp_path / "out"
    out.mkdir()
    (out / "training.json").write_text(json.dumps(TRAINING))
    release.release(run, out)
    weights = load_file(str(out / "weights.safetensors"))
    name = next(name for name in weights if name.endswith("fine_layers.3.bias"))
    weights[name] += 0.01
    save_file(weights, str(out / "weights.safetensors"))
    monkeypatch.setattr(release, "export", lambda *_: "unchanged graphs")
    with pytest.raises(release.NotReleasable, match="differ from the weights"):
        release.release(run, out)


def test_a_card_without_figures_of_these_weights_says_so(tmp_path: Path) -> None:
    run, out = run_of(tmp_path / "run"), tmp_path / "out"
    out.mkdir()
    (out / "training.json").write_text(json.dumps(TRAINING))
    (out / "numbers.json").write_text(json.dumps({"digest": "another", "numbers": [], "speed": {}}))
    release.release(run, out)
    text = (out / "MODEL_CARD.md").read_text()
    assert "not been measured" in text and "Not calibrated" in text


def test_a_folder_without_its_training_is_no_release(tmp_path: Path) -> None:
    run = run_of(tmp_path / "run")
    with pytest.raises(release.NotReleasable, match=r"training\.json is missing"):
        release.release(run, tmp_path / "out")
