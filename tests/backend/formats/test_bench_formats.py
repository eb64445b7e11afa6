"""`manage.py bench formats` counts what a round trip loses."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from backend.accounts.models import User
from backend.formats.table import BY_NAME
from backend.images.models import Image
from backend.operations.bench.formats import compared, measure
from backend.projects.models import Project
from kernels import rle
from tests.backend.formats.conftest import disc

SIZES = {"a.jpg": (48, 64)}


def counts(mask: np.ndarray) -> str:
    return rle.encode(mask)["counts"]


def test_equal_objects_are_lossless_in_any_order() -> None:
    one, other = ("a.jpg", "cup", counts(disc(48, 64, 20, 20, 9))), ("a.jpg", "", counts(disc(48, 64, 40, 20, 9)))
    figures = {"objects_in": 2, "objects_out": 2, "lossless": True, "mean_iou": 1.0}
    assert compared([one, other], [other, one], SIZES) == figures


def test_what_is_missing_or_of_another_label_counts_as_nothing_alike() -> None:
    whole, half = np.ones((48, 64), np.uint8), np.ones((48, 64), np.uint8)
    half[:, 32:] = 0
    before = [
        ("a.jpg", "cup", counts(whole)),
        ("a.jpg", "cup", counts(disc(48, 64, 20, 20, 9))),
        ("a.jpg", "", "[0, 0, 8, 8]"),
    ]
    after = [
        ("a.jpg", "cup", counts(half)),
        ("a.jpg", "table", counts(disc(48, 64, 20, 20, 9))),
        ("a.jpg", "", "[0, 0, 8, 4]"),
    ]
    figures = compared(before, after, SIZES)
    small = 253 / (48 * 32)
    assert (figures["objects_out"], figures["lossless"]) == (3, False)
    assert figures["mean_iou"] == pytest.approx((0.5 + small + 0.5) / 3, abs=1e-3)


@pytest.mark.database
@pytest.mark.usefixtures("news", "sent", "media_root")
def test_a_format_that_keeps_everything_is_told_from_one_that_does_not(
    project: Project, alice: User, filled: list[Image], tmp_path: Path
) -> None:
    coco, maps = (measure(project, alice, BY_NAME[name], tmp_path) for name in ("coco", "ade20k"))
    assert (coco["kind"], coco["objects_in"], coco["objects_out"], coco["lossless"]) == ("instance", 5, 5, True)
    assert (maps["objects_in"], maps["objects_out"], maps["lossless"]) == (5, 4, False)
    assert (coco["mean_iou"], maps["mean_iou"]) == (1.0, 0.8)
