"""The measurement of proposed places, on a folder of a drawn photo with a stand-in for the model."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from kernels.rle import encode
from tests.worker.fake_model import DiscModel
from worker.bench_unsure import CLICKS, measure, summary

HW = (120, 160)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "images").mkdir()
    mask = np.zeros(HW, dtype=np.uint8)
    cv2.rectangle(mask, (30, 40), (130, 80), 1, cv2.FILLED)
    cv2.imwrite(str(tmp_path / "images" / "0.png"), np.dstack([mask * 90 + 80] * 3))
    segment = {"counts": encode(mask)["counts"], "label": None, "area": int(mask.sum())}
    layers = [{"kind": "objects", "exhaustive": True, "segments": [segment]}]
    line = {"id": "coco_0", "file": "images/0.png", "split": "val", "height": HW[0], "width": HW[1], "layers": layers}
    (tmp_path / "annotations.jsonl").write_text(json.dumps(line))
    return tmp_path


def test_measures_each_click_of_a_session_and_gives_the_same_figures_again(root: Path) -> None:
    cases, again = (measure(DiscModel(30.0), root, "coco", 50, seed=1) for _ in range(2))
    assert cases == again
    assert [case.clicks for case in cases] == [*range(1, CLICKS + 1)]
    figures = json.loads(json.dumps(summary(cases)))
    assert figures["objects"] == CLICKS and figures["by_clicks"]["1"]["objects"] == 1
    assert figures["at_place"] == pytest.approx(np.mean([case.at_place for case in cases]), abs=1e-4)


def test_a_data_set_without_such_objects_is_named(root: Path) -> None:
    with pytest.raises(ValueError, match="no object of 1000 pixels in the val split of penn"):
        measure(DiscModel(30.0), root, "penn", 50, seed=1)
