"""A checkpoint becomes a model folder that an engine loads: complete or not there, and the same every time."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from model import export as export_module
from model.checkpoints import convert as convert_module
from model.checkpoints.errors import CheckpointError
from model.checkpoints.folder import read_folder
from model.checkpoints.install import Wish, install
from model.checkpoints.store import Store, sha256_of
from model.config import ModelConfig
from model.digest import model_digest
from model.engines.torch import TorchModel
from model.presets import preset
from model.types import Click, Clicks
from tests.model.checkpoints.official import official_state, write_official
from tests.model.networks import tiny_network

ONE_CLICK = Clicks(((Click(30.0, 20.0, 0),),), ())


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "models")


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    torch.save({"model": tiny_network().state_dict()}, tmp_path / "Tiny Run 7.pth")
    return tmp_path / "Tiny Run 7.pth"


def visible(store: Store) -> list[str]:
    return sorted(path.name for path in store.root.iterdir() if not path.name.startswith("."))


def test_the_folder_holds_the_same_numbers_under_the_same_keys(tiny: Path, store: Store) -> None:
    model = install(Wish(str(tiny), store))
    weights = load_file(model.path / "weights.safetensors")
    expected = tiny_network().state_dict()
    assert set(weights) == set(expected)
    assert all(torch.equal(weights[key], expected[key]) for key in expected)
    assert model.path == store.root / "tiny-run-7"
    assert model.digest == model_digest(model.path / "weights.safetensors", preset("tiny_test"))
    written = json.loads((model.path / "config.json").read_text())
    assert written["source"]["kind"] == "file" and written["source"]["file"] == tiny.name
    assert written["source"]["sha256"] == sha256_of(tiny)
    assert written["parameters"] == sum(p.numel() for p in tiny_network().parameters())
    assert model.digest in (model.path / "MODEL_CARD.md").read_text()


def test_the_torch_engine_answers_from_the_folder(tiny: Path, store: Store) -> None:
    model = install(Wish(str(tiny), store))
    engine = TorchModel(model.path)
    image = np.full((48, 64, 3), 90, np.uint8)
    assert np.isfinite(engine.decode(engine.encode(image), ONE_CLICK).maps).all()
    assert engine.digest == model.digest


def test_graphs_are_added_to_a_model_that_lacks_them(tiny: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the graphs compute is held against the weights in test_onnx_engine.py."""

    def export(weights: Path, config: ModelConfig, out: Path) -> str:
        for graph in ("encoder.onnx", "decoder.onnx"):
            (out / graph).write_bytes(config.name.encode())
        return "unused"

    monkeypatch.setattr(export_module, "export", export)
    plain = install(Wish(str(tiny), store, name="a"))
    with_graphs = install(Wish(str(tiny), store, name="a", engine="both"))
    assert (plain.engines, with_graphs.engines) == (("torch",), ("torch", "onnx"))
    assert plain.digest == with_graphs.digest
    assert (with_graphs.path / "decoder.onnx").read_bytes() == b"tiny_test"


def test_an_export_that_fails_is_told_and_leaves_nothing(
    tiny: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def export(weights: Path, config: ModelConfig, out: Path) -> str:
        raise RuntimeError("no such operator\nand forty lines")

    monkeypatch.setattr(export_module, "export", export)
    with pytest.raises(CheckpointError, match=r"no such operator.*--engine torch") as caught:
        install(Wish(str(tiny), store, engine="both"))
    assert caught.value.code == "export-failed"
    assert visible(store) == []


def test_converting_again_changes_nothing(tiny: Path, store: Store) -> None:
    first = install(Wish(str(tiny), store))
    before = {path.name: path.stat().st_mtime_ns for path in first.path.iterdir()}
    assert install(Wish(str(tiny), store)) == first
    assert {path.name: path.stat().st_mtime_ns for path in first.path.iterdir()} == before


def test_another_model_of_the_same_name_is_never_overwritten(tiny: Path, store: Store) -> None:
    first = install(Wish(str(tiny), store, name="a"))
    torch.save({"model": tiny_network(seed=1).state_dict()}, tiny)
    with pytest.raises(CheckpointError, match="another model called 'a'") as caught:
        install(Wish(str(tiny), store, name="a"))
    assert caught.value.code == "name-taken"
    assert read_folder(first.path) == first


def test_a_failure_half_way_leaves_nothing(tiny: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(convert_module, "write_config", fail)
    with pytest.raises(CheckpointError, match="make room") as caught:
        install(Wish(str(tiny), store))
    assert caught.value.code == "disk-full"
    assert visible(store) == []
    assert [path for path in store.root.iterdir() if path.name.startswith(".making")] == []


def test_what_a_killed_process_left_is_cleared_away(tiny: Path, store: Store) -> None:
    (store.root / ".making-a").mkdir(parents=True)
    (store.root / ".making-a" / "weights.safetensors").write_bytes(b"half")
    install(Wish(str(tiny), store, name="a"))
    assert visible(store) == ["a"]
    assert not (store.root / ".making-a").exists()


def test_weights_that_answer_nonsense_are_refused(tiny: Path, store: Store) -> None:
    state = tiny_network().state_dict()
    for key in state:
        if key.endswith("mask_embed.layers.2.weight"):
            state[key] = torch.full_like(state[key], 3e38)
    torch.save({"model": state}, tiny)
    with pytest.raises(CheckpointError) as caught:
        install(Wish(str(tiny), store))
    assert caught.value.code == "bad-answer"
    assert visible(store) == []


@pytest.mark.parametrize("name", ["../a", "A", "", "a/b", ".hidden", "a..b", "x" * 65])
def test_a_name_cannot_leave_the_store(tiny: Path, store: Store, name: str) -> None:
    with pytest.raises(CheckpointError) as caught:
        store.folder(name)
    assert caught.value.code == "bad-name"


@pytest.mark.parametrize("name", ["nano", "default"])
def test_names_of_our_own_models_are_taken(tiny: Path, store: Store, name: str) -> None:
    with pytest.raises(CheckpointError) as caught:
        install(Wish(str(tiny), store, name=name))
    assert caught.value.code == "name-taken"


def test_a_published_size_goes_the_whole_way(tmp_path: Path, store: Store) -> None:
    file = write_official("dynamite_mitb0", tmp_path / "model_final.pth")
    model = install(Wish(str(file), store))
    weights = load_file(model.path / "weights.safetensors")
    expected = official_state("dynamite_mitb0")
    assert set(weights) == set(expected)
    assert all(torch.equal(weights[key], expected[key]) for key in expected)
    assert model.config == preset("dynamite_mitb0")
    card = (model.path / "MODEL_CARD.md").read_text()
    assert "| GrabCut | single-dynamite | NoC@85 1.58, NoC@90 1.68 | published |" in card
    assert "not measured here" in card
