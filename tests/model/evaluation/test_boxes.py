from __future__ import annotations

from pathlib import Path

import numpy as np

from model.datasets.sample import Sample
from model.evaluation.boxes import drawn_boxes, measure
from tests.worker.fake_model import DiscModel


class Squares:
    """Photos of 120 x 160 pixels with one square of 30 pixels each."""

    def __len__(self) -> int:
        return 6

    def name_of(self, index: int) -> str:
        return f"square {index}"

    def __getitem__(self, index: int) -> Sample:
        labels = np.zeros((120, 160), dtype=np.int32)
        labels[20:50, 20 * index : 20 * index + 30] = 1
        return Sample(self.name_of(index), Path("none"), np.zeros((120, 160, 3), dtype=np.uint8), labels, 1)


def test_a_drawn_box_is_nearly_that_of_the_mask_and_the_same_each_time() -> None:
    for sample in (Squares()[index] for index in range(6)):
        ((box, mask),) = drawn_boxes(sample)
        ((again, _),) = drawn_boxes(sample)
        assert box == again
        rows, columns = np.nonzero(mask)
        assert abs(box.x0 - columns.min()) <= 1.2 and abs(box.y1 - rows.max() - 1) <= 1.2
        assert 0 <= box.x0 < box.x1 <= 160 and 0 <= box.y0 < box.y1 <= 120


def test_a_model_that_leaks_far_is_kept_in_by_the_box() -> None:
    result = measure(DiscModel(radius=60), Squares(), photos=6)
    assert result["boxes"] == 6
    assert result["box"]["iou"] > 2 * result["click"]["iou"]
