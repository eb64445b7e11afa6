"""The networks compute what the published implementations compute, to float32's rounding."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest

from model.dynamite import Dynamite
from model.float64 import in_float64
from model.golden import preset_of, read_golden
from model.named_weights import fill_by_name
from model.parity import compare, main, run_torch
from model.presets import preset

COMMITTED = Path(__file__).parent / "goldens"
GOLDENS = os.environ.get("STIPPLE_GOLDENS", "")
PUBLISHED = ("dynamite_r50", "dynamite_hrnet32", "dynamite_mitb0", "dynamite_swin_tiny")


@pytest.mark.parametrize("name", [*PUBLISHED, "nano"])
def test_torch_equals_the_committed_golden(name: str) -> None:
    result = compare(COMMITTED / f"{name}.json")
    assert result["passed"] and result["tensors"]["a.pred_masks"]["p999_abs"] <= 1e-3
    assert result["label_map_mismatch"] <= 5e-4 and not result["not_computed"]


@pytest.mark.parametrize("name", ["nano", "dynamite_mitb0"])
def test_the_exported_graphs_equal_the_golden(name: str) -> None:
    result = compare(COMMITTED / f"{name}.json", engine="onnx")
    assert result["passed"] and {"a.pred_masks", "a.label_map"} <= set(result["tensors"])


@pytest.mark.skipif(not GOLDENS, reason="STIPPLE_GOLDENS (folder of published outputs) is not set")
@pytest.mark.parametrize("name", PUBLISHED)
def test_torch_equals_the_full_published_golden(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--golden", str(Path(GOLDENS) / f"{name}.json"), "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert {"b.pred_masks", "b.enc8.ffn", "b.aux_masks_9"} <= set(result["tensors"])
    assert result["tensors"]["b.enc8.ffn"]["p999_abs"] <= 1e-4


def test_in_float64_a_network_computes_nearly_the_same_and_is_itself_again_after_it() -> None:
    golden = read_golden(COMMITTED / "dynamite_r50.json")
    network = Dynamite(preset("dynamite_r50")).eval()
    fill_by_name(network, golden.salt)
    before = run_torch(network, golden.cases["a"])["pred_masks"]
    with in_float64(network):
        exact = run_torch(network, golden.cases["a"])["pred_masks"]
    assert exact.dtype == np.float64 and 0 < np.abs(exact - before).max() < 1e-3
    assert np.array_equal(run_torch(network, golden.cases["a"])["pred_masks"], before)


def test_a_wrong_network_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    golden = str(COMMITTED / "dynamite_swin_tiny.json")
    assert main(["--golden", golden, "--preset", "dynamite_swin_tiny_no_decoder"]) == 1
    assert "OUT OF BOUNDS" in capsys.readouterr().out


def test_a_file_of_another_form_is_refused_with_the_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.json").write_text("{}")
    with pytest.raises(SystemExit, match="2"):
        main(["--golden", str(tmp_path / "x.json")])
    assert "'salt'" in capsys.readouterr().err


def test_a_damaged_golden_is_told_with_its_path(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole = (COMMITTED / "nano.safetensors").read_bytes()
    description = json.loads((COMMITTED / "nano.json").read_text())
    for text, tensors in ((description, whole[:1000]), (description | {"cases": {"a": {}}}, whole)):
        (tmp_path / "x.json").write_text(json.dumps(text))
        (tmp_path / "x.safetensors").write_bytes(tensors)
        with pytest.raises(SystemExit, match="2"):
            main(["--golden", str(tmp_path / "x.json")])
        assert "x.json or its .safetensors is damaged" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ("mitb0", "dynamite_mitb0"),
        ("swin_large", "dynamite_swin_large"),
        ("dynamite_swin_tiny_no_pe", "dynamite_swin_tiny_no_position"),
        ("swin_tiny_no_static_queries", "dynamite_swin_tiny_no_static"),
        ("temporal", "dynamite_swin_tiny_temporal"),
        ("swin_tiny_full", "dynamite_swin_tiny_spatio_temporal"),
        ("swint_no_dec", "dynamite_swin_tiny_no_decoder"),
        ("swin-tiny-no-static-bg-queries", "dynamite_swin_tiny_no_static"),
    ],
)
def test_goldens_may_name_a_preset_in_short(named: str, expected: str) -> None:
    assert preset_of(named) == expected
