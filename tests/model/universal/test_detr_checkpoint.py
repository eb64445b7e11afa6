"""Official DETR files load by name, whole or not at all; a file that fits nothing says which keys differ."""

from __future__ import annotations

import re
from argparse import Namespace
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file
from torch import Tensor

from model.checkpoints.errors import CheckpointError
from model.checkpoints.key_tree import parameter_count
from model.checkpoints.published import Published, find, published
from model.checkpoints.store import Store
from model.universal.detr import Detr
from model.universal.detr_checkpoint import build, config_tree, guess, load_detr, unfilled
from model.universal.detr_config import DETR_PRESETS
from model.universal.detr_keys import our_state
from model.universal.detr_panoptic import DetrPanoptic
from tests.model.checkpoints.server import Site, serve
from tests.model.universal.networks import THIN, published_shapes, thin_state

SIZES = {"detr-r50": "detr_r50", "detr-r50-panoptic": "detr_r50_panoptic"}
HUGGING_FACE = [
    ("transformer.decoder.norm.", "model.decoder.layernorm."),
    ("transformer.", "model."),
    (".multihead_attn.", ".encoder_attn."),
    (".linear1.", ".fc1."),
    (".linear2.", ".fc2."),
    ("query_embed.", "model.query_position_embeddings."),
    ("input_proj.", "model.input_projection."),
    ("class_embed.", "class_labels_classifier."),
    ("bbox_embed.", "bbox_predictor."),
    ("backbone.0.body.", "model.backbone.conv_encoder.model."),
]


def hugging_face_state(official: dict[str, Tensor]) -> dict[str, Tensor]:
    """``official`` as Hugging Face's files of the same model have it (backbone named as in timm)."""
    state = {}
    for key, value in official.items():
        if key.startswith(("mask_head.", "bbox_attention.")):
            state[key] = value
            continue
        is_panoptic, name = key.startswith("detr."), key.removeprefix("detr.")
        norms = {"1": "self_attn_layer_norm", "2": "encoder_attn_layer_norm", "3": "final_layer_norm"}
        if ".encoder.layers." in name:
            norms["2"] = "final_layer_norm"
        name = re.sub(r"\.norm(\d)\.", lambda found, norms=norms: f".{norms[found[1]]}.", name)
        for ours, theirs in HUGGING_FACE:
            name = name.replace(ours, theirs)
        name = "detr." * is_panoptic + name
        if "in_proj_" in name:
            for part, rows in zip("qkv", value.chunk(3), strict=True):
                state[name.replace("in_proj_", f"{part}_proj.")] = rows.clone()
        else:
            state[name] = value
    return state


@pytest.mark.parametrize(("preset", "listing"), SIZES.items())
def test_presets_have_the_published_keys_and_shapes(preset: str, listing: str) -> None:
    shapes = published_shapes(listing)
    ours = our_state({key: torch.empty(shape, device="meta") for key, shape in shapes.items()})
    tree = config_tree(DETR_PRESETS[preset])
    assert {key: tuple(value.shape) for key, value in ours.items()} == {key: entry.shape for key, entry in tree.items()}


def test_sizes_are_the_published_ones() -> None:
    assert parameter_count(config_tree(DETR_PRESETS["detr-r50"])) == pytest.approx(41.52e6, abs=5e3)
    tree = config_tree(DETR_PRESETS["detr-r50-panoptic"])
    head = {key: entry for key, entry in tree.items() if not key.startswith("detr.")}
    assert parameter_count(head) == pytest.approx(1.33e6, abs=1e4)
    assert sum(key.startswith("transformer.") for key in config_tree(DETR_PRESETS["detr-r50"])) == 182


def test_every_published_file_has_a_preset_and_names_its_hash() -> None:
    rows = [row for row in published() if row.family == "detr"]
    assert {row.name for row in rows} == set(DETR_PRESETS)
    assert all(re.search(r"-[0-9a-f]{8}\.pth$", row.url) for row in rows)
    assert DETR_PRESETS["detr-r101-panoptic"].depths[2] == 23 and DETR_PRESETS["detr-r50-dc5"].dilated


@pytest.mark.parametrize("listing", SIZES.values())
def test_an_official_file_and_its_hugging_face_twin_give_one_network(
    tmp_path: Path, listing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(DETR_PRESETS, "thin", THIN[listing])
    official, prefix = thin_state(listing), "detr." if "panoptic" in listing else ""
    counter = {f"{prefix}backbone.0.body.bn1.num_batches_tracked": torch.tensor(7)}
    torch.save({"model": official | counter, "args": Namespace(lr=1e-4)}, tmp_path / "a.pth")
    save_file(hugging_face_state(official), tmp_path / "model.safetensors")
    store = Store(tmp_path / "store")
    first = load_detr(str(tmp_path / "a.pth"), store, "thin")
    second = load_detr(str(tmp_path / "model.safetensors"), store, "thin")
    assert isinstance(first, DetrPanoptic if prefix else Detr) and not first.training
    assert first.state_dict().keys() == second.state_dict().keys()
    assert all(torch.equal(value, second.state_dict()[key]) for key, value in first.state_dict().items())
    stem = first.state_dict()[f"{prefix}backbone.stem.conv1.weight"]
    assert torch.equal(stem, official[f"{prefix}backbone.0.body.conv1.weight"])


def test_what_keys_can_not_tell_has_to_be_named(tmp_path: Path) -> None:
    state = {key: torch.empty(shape, device="meta") for key, shape in published_shapes("detr_r50").items()}
    with pytest.raises(CheckpointError, match="detr-r50 and detr-r50-dc5") as caught:
        guess(state)
    assert caught.value.code == "ambiguous-preset"
    with pytest.raises(CheckpointError, match="choose one of detr-r50") as caught:
        save_file({"a": torch.zeros(1)}, tmp_path / "a.safetensors")
        load_detr(str(tmp_path / "a.safetensors"), Store(tmp_path / "store"), "detr-r18")
    assert caught.value.code == "unknown-preset"


def test_a_network_of_resnet_101_is_told_by_its_keys() -> None:
    state = unfilled(DETR_PRESETS["detr-r101-panoptic"]).state_dict()
    assert guess(state).name == "detr-r101-panoptic"


@pytest.mark.parametrize("change", ["missing", "unknown", "misshapen", "not finite"])
def test_a_file_that_does_not_fit_names_the_key(change: str) -> None:
    state, key = thin_state("detr_r50"), "class_embed.bias"
    if change == "missing":
        del state[key]
    elif change == "unknown":
        key = "surprise.weight"
        state[key] = torch.zeros(1)
    elif change == "misshapen":
        state[key] = torch.zeros(81)
    else:
        state[key][3] = torch.nan
    with pytest.raises(CheckpointError, match=rf"1 {change}: {re.escape(key)}") as caught:
        build(THIN["detr_r50"], state)
    assert caught.value.code == "keys-differ"


def test_a_download_whose_hash_is_not_the_one_in_its_name_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    torch.save({"model": {"a": torch.zeros(1)}}, tmp_path / "a.pth")
    row = find("detr-r50")
    assert row is not None
    with serve(Site((tmp_path / "a.pth").read_bytes())) as site:
        moved: Published = replace(row, url=f"{site.url}/detr-r50-e632da11.pth")
        monkeypatch.setattr("model.checkpoints.source.find", lambda text: moved if text == "detr-r50" else None)
        with pytest.raises(CheckpointError, match="should start with e632da11") as caught:
            load_detr("detr-r50", Store(tmp_path / "store"))
    assert caught.value.code == "hash-mismatch"
