"""Options in the engines: graphs of all that can be exported answer like the network they came from."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import numpy as np
import onnxruntime as ort
import pytest
import torch
from safetensors.torch import save_file

from model.engines.torch import TorchModel
from model.export import export, export_decoder
from model.preprocess import network_input
from model.transformer_config import VitConfig
from model.types import Click, Clicks
from tests.model.queries.networks import OPTIONS, Options, config_with, network_with, two_images

LEAN: Options = {"relative": False, "sign": False, "mix": False, "quality": "none"}
"""Exported elsewhere; without them a graph is made in half the time."""

MIXTURES: dict[str, Options] = {
    "weights, rounds, continuous bias": {
        "init": "wms",
        "scribble": "pool",
        "projection": "mlp_res_ln",
        "position": "st_round",
        "attention_bias": "cpb",
        "click_bias": True,
        "merge": "lse",
    },
    "patches, turns, grid": {
        "init": "vit_patch",
        "vit": VitConfig(query="per_instance", pooling="attn"),
        "position": "sine_only",
        "static_grid": True,
        "static_queries": 4,
        "attention_bias": "rope2d",
    },
    "discs, table": {
        "init": "disc_ms",
        "projection": "none",
        "projection_static": False,
        "position": "st_add",
        "attention_bias": "table",
    },
    "pixels, slopes": {
        "init": "region_points",
        "projection": "linear",
        "position": "sine_proj_only",
        "attention_bias": "alibi2d",
        "alibi_learned": True,
    },
}


@pytest.mark.parametrize("name", list(MIXTURES))
@torch.no_grad()
def test_graphs_of_options_equal_the_network_at_another_size_and_number_of_clicks(name: str, tmp_path: Path) -> None:
    network, (images, clicks, owner) = network_with(LEAN | MIXTURES[name]), two_images()
    clicks[0, 1, 2] = 0.0  # two points of a stroke
    logging.disable(logging.WARNING)
    export_decoder(network, tmp_path / "decoder.onnx")
    logging.disable(logging.NOTSET)
    levels, mask_features = network.encode(images[:1])
    expected = network.decode(levels, mask_features, clicks[:1], owner[:1]).maps[0].numpy()
    given = dict(zip(("coarse", "middle", "fine", "mask_features"), (*levels, mask_features), strict=True))
    given |= {"points": clicks[0], "objects": owner[0]}
    session = ort.InferenceSession(str(tmp_path / "decoder.onnx"), providers=["CPUExecutionProvider"])
    wanted = {entry.name for entry in session.get_inputs()}
    (maps,) = session.run(["maps"], {key: value.numpy() for key, value in given.items() if key in wanted})
    np.testing.assert_allclose(maps, expected, atol=1e-3, rtol=1e-3)


def test_a_network_that_reads_the_image_says_that_it_has_no_graphs(tmp_path: Path) -> None:
    config = config_with({"init": "vit_patch", "vit": VitConfig(source="rgb")})
    with pytest.raises(ValueError, match="serve it with the torch engine"):
        export(tmp_path / "weights.safetensors", config, tmp_path / "out")


@torch.no_grad()
def test_the_torch_engine_keeps_the_image_for_a_network_that_reads_it(tmp_path: Path) -> None:
    network = network_with(OPTIONS["rgb"])
    save_file(network.state_dict(), str(tmp_path / "weights.safetensors"))
    (tmp_path / "config.json").write_text(json.dumps({"digest": "d", "model": network.config.to_dict()}))
    model = TorchModel(tmp_path, threads=1)
    image = np.random.default_rng(0).integers(0, 256, (64, 64, 3), dtype=np.uint8)
    logits = model.decode(model.encode(image), Clicks(((Click(20.0, 30.0, 0),),)))
    given = torch.from_numpy(network_input(image, network.config.input).pixels)
    expected = network(given, torch.tensor([[[30.0, 20.0, 0.0]]]), torch.tensor([[0]])).maps[0]
    np.testing.assert_allclose(logits.maps, expected.numpy(), atol=1e-5)
