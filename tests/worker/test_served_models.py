"""Which models a worker serves, what its settings refuse at start, and what a click is told when one is not there."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from backend.config.env import read_environment
from backend.config.problems import Code
from model.engines.choice import EngineMissing
from model.engines.device import DeviceMissing, OutOfMemory
from model.loading import WEIGHTS, model_folder
from worker import model_loader, served_models
from worker.failures import problem_of
from worker.model_loader import ModelLoader
from worker.served_models import ModelUnavailable, ServedModels

BUILTIN = {
    name: json.loads((WEIGHTS / name / "config.json").read_text())["digest"] for name in ("nano", "nano-permissive")
}
NANO = BUILTIN["nano"]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    (tmp_path / "models").mkdir()
    return tmp_path / "models"


@pytest.fixture
def loader(tmp_path: Path, store: Path) -> Callable[..., ModelLoader]:
    """``loader(STIPPLE_MODELS="a")``: that of a worker with these settings."""
    return lambda **variables: ModelLoader(read_environment({"STIPPLE_DATA": str(tmp_path), **variables}))


def put(store: Path, name: str, digest: str, *files: str) -> Path:
    folder = store / name
    folder.mkdir()
    (folder / "config.json").write_text(json.dumps({"digest": digest, "model": {}}))
    for file in files or ("encoder.onnx", "decoder.onnx"):
        (folder / file).touch()
    return folder


def names(served: ServedModels) -> dict[str, str]:
    return {name: item.digest for name, item in served.by_name().items()}


def test_serves_the_built_in_models_and_those_of_the_store(store: Path) -> None:
    put(store, "mine", "m" * 64)
    put(store, ".making-half", "h" * 64)
    assert names(ServedModels(store, (), "auto")) == {**BUILTIN, "mine": "m" * 64}


def test_serves_only_what_it_is_told_to(store: Path) -> None:
    put(store, "mine", "m" * 64)
    served = ServedModels(store, ("mine", "absent"), "auto")
    assert names(served) == {"mine": "m" * 64}
    assert served.missing() == ["absent"]
    with pytest.raises(ModelUnavailable):
        served.find(NANO)


def test_a_model_that_is_added_or_replaced_is_noticed(store: Path) -> None:
    served = ServedModels(store, (), "auto")
    assert set(names(served)) == set(BUILTIN)
    folder = put(store, "mine", "m" * 64)
    assert served.find("m" * 64).name == "mine"
    shutil.rmtree(folder)
    with pytest.raises(ModelUnavailable, match="not on this worker"):
        served.find("m" * 64)


def test_a_model_that_no_engine_here_can_run_is_not_offered(
    store: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    put(store, "weights-only", "w" * 64, "weights.safetensors")
    assert set(names(ServedModels(store, (), "auto"))) == {*BUILTIN, "weights-only"}
    monkeypatch.setattr(served_models, "torch_is_installed", lambda: False)
    without_torch = ServedModels(store, (), "auto")
    assert set(names(without_torch)) == set(names(without_torch)) == set(BUILTIN)
    assert caplog.text.count("torch is not installed here") == 1


def test_a_folder_in_the_store_does_not_hide_a_built_in_model(store: Path) -> None:
    put(store, "nano", "x" * 64)
    assert names(ServedModels(store, (), "auto"))["nano"] == NANO


def test_loads_by_digest_and_says_what_it_loaded(loader: Callable[..., ModelLoader]) -> None:
    mine = loader(STIPPLE_THREADS="1", STIPPLE_DEVICE="cpu")
    mine.check()
    loaded = mine.load(mine.first_digest())
    assert (loaded.model.digest, loaded.label) == (NANO, "onnx/cpu")
    assert 10e6 < loaded.size_bytes < 20e6
    assert not mine.may_fall_back


def test_a_worker_of_other_models_does_not_load_the_default_one(
    loader: Callable[..., ModelLoader], store: Path
) -> None:
    put(store, "mine", "m" * 64)
    other = loader(STIPPLE_MODELS="mine")
    other.check()
    assert other.first_digest() == "m" * 64
    absent = loader(STIPPLE_MODELS="absent")
    absent.check()
    assert absent.first_digest() == ""


def test_settings_that_cannot_be_met_end_the_start(loader: Callable[..., ModelLoader], store: Path) -> None:
    put(store, "weights-only", "w" * 64, "weights.safetensors")
    with pytest.raises(ValueError, match="'giant' does not exist; choose one of nano, nano-permissive, weights-only"):
        loader(STIPPLE_MODEL="giant").check()
    with pytest.raises(EngineMissing, match="no ONNX graphs"):
        loader(STIPPLE_MODEL="weights-only", STIPPLE_ENGINE="onnx").check()


def test_cuda_without_a_gpu_ends_the_start_and_auto_does_not(
    loader: Callable[..., ModelLoader], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_loader, "engine_has_cuda", lambda engine: False)
    with pytest.raises(DeviceMissing, match="ONNX Runtime has no CUDA here"):
        loader(STIPPLE_DEVICE="cuda").check()
    loader(STIPPLE_DEVICE="auto").check()
    monkeypatch.setattr(model_loader, "engine_has_cuda", lambda engine: True)
    with_gpu = loader(STIPPLE_DEVICE="auto", STIPPLE_GPU_MEMORY_MB="2000")
    with_gpu.check()
    assert with_gpu.may_fall_back


def test_a_damaged_folder_is_unavailable_with_its_reason(loader: Callable[..., ModelLoader], store: Path) -> None:
    folder = put(store, "mine", "m" * 64)
    shutil.copyfile(model_folder("nano") / "config.json", folder / "config.json")
    (folder / "config.json").write_text((folder / "config.json").read_text().replace(NANO, "m" * 64))
    with pytest.raises(ModelUnavailable, match="mine cannot be loaded"):
        loader(STIPPLE_DEVICE="cpu").load("m" * 64)


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (ModelUnavailable("the model x is gone."), Code.MODEL_UNAVAILABLE, "The model x is gone. Your clicks are kept"),
        (OutOfMemory("x"), Code.OUT_OF_MEMORY, "Choose a smaller model"),
        (RuntimeError("x"), Code.WORKER_UNAVAILABLE, "The model swin could not answer (RuntimeError)"),
    ],
)
def test_what_a_person_is_told(error: Exception, code: str, words: str) -> None:
    problem = problem_of(error, "swin")
    assert problem["code"] == code and words in problem["detail"]
    assert "Your clicks are kept" in problem["detail"]
