"""The head that predicts the IoU of an object's final mask."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch
from safetensors.torch import save_file
from torch import Tensor

from model.config import ModelConfig
from model.dynamite import Dynamite
from model.engines.onnx import OnnxModel
from model.engines.torch import TorchModel
from model.export import export
from model.presets import preset
from model.quality.evidence import STATISTICS, MaskEvidence
from model.quality_head import MaskQualityHead
from model.types import Click, Clicks
from tests.model.networks import three_clicks

WIDE, HEIGHT, WIDTH = 8, 12, 16
OWNER = torch.tensor([[0, 0, 1, -1, -1]])  # two clicks on object 0, one on object 1, one on the background, one static


def config(quality: str = "mask") -> ModelConfig:
    base = preset("tiny_test")
    return replace(base, transformer=replace(base.transformer, quality=quality))  # type: ignore[arg-type]


def scene(seed: int = 0) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]:
    """x, maps of the layer before, final maps, pixels, four clicks, owners; object 0 left, 1 right, rest background."""
    torch.manual_seed(seed)
    maps = torch.randn(1, 5, HEIGHT, WIDTH) * 0.3 - 4
    maps[:, 0, 2:10, 1:5] += 9
    maps[:, 1, 2:10, 4:7] += 9
    maps[:, 2, 3:9, 10:15] += 9
    maps[:, 3:] += 4
    clicks = torch.tensor([[[20.0, 10.0, 0.0], [30.0, 22.0, 2.0], [22.0, 50.0, 1.0], [4.0, 34.0, 3.0]]])
    before = maps + 0.2 * torch.randn(maps.shape)
    return torch.randn(1, 5, WIDE), before, maps, torch.randn(1, WIDE, HEIGHT, WIDTH), clicks, OWNER


def head() -> MaskQualityHead:
    torch.manual_seed(1)
    return MaskQualityHead(WIDE).eval()


def statistic(evidence: Tensor, name: str) -> Tensor:
    return evidence[..., 3 * WIDE + STATISTICS.index(name)]


def test_all_queries_of_an_object_have_its_score() -> None:
    score = head()(*scene())[0]
    torch.testing.assert_close(score[[0, 3]], score[[1, 4]])
    assert len({round(float(value), 4) for value in score}) == 3


def test_statistics_describe_the_exclusive_mask() -> None:
    evidence = MaskEvidence()(*scene())
    assert evidence.shape == (1, 5, 3 * WIDE + len(STATISTICS))
    area = 8 * 6  # rows 2 to 9, columns 1 to 6 of both clicks together
    expected = np.log(1 + area) / np.log(HEIGHT * WIDTH)
    assert float(statistic(evidence, "log_area")[0, 0]) == pytest.approx(expected, abs=1e-4)
    assert float(statistic(evidence, "own_clicks")[0, 0]) == pytest.approx(np.log(3))
    assert float(statistic(evidence, "clicks_kept")[0, 0]) == pytest.approx(1.0, abs=1e-3)
    assert float(statistic(evidence, "expected_iou")[0, 2]) > 0.85
    assert float(statistic(evidence, "settled")[0, 2]) == pytest.approx(1, abs=1e-3)


def test_a_mask_that_the_last_layer_has_changed_is_not_settled() -> None:
    x, before, maps, pixels, clicks, owner = scene()
    before = before.clone()
    before[:, 2, 3:9, 13:15] = -9  # a layer earlier, object 1 ended at column 13
    evidence = MaskEvidence()(x, before, maps, pixels, clicks, owner)
    assert 0.3 < float(statistic(evidence, "settled")[0, 2]) < 0.5
    assert float(statistic(evidence, "settled")[0, 0]) > 0.9


def test_a_click_of_another_object_in_the_mask_is_counted_against_it() -> None:
    x, before, maps, pixels, clicks, owner = scene()
    clicks = clicks.clone()
    clicks[0, 3, :2] = torch.tensor([22.0, 50.0])  # the background click now lies in object 1
    evidence = MaskEvidence()(x, before, maps, pixels, clicks, owner)
    assert float(statistic(evidence, "clicks_crossed")[0, 2]) == pytest.approx(np.log(2))
    assert float(statistic(evidence, "clicks_crossed")[0, 0]) == 0


def test_an_object_without_a_pixel_has_finite_evidence_and_score() -> None:
    x, before, maps, pixels, clicks, owner = scene()
    maps = maps.clone()
    maps[:, 2] = -20
    evidence = MaskEvidence()(x, before, maps, pixels, clicks, owner)
    assert torch.isfinite(evidence).all() and torch.isfinite(head()(x, before, maps, pixels, clicks, owner)).all()
    assert float(statistic(evidence, "log_area")[0, 2]) == 0


def test_padding_queries_change_no_score() -> None:
    x, before, maps, pixels, clicks, owner = scene()
    alone = head()(x, before, maps, pixels, clicks, owner)
    index = torch.tensor([0, 1, 2, 3, 0, 4])  # a padding row where a shorter list of clicks is filled up
    padded_owner = torch.tensor([[0, 0, 1, -1, -2, -1]])
    padded_clicks = torch.cat((clicks, torch.full((1, 1, 3), -1.0)), dim=1)
    maps = maps[:, index].clone()
    maps[:, 4] = 50
    padded = head()(x[:, index], before[:, index], maps, pixels, padded_clicks, padded_owner)
    torch.testing.assert_close(padded[:, [0, 1, 2, 3, 5]], alone)


def test_scores_follow_the_order_of_the_clicks() -> None:
    x, before, maps, pixels, clicks, owner = scene()
    order = torch.tensor([2, 3, 1, 0, 4])
    moved = head()(x[:, order], before[:, order], maps[:, order], pixels, clicks[:, order[:4]], owner[:, order])
    torch.testing.assert_close(moved, head()(x, before, maps, pixels, clicks, owner)[:, order])


def test_a_click_that_says_what_another_has_said_makes_the_mask_hardly_surer() -> None:
    x, before, maps, pixels, clicks, owner = scene()
    index = torch.tensor([0, 1, 2, 2, 2, 3, 4])
    repeated = MaskEvidence()(
        x[:, index], before[:, index], maps[:, index], pixels, clicks[:, index[:-1]], owner[:, index]
    )
    alone = MaskEvidence()(x, before, maps, pixels, clicks, owner)
    for name in ("expected_iou", "mass_outside", "overlap_background"):
        assert float(statistic(repeated, name)[0, 2]) == pytest.approx(float(statistic(alone, name)[0, 2]), abs=0.04)


def test_a_mirrored_scene_has_the_same_score() -> None:
    x, before, maps, pixels, clicks, owner = scene()
    mirrored = clicks.clone()
    mirrored[..., 1] = 4 * WIDTH - clicks[..., 1]
    again = head()(x, before.flip(-1), maps.flip(-1), pixels.flip(-1), mirrored, owner)
    torch.testing.assert_close(again, head()(x, before, maps, pixels, clicks, owner), atol=1e-3, rtol=0)


def test_the_score_sends_no_gradient_into_the_masks() -> None:
    torch.manual_seed(0)
    network = Dynamite(config())
    points, owner = three_clicks()
    prediction = network(torch.randn(1, 3, 64, 64), points, owner)
    assert prediction.quality is not None
    prediction.quality.sum().backward()
    with_gradient = {name for name, value in network.named_parameters() if value.grad is not None}
    assert with_gradient and all(".quality_head." in name for name in with_gradient)


def test_masks_are_the_same_with_every_head() -> None:
    points, owner = three_clicks()
    image = torch.randn(1, 3, 64, 64)
    torch.manual_seed(0)
    plain = Dynamite(config("none")).eval()
    headed = Dynamite(config("mask")).eval()
    missing = headed.load_state_dict(plain.state_dict(), strict=False).missing_keys
    assert all(".quality_head." in name for name in missing)
    torch.testing.assert_close(headed(image, points, owner).maps, plain(image, points, owner).maps, rtol=0, atol=0)


def test_a_config_from_before_there_were_two_heads_still_loads_and_is_written_the_same() -> None:
    for switch, name in ((False, "none"), (True, "query")):
        values = config("none").to_dict()
        values["transformer"]["quality"] = switch
        read = ModelConfig.from_dict(json.loads(json.dumps(values)))
        assert read.transformer.quality == name
        assert read.to_dict() == values
    assert ModelConfig.from_dict(json.loads(json.dumps(config().to_dict()))) == config()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("quality")
    torch.manual_seed(0)
    network = Dynamite(config()).eval()
    save_file({name: value.contiguous() for name, value in network.state_dict().items()}, str(out / "run.safetensors"))
    export(out / "run.safetensors", network.config, out / "model")
    return out / "model"


@pytest.mark.parametrize(("height", "width", "count"), [(64, 64, 1), (200, 77, 9)])
def test_both_engines_predict_the_same_quality(folder: Path, height: int, width: int, count: int) -> None:
    rng = np.random.default_rng(height)
    image = rng.integers(0, 256, (height, width, 3), dtype=np.uint8)
    made = [Click(float(rng.uniform(0, width)), float(rng.uniform(0, height)), t) for t in range(2 * count)]
    clicks = Clicks(tuple(tuple(made[k : k + 2]) for k in range(count)), (Click(1.0, 1.0, 2 * count),))
    onnx, torch_model = OnnxModel(folder, threads=1), TorchModel(folder, threads=1)
    one = onnx.decode(onnx.encode(image), clicks)
    two = torch_model.decode(torch_model.encode(image), clicks)
    assert one.quality.shape == (count,)
    # Objects of a random network are nearly tied: a cell or two may change hands between the engines.
    np.testing.assert_allclose(one.quality, two.quality, atol=1e-2)


def test_the_graph_of_the_head_equals_the_head(tmp_path: Path) -> None:
    given = dict(zip(("x", "before", "maps", "pixels", "clicks", "owner"), scene(), strict=True))
    with torch.no_grad():
        program = torch.onnx.export(head(), kwargs=given, dynamo=True, opset_version=20, verbose=False)
        expected = head()(**given)
    assert program is not None
    program.save(str(tmp_path / "head.onnx"))
    session = onnxruntime.InferenceSession(str(tmp_path / "head.onnx"))
    answer = session.run(None, {name: value.numpy() for name, value in given.items()})[0]
    np.testing.assert_allclose(answer, expected.numpy(), atol=1e-5)
