"""Rows follow folders: built-in models, folders put into the store by hand, and STIPPLE_MODEL as a folder."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings

from backend.model_store import folders
from backend.model_store.models import StoredModel
from backend.model_store.sync import sync_models
from tests.backend.model_store.conftest import MakeFolder

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("db", "store")]

State = StoredModel.State


def model(name: str) -> StoredModel:
    return StoredModel.objects.get(name=name)


def test_a_folder_put_into_the_store_becomes_a_model(make_folder: MakeFolder) -> None:
    make_folder("by-hand", files=("weights.safetensors", "encoder.onnx", "decoder.onnx"), parameters=7)
    sync_models()
    found = model("by-hand")
    assert (found.state, found.preset, found.engines) == ("ready", "dynamite_swin_tiny", ["onnx", "torch"])
    assert (found.parameters, found.card, found.source["kind"]) == (7, "# by-hand\n\nA card.", "file")
    assert found.numbers == []  # published numbers are those of published weights


def test_syncing_again_changes_nothing_and_keeps_what_people_wrote(make_folder: MakeFolder) -> None:
    make_folder("by-hand")
    sync_models()
    StoredModel.objects.filter(name="by-hand").update(title="Mine", card="my words", is_enabled=False)
    sync_models()
    assert (model("by-hand").title, model("by-hand").card, model("by-hand").is_enabled) == ("Mine", "my words", False)
    assert StoredModel.objects.filter(is_builtin=False).count() == 1


def test_a_release_brings_new_figures_of_the_built_in_model() -> None:
    sync_models()
    brought = model("nano").numbers
    StoredModel.objects.filter(name="nano").update(numbers=[])
    sync_models()
    assert model("nano").numbers == brought != []


def test_another_digest_in_the_folder_is_another_model_of_that_name(make_folder: MakeFolder) -> None:
    folder = make_folder("by-hand")
    sync_models()
    (folder / "config.json").write_text(json.dumps({"digest": "cd" * 32, "model": {"name": "nano"}}))
    sync_models()
    assert (model("by-hand").digest, model("by-hand").preset) == ("cd" * 32, "nano")


def test_weights_put_in_the_place_of_published_ones_have_none_of_their_numbers(make_folder: MakeFolder) -> None:
    folder = make_folder("ours")
    published = {"kind": "published", "url": "https://example.org/a.pth", "file": "swin_tiny", "sha256": "ee" * 32}
    numbers = [{"dataset": "GrabCut", "protocol": "single", "source": "published", "NoC@90": 1.8}]
    StoredModel.objects.create(name="ours", state="ready", digest="ab" * 32, source=published, numbers=numbers)
    sync_models()
    assert model("ours").numbers == numbers
    (folder / "config.json").write_text(json.dumps({"digest": "cd" * 32, "model": {"name": "dynamite_swin_tiny"}}))
    sync_models()
    assert model("ours").numbers == []
    assert model("ours").source == {"kind": "file", "url": "", "file": "ours", "sha256": ""}


def test_a_model_whose_folder_is_gone_says_so_and_comes_back(make_folder: MakeFolder) -> None:
    folder = make_folder("by-hand")
    sync_models()
    speed = {"encode_ms": 80.0, "click_ms": 60.0}
    StoredModel.objects.filter(name="by-hand").update(card="my words", speed=speed)
    aside = folder.rename(folder.with_name(".aside"))
    sync_models()
    assert model("by-hand").state == State.FAILED and "folder of this model is gone" in model("by-hand").detail
    aside.rename(folder)
    sync_models()
    assert (model("by-hand").state, model("by-hand").detail) == (State.READY, "")
    assert (model("by-hand").card, model("by-hand").speed) == ("my words", speed)


def test_a_folder_that_is_being_installed_is_left_to_its_run(make_folder: MakeFolder) -> None:
    make_folder("new")
    StoredModel.objects.create(name="new", state=State.CONVERTING)
    sync_models()
    assert (model("new").state, model("new").digest) == (State.CONVERTING, "")


@pytest.mark.parametrize("name", ["Capital", ".hidden", "a b"])
def test_a_folder_with_an_impossible_name_is_left_out(make_folder: MakeFolder, name: str) -> None:
    make_folder(name)
    sync_models()
    assert not StoredModel.objects.filter(name=name).exists()


def test_a_damaged_folder_is_left_out_and_stops_nothing(make_folder: MakeFolder, store: Path) -> None:
    (store / "broken").mkdir()
    (store / "broken" / "config.json").write_text("{")
    make_folder("whole")
    sync_models()
    assert {row.name for row in StoredModel.objects.filter(is_builtin=False)} == {"whole"}


def test_a_process_without_the_built_in_models_keeps_their_rows(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(folders, "BUILTIN", tmp_path / "nowhere")
    sync_models()
    assert model("nano").state == State.READY


def test_stipple_model_may_be_a_folder_anywhere(
    make_folder: MakeFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.move(make_folder("trained"), tmp_path / "trained")
    monkeypatch.setattr(settings, "ENV", replace(settings.ENV, model=str(tmp_path / "trained")))
    sync_models()
    assert folders.default_name() == "trained" and model("trained").is_usable
    assert folders.folder_of("trained") == tmp_path / "trained"


@pytest.mark.parametrize(
    "numbers",
    [
        "not json",
        [],
        {"numbers": [{"dataset": "a"}, 3, {"dataset": "a", "protocol": "b", "source": "guessed"}]},
        {"numbers": [{"dataset": "a", "protocol": "b", "source": "measured", "x": {"deep": 1}}]},
        {"speed": {"encode_ms": "fast", "click_ms": 1}},
    ],
)
def test_numbers_that_cannot_be_shown_are_left_out(make_folder: MakeFolder, numbers: object) -> None:
    folder = make_folder("odd")
    (folder / "numbers.json").write_text(numbers if isinstance(numbers, str) else json.dumps(numbers))
    facts = folders.read_folder(folder)
    assert (facts.numbers, facts.speed) == ([], None)
