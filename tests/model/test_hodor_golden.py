"""The published HODOR: its parameter tree, and what it computes on a small clip."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
import torch

from model.hodor.network import Hodor, load_published
from model.parity import main

COMMITTED = Path(__file__).parent / "goldens" / "hodor_swin_tiny.json"
GOLDENS = os.environ.get("STIPPLE_GOLDENS", "")


def run(path: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    assert main(["--golden", str(path), "--json"]) == 0
    result: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert not result["not_computed"]
    return result


def test_descriptors_masks_and_a_clip_equal_the_committed_golden(capsys: pytest.CaptureFixture[str]) -> None:
    result = run(COMMITTED, capsys)
    assert {"fg_desc", "bg_desc", "fg_desc_gamma0", "decode_logits_1"} <= set(result["tensors"])
    assert result["label_map_mismatch"] <= 1e-3


@pytest.mark.skipif(not GOLDENS, reason="STIPPLE_GOLDENS (folder of published outputs) is not set")
def test_every_tensor_equals_the_full_published_golden(capsys: pytest.CaptureFixture[str]) -> None:
    assert {"fpn4_0", "fpn8_0"} <= set(run(Path(GOLDENS) / COMMITTED.name, capsys)["tensors"])


def test_a_golden_of_hodor_is_not_run_as_another_network() -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["--golden", str(COMMITTED), "--preset", "nano"])
    with pytest.raises(SystemExit, match="2"):
        main(["--golden", str(COMMITTED), "--engine", "onnx"])


def test_a_published_file_loads_strictly_but_for_what_nothing_reads() -> None:
    keys = json.loads(COMMITTED.read_text())["official_keys"]
    state = {key: torch.full(shape, 0.5) for key, shape in keys.items()}
    state["feature_extractor.bb_fpn.0.layers.0.blocks.1.attn_mask"] = torch.zeros(1)
    network = Hodor()
    load_published(network, state)
    assert all(bool((parameter == 0.5).all()) for parameter in network.parameters())
    del state["encoder.fg_query_embed"]
    with pytest.raises(RuntimeError, match="fg_query_embed"):
        load_published(network, state)
    with pytest.raises(RuntimeError, match="unheard_of"):
        load_published(
            network, {key: torch.full(shape, 0.5) for key, shape in keys.items()} | {"unheard_of": torch.zeros(1)}
        )
