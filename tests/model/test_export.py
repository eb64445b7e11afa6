"""Both engines answer the same: the exported graphs against the network they came from."""

from __future__ import annotations

import logging
from pathlib import Path

import numpy as np
import pytest
from safetensors.torch import save_file

from model.engines.onnx import OnnxModel
from model.engines.torch import TorchModel
from model.export import export
from model.loading import load, model_folder
from model.types import Click, Clicks
from tests.model.networks import tiny_network

COMMITTED = Path(__file__).parents[2] / "model" / "weights" / "nano"


@pytest.fixture(scope="module", params=["m2f", "m2f+fusion"])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("export")
    network = tiny_network(kind=request.param)
    network.train()(*_warm_batch())  # batch-norm statistics that are not 0 and 1
    save_file({name: value.contiguous() for name, value in network.state_dict().items()}, str(out / "run.safetensors"))
    logging.disable(logging.WARNING)
    export(out / "run.safetensors", network.config, out / "model")
    logging.disable(logging.NOTSET)
    return out / "model"


def _warm_batch() -> tuple[object, object, object]:
    import torch

    points = torch.tensor([[[10.0, 10.0, 0.0]]]).expand(2, -1, -1)
    return torch.randn(2, 3, 64, 64), points, torch.zeros(2, 1, dtype=torch.long)


def photo(height: int, width: int) -> np.ndarray:
    rng = np.random.default_rng(height * width)
    return rng.integers(0, 256, (height, width, 3), dtype=np.uint8)


def clicks(height: int, width: int, count: int) -> Clicks:
    rng = np.random.default_rng(count)
    made = [Click(float(rng.uniform(0, width)), float(rng.uniform(0, height)), t) for t in range(count + 1)]
    return Clicks(tuple((click,) for click in made[:-1]), (made[-1],) if count > 1 else ())


@pytest.mark.parametrize(("height", "width", "count"), [(64, 64, 1), (50, 120, 3), (200, 77, 12)])
def test_onnx_equals_torch_at_any_size_and_number_of_clicks(folder: Path, height: int, width: int, count: int) -> None:
    _assert_equal(folder, height, width, count)


@pytest.mark.skipif(not (COMMITTED / "config.json").exists(), reason="no committed weights in model/weights/nano")
def test_the_committed_graphs_equal_the_committed_weights() -> None:
    _assert_equal(COMMITTED, 240, 320, 5)


def test_the_committed_files_stay_small() -> None:
    files = [path for path in COMMITTED.glob("*") if path.suffix in (".onnx", ".safetensors")]
    assert len(files) == 3
    assert all(path.stat().st_size <= 16 * 2**20 for path in files)


def test_an_unknown_model_or_engine_is_named(folder: Path) -> None:
    with pytest.raises(ValueError, match="'giant'"):
        load("giant")
    with pytest.raises(ValueError, match="onnx, torch"):
        load(str(folder), engine="abacus")
    assert model_folder(str(folder)) == folder


def _assert_equal(folder: Path, height: int, width: int, count: int) -> None:
    onnx, torch = OnnxModel(folder, threads=1), TorchModel(folder, threads=1)
    image, given = photo(height, width), clicks(height, width, count)
    one, two = onnx.decode(onnx.encode(image), given), torch.decode(torch.encode(image), given)
    assert onnx.digest == torch.digest
    np.testing.assert_array_equal(one.owner, two.owner)
    np.testing.assert_allclose(one.maps, two.maps, atol=2e-3, rtol=1e-3)
    np.testing.assert_allclose(one.quality, two.quality, atol=1e-3)
    assert one.valid_hw == two.valid_hw
