"""The measurement of refined masks, on a folder of two drawn photos with a stand-in for the model."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from kernels.rle import encode
from tests.worker.fake_model import DiscModel
from worker.bench_refine import Case, measure, summary

HW = (120, 160)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "images").mkdir()
    lines = []
    for number, dataset in enumerate(("coco", "coco", "bsds")):
        mask = np.zeros(HW, dtype=np.uint8)
        cv2.circle(mask, (70 + 10 * number, 60), 30, 1, cv2.FILLED)
        cv2.imwrite(str(tmp_path / "images" / f"{number}.png"), np.dstack([mask * 90 + 80] * 3))
        segment = {"counts": encode(mask)["counts"], "label": None, "area": int(mask.sum())}
        layers = [{"kind": "objects", "exhaustive": True, "segments": [segment]}]
        names = {"id": f"{dataset}_{number}", "file": f"images/{number}.png", "split": "val"}
        lines.append(json.dumps({**names, "height": HW[0], "width": HW[1], "layers": layers}))
    (tmp_path / "annotations.jsonl").write_text("\n".join(lines))
    return tmp_path


def untimed(cases: list[Case]) -> list[Case]:
    return [replace(case, first_ms=0.0, second_ms=0.0) for case in cases]


def test_measures_a_bite_and_a_bump_and_gives_the_same_figures_again(root: Path) -> None:
    cases, again = (measure(DiscModel(30.0), root, "coco", "val", 50, seed=1) for _ in range(2))
    assert [case.damage for case in cases] == ["bite", "bump"]
    assert untimed(cases) == untimed(again)
    figures = json.loads(json.dumps(summary(cases)))
    assert (figures["masks"], figures["changed_farther_than_20_px"], len(figures["cases"])) == (2, 0, 2)
    assert figures["iou_rises"] == np.mean([case.iou_after > case.iou_before for case in cases])


def test_a_data_set_without_such_masks_is_named(root: Path) -> None:
    with pytest.raises(ValueError, match="no mask of 1000 pixels in the val split of penn"):
        measure(DiscModel(30.0), root, "penn", "val", 50, seed=1)
