"""Average precision equals what the COCO tools print for the same files, and a count by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pycocotools import mask as rle
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

from model.evaluation.average_precision import NAMES, RECALLS, AveragePrecision, FoundObject, Kind, TrueObject

CATEGORIES = (2, 5, 9)
Scene = tuple[tuple[int, int], list[TrueObject], list[FoundObject]]


def rectangle(image_hw: tuple[int, int], y: int, x: int, h: int, w: int) -> np.ndarray:
    mask = np.zeros(image_hw, dtype=bool)
    mask[y : y + h, x : x + w] = True
    return mask


def scenes(seed: int = 0) -> list[Scene]:
    """Images of odd sizes with crowds; one has no objects, one no predictions."""
    random = np.random.default_rng(seed)
    drawn: list[Scene] = []
    for index in range(12):
        size = (int(random.integers(90, 160)), int(random.integers(90, 220)))
        true, found = [], []
        for _ in range(0 if index == 3 else int(random.integers(1, 7))):
            h, w = (int(side) for side in random.integers(6, 80, 2))
            y, x = int(random.integers(0, size[0] - 5)), int(random.integers(0, size[1] - 5))
            category = int(random.choice(CATEGORIES))
            true.append(TrueObject(category, rectangle(size, y, x, h, w), is_crowd=bool(random.random() < 0.15)))
            for _ in range(0 if index == 5 else int(random.integers(0, 3))):
                dy, dx = (int(step) for step in random.integers(0, 4, 2))
                guess = category if random.random() < 0.8 else int(random.choice(CATEGORIES))
                found.append(FoundObject(guess, float(random.random()), rectangle(size, y + dy, x + dx, h, w)))
        drawn.append((size, true, [one for one in found if one.mask is not None and one.mask.any()]))
    return drawn


def by_the_tools(drawn: list[Scene], kind: Kind, folder: Path) -> np.ndarray:
    """What pycocotools says of files as a benchmark has them."""
    truth: dict[str, Any] = {
        "images": [{"id": i, "height": size[0], "width": size[1]} for i, (size, _, _) in enumerate(drawn, 1)],
        "categories": [{"id": category, "name": str(category)} for category in CATEGORIES],
        "annotations": [],
    }
    results = []
    for image, (_, true, found) in enumerate(drawn, 1):
        for one in [*true, *found]:
            assert one.mask is not None
            runs = rle.encode(np.asfortranarray(one.mask, dtype=np.uint8))
            text = {"size": runs["size"], "counts": runs["counts"].decode()}
            entry = {"image_id": image, "category_id": one.category}
            if isinstance(one, FoundObject):
                shape = {"segmentation": text} if kind == "segm" else {"bbox": rle.toBbox(runs).tolist()}
                results.append(entry | shape | {"score": one.score})
                continue
            entry |= {"id": len(truth["annotations"]) + 1, "iscrowd": int(one.is_crowd), "area": float(rle.area(runs))}
            truth["annotations"].append(entry | {"segmentation": text, "bbox": rle.toBbox(runs).tolist()})
    (folder / "truth.json").write_text(json.dumps(truth))
    (folder / "results.json").write_text(json.dumps(results))
    known = COCO(str(folder / "truth.json"))
    run = COCOeval(known, known.loadRes(str(folder / "results.json")), kind)
    run.evaluate()
    run.accumulate()
    run.summarize()
    return run.stats


def evaluated(drawn: list[Scene], kind: Kind = "segm") -> AveragePrecision:
    precision = AveragePrecision(kind, CATEGORIES)
    for scene in drawn:
        precision.add(*scene)
    return precision


@pytest.mark.parametrize("kind", ["segm", "bbox"])
def test_the_twelve_numbers_are_those_of_the_tools(kind: Kind, tmp_path: Path) -> None:
    expected = by_the_tools(scenes(), kind, tmp_path)
    values = evaluated(scenes(), kind).figures().values
    assert [values[name] for name in (*NAMES, *RECALLS)] == pytest.approx(expected.tolist(), abs=1e-12)
    assert 0.05 < values["ap"] < values["ap50"] < 0.95  # a case that has something to tell


def test_nothing_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    evaluated(scenes()[:2]).figures()
    assert capsys.readouterr().out == ""


def test_the_mean_of_the_classes_is_the_whole_and_asking_twice_changes_nothing() -> None:
    precision = evaluated(scenes())
    first, second = precision.figures(), precision.figures()
    assert first == second and set(first.per_class) == set(CATEGORIES)
    assert np.mean(list(first.per_class.values())) == pytest.approx(first.values["ap"])


def test_a_hand_count_of_one_class() -> None:
    size, near, far = (20, 40), (2, 2, 10, 10), (2, 25, 10, 10)
    true = [TrueObject(2, rectangle(size, *near)), TrueObject(2, rectangle(size, *far))]
    found = [
        FoundObject(2, 0.9, rectangle(size, *near)),
        FoundObject(2, 0.8, rectangle(size, 14, 2, 3, 3)),
        FoundObject(2, 0.7, rectangle(size, *far)),
    ]
    # Precision 1 up to recall 0.5 (51 of 101 points), then 2/3.
    expected = (51 + 50 * 2 / 3) / 101
    figures = evaluated([(size, true, found)]).figures()
    assert figures.values["ap"] == pytest.approx(expected) and figures.values["ap50"] == pytest.approx(expected)
    assert figures.per_class == {2: pytest.approx(expected), 5: -1.0, 9: -1.0}


def test_no_predictions_are_worth_0_and_no_objects_are_told_by_minus_1() -> None:
    size, mask = (20, 40), rectangle((20, 40), 2, 2, 10, 10)
    assert evaluated([(size, [TrueObject(2, mask)], [])]).figures().values["ap"] == 0.0
    assert evaluated([(size, [], [FoundObject(2, 0.9, mask)])]).figures().values["ap"] == -1.0
    assert evaluated([]).figures().values["ap"] == -1.0


def test_the_stated_area_decides_what_is_small() -> None:
    size, mask = (20, 40), rectangle((20, 40), 2, 2, 10, 10)
    found = [FoundObject(2, 0.9, mask)]
    assert evaluated([(size, [TrueObject(2, mask)], found)]).figures().values["ap_small"] == pytest.approx(1.0)
    large = evaluated([(size, [TrueObject(2, mask, area_px=1e5)], found)]).figures().values
    assert large["ap_small"] == -1.0 and large["ap_large"] == pytest.approx(1.0)


def test_what_does_not_fit_is_refused_and_leaves_nothing_behind() -> None:
    precision = AveragePrecision("segm", CATEGORIES)
    size, mask = (20, 40), rectangle((20, 40), 2, 2, 10, 10)
    for found, message in (
        (FoundObject(3, 0.9, mask), "category 3"),
        (FoundObject(2, 0.9, mask.T), "must be equal"),
        (FoundObject(2, 0.9, box_xywh=(2, 2, 10, 10)), "no mask"),
    ):
        with pytest.raises(ValueError, match=message):
            precision.add(size, [TrueObject(2, mask)], [found])
    precision.add(size, [TrueObject(2, mask)], [FoundObject(2, 0.9, mask)])
    assert precision.figures().values["ap"] == pytest.approx(1.0)
