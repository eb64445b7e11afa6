"""The measurement of zoomed objects, on a folder of drawn photos with a stand-in for the model."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from kernels.rle import encode
from tests.worker.fake_model import DiscModel
from worker import bench_zoom
from worker.bench_zoom import HW, LENGTHS, Case, Session, composites, measure, summary

SIZE = (120, 160)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "images").mkdir()
    lines = []
    for number in range(14):
        mask = np.zeros(SIZE, dtype=np.uint8)
        cv2.circle(mask, (70 + number, 60), 30, 1, cv2.FILLED)
        cv2.imwrite(str(tmp_path / "images" / f"{number}.png"), np.dstack([mask * 90 + 80] * 3))
        segment = {"counts": encode(mask)["counts"], "label": None, "area": int(mask.sum())}
        layers = [{"kind": "objects", "exhaustive": True, "segments": [segment]}]
        names = {"id": f"coco_{number}", "file": f"images/{number}.png", "split": "val"}
        lines.append(json.dumps({**names, "height": SIZE[0], "width": SIZE[1], "layers": layers}))
    (tmp_path / "annotations.jsonl").write_text("\n".join(lines))
    return tmp_path


def test_pastes_small_objects_apart_from_each_other(root: Path) -> None:
    (composite,) = composites(root, "coco", 0)
    assert composite.image.shape == (*HW, 3) and len(composite.masks) == 12
    taken = np.zeros(HW, dtype=int)
    for _, mask, (left, top) in composite.masks:
        rows, columns = np.nonzero(mask)
        assert LENGTHS[0] - 1 <= max(np.ptp(rows), np.ptp(columns)) + 1 <= LENGTHS[1] + 1
        taken[top + rows, left + columns] += 1
        assert composite.image[top + int(rows.mean()), left + int(columns.mean())].min() > 120
    assert taken.max() == 1


def test_gives_the_same_figures_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_zoom, "MOST_CLICKS", 2)

    def untimed() -> list[Case]:
        return [replace(case, encode_ms=0.0) for case in measure(DiscModel(12.0), root, "coco", 1, seed=1)]

    cases = untimed()
    assert cases == untimed()
    figures = json.loads(json.dumps(summary(cases)))
    assert (figures["objects"], len(figures["cases"])) == (1, 1)
    assert 1 <= figures["zoomed"]["clicks_mean"] <= 2


def test_sessions_that_did_not_get_there_count_the_most_clicks() -> None:
    def session(clicks: int | None) -> Session:
        return Session(clicks, 0.1, 0.5, 0.9)

    cases = [
        Case("a", 30, 500, session(None), session(5), 1.0),
        Case("b", 30, 300, session(40), session(25), 1.0),
    ]
    figures = json.loads(json.dumps(summary(cases)))
    assert (figures["whole"]["clicks_mean"], figures["zoomed"]["clicks_mean"]) == (50, 15)
    assert (figures["whole"]["reached"], figures["zoomed"]["reached"]) == (1, 2)
    assert figures["clicks_ratio"] == 0.3
    within = figures["within_20_clicks"]
    assert (within["whole"]["clicks_mean"], within["zoomed"]["clicks_mean"]) == (20, 12.5)
    assert (within["whole"]["reached"], within["zoomed"]["reached"]) == (0, 1)


def test_a_data_set_without_photos_is_named(root: Path) -> None:
    with pytest.raises(ValueError, match="no photo for a composite in the validation split of penn"):
        measure(DiscModel(12.0), root, "penn", 1, seed=1)
