"""The ONNX engine on a hand-made graph: names, order of queries, frames, and that it needs no torch."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper

from model.engines.answer import object_quality
from model.engines.onnx import OnnxModel
from model.fusion import masks_from_logits
from model.presets import preset
from model.types import Click, Clicks, Features

FLOAT, INT = TensorProto.FLOAT, TensorProto.INT64


def save(path: Path, nodes: list[onnx.NodeProto], inputs: list[onnx.ValueInfoProto], outputs: dict[str, int]) -> None:
    results = [helper.make_tensor_value_info(name, FLOAT, [None] * rank) for name, rank in outputs.items()]
    axes = [helper.make_tensor("last", INT, [1], [-1]), helper.make_tensor("cells", INT, [2], [1, 2])]
    graph = helper.make_graph(nodes, "stand-in", inputs, results, initializer=axes)
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=10), str(path))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """encoder: mean brightness at stride 4. decoder: query of a click = sum of its row, last query = brightness."""
    image = helper.make_tensor_value_info("image", FLOAT, [1, 3, None, None])
    pooled = helper.make_node("AveragePool", ["image"], ["pooled"], kernel_shape=[4, 4], strides=[4, 4])
    first = helper.make_node("ReduceMean", ["pooled", "one"], ["f4"], keepdims=0)
    one = helper.make_node("Constant", [], ["one"], value=helper.make_tensor("v", INT, [1], [1]))
    save(tmp_path / "encoder.onnx", [one, pooled, first], [image], {"f4": 3})
    nodes = [
        helper.make_node("ReduceSum", ["points", "last"], ["sums"], keepdims=1),
        helper.make_node("Unsqueeze", ["sums", "last"], ["levels"]),
        helper.make_node("Sub", ["f4", "f4"], ["zeros"]),
        helper.make_node("Add", ["zeros", "levels"], ["clicked"]),
        helper.make_node("Concat", ["clicked", "f4"], ["maps"], axis=0),
        helper.make_node("ReduceMean", ["maps", "cells"], ["means"], keepdims=0),
        helper.make_node("Sigmoid", ["means"], ["quality"]),
    ]
    inputs = [
        helper.make_tensor_value_info("f4", FLOAT, [1, None, None]),
        helper.make_tensor_value_info("points", FLOAT, [None, 3]),
        helper.make_tensor_value_info("objects", INT, [None]),
    ]
    save(tmp_path / "decoder.onnx", nodes, inputs, {"maps": 3, "quality": 1})
    (tmp_path / "config.json").write_text(json.dumps({"digest": "abc", "model": preset("tiny_test").to_dict()}))
    return tmp_path


def test_answers_one_map_per_click_then_the_background(folder: Path) -> None:
    model = OnnxModel(folder, threads=1)
    features = model.encode(np.full((60, 128, 3), 200, np.uint8))
    assert (features.resized_hw, features.padded_hw, features.digest) == ((30, 64), (32, 64), "abc")
    clicks = Clicks(objects=((Click(20, 10, 0),), (Click(64, 30, 1), Click(2, 2, 2))), background=(Click(4, 4, 3),))
    logits = model.decode(features, clicks)
    assert logits.maps.shape == (5, 8, 16) and logits.maps.dtype == np.float32
    assert logits.owner.tolist() == [0, 1, 1, -1, -1]
    np.testing.assert_allclose(logits.maps[:4, 0, 0], [15, 48, 4, 7], rtol=1e-6)
    assert logits.valid_hw == (7.5, 16.0) and logits.image_hw == (60, 128)
    assert logits.quality.shape == (2,) and ((logits.quality >= 0) & (logits.quality <= 1)).all()
    assert (masks_from_logits(logits) == 2).all()


def test_features_count_their_bytes(folder: Path) -> None:
    features = OnnxModel(folder, threads=1).encode(np.zeros((64, 64, 3), np.uint8))
    assert features.nbytes == 16 * 16 * 4


def test_refuses_features_of_another_model(folder: Path) -> None:
    model = OnnxModel(folder, threads=1)
    other = Features({}, (4, 4), (4, 4), (32, 32), "another")
    with pytest.raises(ValueError, match="encode again"):
        model.decode(other, Clicks(objects=((Click(1, 1, 0),),)))


def test_names_a_missing_file(folder: Path) -> None:
    (folder / "decoder.onnx").unlink()
    with pytest.raises(FileNotFoundError, match=r"decoder\.onnx is missing"):
        OnnxModel(folder)


def test_refuses_graphs_that_do_not_fit_together(folder: Path) -> None:
    (folder / "decoder.onnx").write_bytes((folder / "encoder.onnx").read_bytes())
    with pytest.raises(ValueError, match="do not fit"):
        OnnxModel(folder)


def test_quality_of_an_object_is_the_mean_over_its_clicks() -> None:
    owner = np.array([0, 0, 1, -1])
    assert object_quality(np.array([0.5, 0.7, 0.9, 0.1]), owner, 2) == pytest.approx([0.6, 0.9])
    assert np.isnan(object_quality(None, owner, 2)).all()


def test_engine_and_evaluation_import_without_torch() -> None:
    program = "import sys; sys.modules['torch'] = None; import model.engines.onnx, model.evaluate, model.preprocess"
    subprocess.run([sys.executable, "-c", program], check=True)
