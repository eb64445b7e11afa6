"""Official files of the family load by name, whole or not at all; a file that fits nothing says why."""

from __future__ import annotations

import ast
import pickle
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file
from torch import Tensor, nn

from model.checkpoints.errors import CheckpointError
from model.checkpoints.key_tree import parameter_count, tree_of
from model.checkpoints.store import Store
from model.named_weights import fill_by_name
from model.universal.checkpoint import build, guess, load_universal, our_state
from model.universal.config import Family, UniversalConfig
from model.universal.networks import build_network
from model.universal.official_names import FORMER_QUERIES, INDEX, QUERIES, from_official, to_official
from model.universal.presets import universal_preset, universal_presets
from tests.model.universal.small import RESNET, SWIN, TASKS, small_config, small_network

KEYS = Path(__file__).parents[1] / "keys"
LISTED = {
    "mask2former_r50_coco_panoptic": ("mask2former_r50_coco_panoptic", 43_983_878),
    "mask2former_swin_large_coco_panoptic": ("mask2former_swin_large_coco_panoptic", 215_535_610),
    "mask2former_r50_cityscapes_panoptic": ("mask2former_r50_cityscapes_panoptic", None),
    "maskformer_r50_coco_panoptic": ("maskformer_r50_coco_panoptic", 45_012_038),
    "maskformer_r50_ade20k150": ("maskformer_r50_ade20k_semantic", 41_254_743),
}
"""Preset and published count of parameters, by listing."""

Shapes = dict[str, tuple[int, ...]]


def listing(name: str) -> Shapes:
    rows = [line.split("\t") for line in (KEYS / f"{name}.tsv").read_text().splitlines()]
    return {key: ast.literal_eval(shape) for key, shape, _ in rows}


def without_memory(config: UniversalConfig) -> nn.Module:
    with torch.device("meta"):
        return build_network(config)


def shapes(state: dict[str, Tensor]) -> Shapes:
    return {key: tuple(value.shape) for key, value in state.items()}


@pytest.mark.parametrize("name", LISTED)
def test_a_preset_has_the_published_keys_and_shapes_both_ways(name: str) -> None:
    preset, parameters = LISTED[name]
    config = universal_preset(preset)
    network, published = without_memory(config), listing(name)
    ours = network.state_dict()
    assert shapes(to_official(ours, config)) == published
    read = from_official({key: torch.empty(shape, device="meta") for key, shape in published.items()})
    assert shapes(read) == shapes(ours)
    if parameters is not None:
        assert parameter_count(tree_of(network)) == parameters


@pytest.mark.parametrize("name", LISTED)
def test_keys_of_the_published_files_are_older_and_read_the_same(name: str) -> None:
    config = universal_preset(LISTED[name][0])
    ours = without_memory(config).state_dict()
    published = to_official(ours, config, as_published=True)
    if config.family == "mask2former":
        assert FORMER_QUERIES in published and QUERIES not in published
    else:
        assert not any(".pixel_decoder." in key for key in published)
    assert shapes(from_official(published)) == shapes(ours)


def test_every_preset_can_be_built_and_is_told_by_its_keys_or_by_name() -> None:
    for config in list(universal_presets().values())[::10]:
        state = {key: value for key, value in without_memory(config).state_dict().items() if not key.endswith(INDEX)}
        try:
            assert guess(state) == config
        except CheckpointError as error:
            assert error.code == "ambiguous-preset" and config.name in error.detail


@pytest.mark.parametrize(("family", "backbone"), [*((each, SWIN) for each in TASKS), ("maskformer", RESNET)])
@torch.inference_mode()
def test_a_published_state_gives_the_network_that_it_came_from(family: Family, backbone: object) -> None:
    config = small_config(family, backbone)  # type: ignore[arg-type]
    network, image = small_network(config), torch.randn(1, 3, 64, 96)
    published = to_official(network.state_dict(), config, as_published=True)
    again = build(config, published)
    assert torch.equal(again(image).mask_logits, network(image).mask_logits)
    assert torch.equal(again(image).class_logits, network(image).class_logits)


