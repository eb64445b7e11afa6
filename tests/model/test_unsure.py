from __future__ import annotations

import numpy as np

from model.fusion import masks_from_logits
from model.types import Logits
from model.unsure import unsure_places

HW = (96, 128)


def logits(*maps: np.ndarray) -> Logits:
    """The background's map is 0 everywhere."""
    given = np.stack([*maps, np.zeros_like(maps[0])]).astype(np.float32)
    owner = np.array([*range(len(maps)), -1], dtype=np.int32)
    quality = np.full(len(maps), 0.9, dtype=np.float32)
    return Logits(given, owner, (2 * HW[0], 2 * HW[1]), (float(HW[0]), float(HW[1])), quality)


def square(inside: float = 5.0) -> np.ndarray:
    """Sure at its edges: 5 inside, -5 outside."""
    values = np.full(HW, -5.0)
    values[20:60, 20:60] = inside
    return values


def test_the_place_is_the_middle_of_the_unsure_patch_and_not_on_the_edge() -> None:
    values = square()
    values[30:42, 40:52] = 0.2
    given = logits(values)
    (place,) = unsure_places(given, masks_from_logits(given))
    assert place is not None
    assert abs(place.x - 92) <= 3 and abs(place.y - 72) <= 3
    assert 0 <= place.margin < 0.3


def test_a_patch_outside_of_the_mask_counts_for_the_object_that_might_have_it() -> None:
    near, far = square(), np.full(HW, -5.0)
    far[20:60, 80:120] = 5.0
    near[64:80, 20:60] = -0.2
    given = logits(near, far)
    place, other = unsure_places(given, masks_from_logits(given))
    assert place is not None and place.y > 128
    assert other is None or other.x > 150


def test_where_the_picture_outvotes_the_network_the_margin_is_below_zero() -> None:
    given = logits(square())
    labels = masks_from_logits(given)
    labels[60:90, 50:80] = 0
    (place,) = unsure_places(given, labels)
    assert place is not None and place.margin < 0
    assert labels[int(place.y), int(place.x)] == 0


def test_between_two_objects_the_margin_is_that_of_the_two() -> None:
    left, right = square(5.0), square(4.9)
    given = logits(left, right)
    place, other = unsure_places(given, masks_from_logits(given))
    assert place is not None and other is not None
    assert place == other and place.margin < 0.1


def test_no_place_where_the_model_is_sure_of_every_pixel() -> None:
    given = logits(np.full(HW, 5.0))
    assert unsure_places(given, masks_from_logits(given)) == [None]


def test_no_object_no_place() -> None:
    given = Logits(np.zeros((1, *HW), np.float32), np.array([-1]), HW, (96.0, 128.0), np.zeros(0, np.float32))
    assert unsure_places(given, np.zeros(HW, np.uint16)) == []
