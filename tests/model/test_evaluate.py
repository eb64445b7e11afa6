"""The evaluation around a model: sessions, the GrabCut reader, the figures it prints."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from PIL import Image

from model import datasets, evaluate
from model.clickers import PlacedClick
from model.datasets.files import read_channels
from model.datasets.mask_files import trimap
from model.evaluation_session import decoder_clicks, run_single
from model.types import Clicks, Features, Logits

DATASETS = os.environ.get("STIPPLE_DATASETS", "")


class ColourModel:
    """Stands in for a network: a query's map is large where the image has the colour under its click."""

    digest = "colour"

    def __init__(self) -> None:
        self.encoded = 0

    def encode(self, image: np.ndarray) -> Features:
        self.encoded += 1
        size = (image.shape[0], image.shape[1])
        return Features({"image": image.astype(np.float32)}, size, size, size, self.digest)

    def decode(self, features: Features, clicks: Clicks) -> Logits:
        image = features.tensors["image"]
        groups = [*enumerate(clicks.objects), (-1, clicks.background)]
        points = [(owner, click) for owner, group in groups for click in group]
        maps = [-np.abs(image - image[int(click.y), int(click.x)]).sum(axis=2) for _, click in points]
        maps.append(np.full(image.shape[:2], -100.0))
        return Logits(
            maps=np.stack(maps).astype(np.float32),
            owner=np.array([owner for owner, _ in points] + [-1], dtype=np.int32),
            image_hw=features.image_hw,
            valid_hw=(float(image.shape[0]), float(image.shape[1])),
            quality=np.ones(len(clicks.objects), np.float32),
        )


def two_coloured() -> tuple[np.ndarray, np.ndarray]:
    """A red and a blue half of one object on black: the model needs a click on each."""
    image = np.zeros((40, 60, 3), np.uint8)
    image[10:30, 10:30] = (200, 0, 0)
    image[10:30, 30:44] = (0, 0, 200)
    return image, (image.sum(axis=2) > 0).astype(np.int8)


def write_grabcut(root: Path, names: Sequence[str]) -> None:
    image, truth = two_coloured()
    (root / "data_GT").mkdir()
    (root / "boundary_GT").mkdir()
    for name in names:
        Image.fromarray(image).save(root / "data_GT" / f"{name}.png")
        Image.fromarray(truth.astype(np.uint8) * 255).save(root / "boundary_GT" / f"{name}.png")


def test_session_clicks_on_the_largest_error_until_nothing_is_wrong() -> None:
    image, truth = two_coloured()
    seen: list[PlacedClick] = []
    segment = evaluate.ModelSegment(ColourModel())

    def watched(given: np.ndarray, clicks: Sequence[PlacedClick]) -> np.ndarray:
        seen.append(clicks[-1])
        return segment(given, clicks)

    ious = run_single(image, truth, watched, max_clicks=20)
    assert [round(value, 3) for value in ious] == [round(20 / 34, 3), 1.0]
    assert [click.is_positive for click in seen] == [True, True]
    assert seen[0].column < 30 <= seen[1].column


def test_session_stops_at_the_target_and_at_the_budget() -> None:
    image, truth = two_coloured()
    nothing = lambda given, clicks: np.zeros(given.shape[:2], bool)  # noqa: E731
    assert run_single(image, truth, nothing, max_clicks=7) == [0.0] * 7
    assert len(run_single(image, truth, evaluate.ModelSegment(ColourModel()), 20, target_iou=0.5)) == 1


def test_negative_clicks_are_background_and_times_count_all_clicks() -> None:
    clicks = decoder_clicks([PlacedClick(1, 2, 0, 0), PlacedClick(3, 4, -1, 1), PlacedClick(5, 6, 0, 2)])
    assert [(click.x, click.y, click.t) for click in clicks.objects[0]] == [(2.5, 1.5, 0), (6.5, 5.5, 2)]
    assert [(click.x, click.y, click.t) for click in clicks.background] == [(4.5, 3.5, 1)]


def test_an_image_is_encoded_once_for_all_its_clicks() -> None:
    model = ColourModel()
    image, truth = two_coloured()
    run_single(image, truth, evaluate.ModelSegment(model), 20)
    assert model.encoded == 1


def test_ground_truth_ignores_128_and_takes_only_1_and_what_is_above_it(tmp_path: Path) -> None:
    Image.fromarray(np.array([[0, 1, 64, 127, 128, 129, 255]], dtype=np.uint8)).save(tmp_path / "m.png")
    assert trimap(read_channels(tmp_path / "m.png")).tolist() == [[0, 1, 0, 0, -1, 1, 1]]


def test_reader_goes_by_name_and_names_a_missing_mask(tmp_path: Path) -> None:
    write_grabcut(tmp_path, ["b", "a"])
    assert [sample.name for sample in datasets.read("grabcut", tmp_path)] == ["a", "b"]
    (tmp_path / "boundary_GT" / "b.png").unlink()
    with pytest.raises(FileNotFoundError, match=r"no mask for b\.png"):
        list(datasets.read("grabcut", tmp_path))
    with pytest.raises(FileNotFoundError, match="data_GT"):
        list(datasets.read("grabcut", tmp_path / "absent"))


def test_command_prints_the_figures_as_one_json_object(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_grabcut(tmp_path, ["a", "b"])
    loading = ModuleType("model.loading")
    loading.load = lambda name, engine: ColourModel()  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "model.loading", loading)
    evaluate.main(["--model", "default", "--dataset", "grabcut", "--root", str(tmp_path), "--clicks", "20", "--json"])
    printed = json.loads(capsys.readouterr().out)
    assert printed["images"] == 2 and printed["noc85"] == printed["noc90"] == 2.0
    assert printed["nof90_ritm"] == printed["nof90_strict"] == 0
    assert printed["miou_at"]["1"] == pytest.approx(20 / 34, abs=1e-4) and printed["miou_at"]["5"] == 1.0
    assert printed["spc_s"] >= 0


@pytest.mark.skipif(not DATASETS, reason="STIPPLE_DATASETS (folder that holds grabcut/) is not set")
def test_grabcut_has_fifty_photos_with_masks_of_their_size() -> None:
    samples = list(datasets.read("grabcut", Path(DATASETS) / "grabcut"))
    assert len(samples) == 50
    assert all(sample.image.shape[:2] == sample.ground_truth.shape for sample in samples)
    assert all((sample.ground_truth == 1).any() for sample in samples)