def test_index_buffers_that_a_file_lacks_follow_from_the_windows() -> None:
    config = small_config("mask2former")
    network = small_network(config)
    state = {key: value for key, value in network.state_dict().items() if not key.endswith(INDEX)}
    again = build(config, state).state_dict()
    assert all(torch.equal(again[key], value) for key, value in network.state_dict().items() if key.endswith(INDEX))


@pytest.fixture
def thin(monkeypatch: pytest.MonkeyPatch) -> UniversalConfig:
    """A published preset with small sizes, so that its file is small."""
    name = "mask2former_swin_tiny_coco_panoptic"
    config = replace(small_config("mask2former"), name=name)
    monkeypatch.setitem(universal_presets(), name, config)
    return config


def test_a_file_of_the_model_zoo_loads_from_its_path(thin: UniversalConfig, tmp_path: Path) -> None:
    network = small_network(thin)
    state = to_official(network.state_dict(), thin, as_published=True)
    path = tmp_path / "model_final_9fd0ae.pkl"
    arrays = {key: value.numpy() for key, value in state.items()}
    path.write_bytes(pickle.dumps({"model": arrays, "__author__": "third party"}))
    for preset in (thin.name, None):
        config, loaded = load_universal(str(path), Store(tmp_path / "store"), preset)
        assert config is thin
        assert all(torch.equal(value, loaded.state_dict()[key]) for key, value in network.state_dict().items())


def test_a_file_of_another_network_names_the_keys(thin: UniversalConfig, tmp_path: Path) -> None:
    state = small_network(thin).state_dict()
    del state["sem_seg_head.predictor.decoder_norm.bias"]
    state["sem_seg_head.predictor.class_embed.bias"] = torch.zeros(9)
    state["sem_seg_head.predictor.surprise"] = torch.zeros(1)
    save_file(state, tmp_path / "x.safetensors")
    with pytest.raises(CheckpointError) as caught:
        load_universal(str(tmp_path / "x.safetensors"), Store(tmp_path), thin.name)
    assert caught.value.code == "keys-differ"
    for told in ("decoder_norm.bias", "class_embed.bias (9,) instead of (6,)", "surprise"):
        assert told in caught.value.detail
    with pytest.raises(CheckpointError) as unknown:
        load_universal(str(tmp_path / "x.safetensors"), Store(tmp_path))
    assert unknown.value.code == "unknown-preset"


def test_values_that_are_not_finite_are_refused(thin: UniversalConfig) -> None:
    state = small_network(thin).state_dict()
    state["sem_seg_head.predictor.query_feat.weight"][0, 0] = float("nan")
    with pytest.raises(CheckpointError, match="not finite"):
        build(thin, state)


def test_a_file_that_fits_two_presets_asks_which() -> None:
    state = without_memory(universal_preset("mask2former_r50_ade20k_panoptic")).state_dict()
    with pytest.raises(CheckpointError, match="mask2former_r50_ade20k_semantic") as caught:
        guess(our_state(state))
    assert caught.value.code == "ambiguous-preset"


def test_an_unknown_preset_is_told(tmp_path: Path) -> None:
    save_file({"x": torch.zeros(1)}, tmp_path / "x.safetensors")
    with pytest.raises(CheckpointError, match="preset 'mask2former_r51' does not exist") as caught:
        load_universal(str(tmp_path / "x.safetensors"), Store(tmp_path), "mask2former_r51")
    assert caught.value.code == "unknown-preset"


def test_a_backbone_of_the_small_networks_has_no_key_left_empty() -> None:
    network = build_network(small_config("maskformer", RESNET))
    fill_by_name(network, "x")
    assert all(bool(value.any()) for value in network.state_dict().values())
