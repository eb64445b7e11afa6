"""Run lengths against pycocotools, byte for byte, and what ``validate`` refuses."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from pycocotools import mask as coco

from kernels import rle
from kernels.rle import Rle, reference
from kernels.rle.counts import all_to_runs, from_runs, to_runs

SETTINGS = settings(max_examples=200, deadline=None)
SHAPES = st.tuples(st.integers(1, 30), st.integers(1, 30))
MASKS = SHAPES.flatmap(lambda hw: hnp.arrays(bool, hw))
PAIRS = SHAPES.flatmap(lambda hw: st.tuples(hnp.arrays(bool, hw), hnp.arrays(bool, hw)))
LABEL_MAPS = SHAPES.flatmap(lambda hw: hnp.arrays(np.uint16, hw, elements=st.integers(0, 5)))


@SETTINGS
@given(MASKS)
def test_encodes_byte_for_byte_like_pycocotools_and_decodes_back(mask: np.ndarray) -> None:
    encoded = rle.encode(mask)
    assert encoded == reference.encode(mask)
    np.testing.assert_array_equal(rle.decode(encoded), mask)
    np.testing.assert_array_equal(rle.decode(encoded), reference.decode(encoded))


@SETTINGS
@given(MASKS, st.data())
def test_a_box_is_decoded_like_a_cut_of_the_whole(mask: np.ndarray, data: st.DataObject) -> None:
    height, width = mask.shape
    x, y = data.draw(st.integers(0, width - 1)), data.draw(st.integers(0, height - 1))
    box = x, y, data.draw(st.integers(1, width - x)), data.draw(st.integers(1, height - y))
    cut = mask[y : y + box[3], x : x + box[2]]
    np.testing.assert_array_equal(rle.decode_box(rle.encode(mask), box), cut)


@SETTINGS
@given(MASKS, st.data())
def test_a_box_is_encoded_like_the_whole_with_nothing_around_it(mask: np.ndarray, data: st.DataObject) -> None:
    left, above, right, below = (data.draw(st.integers(0, 3)) for _ in range(4))
    whole = np.pad(mask, ((above, below), (left, right)))
    assert rle.encode_box(mask, (left, above), whole.shape) == reference.encode(whole)


@SETTINGS
@given(SHAPES.flatmap(lambda hw: st.lists(hnp.arrays(bool, hw), min_size=2, max_size=6)), st.integers(1, 5))
def test_several_masks_unite_and_are_taken_out_as_one_by_one(masks: list[np.ndarray], count: int) -> None:
    kept, taken = masks[:count], masks[count:]
    assert rle.union_all([rle.encode(mask) for mask in masks]) == reference.encode(np.logical_or.reduce(masks))
    left = rle.without([rle.encode(mask) for mask in kept], [rle.encode(mask) for mask in taken])
    gone = np.logical_or.reduce([np.zeros_like(masks[0]), *taken])
    assert left == [reference.encode(mask & ~gone) for mask in kept]


@SETTINGS
@given(MASKS)
def test_area_and_box_equal_pycocotools(mask: np.ndarray) -> None:
    encoded = rle.encode(mask)
    theirs = {"size": encoded["size"], "counts": encoded["counts"].encode()}
    assert rle.area(encoded) == int(coco.area(theirs))
    assert list(rle.bbox_xywh(encoded)) == [int(side) for side in coco.toBbox(theirs)]


@SETTINGS
@given(PAIRS)
def test_set_operations_equal_those_on_pixels(pair: tuple[np.ndarray, np.ndarray]) -> None:
    a, b = pair
    left, right = rle.encode(a), rle.encode(b)
    assert rle.union(left, right) == reference.encode(a | b)
    assert rle.subtract(left, right) == reference.encode(a & ~b)
    assert rle.intersect(left, right) == reference.encode(a & b)
    union = (a | b).sum()
    assert rle.iou(left, right) == pytest.approx((a & b).sum() / union if union else 1.0)
    assert rle.meet(left, right) == bool((a & b).any())


@SETTINGS
@given(LABEL_MAPS, st.integers(0, 7))
def test_one_walk_encodes_every_object_like_one_mask_at_a_time(label_map: np.ndarray, count: int) -> None:
    assert rle.encode_labels(label_map, count) == reference.encode_labels(label_map, count)


def test_encodes_runs_longer_than_sixteen_bits() -> None:
    mask = np.zeros((3000, 2000), dtype=bool)
    mask[17:2900, 3:1990] = True
    mask[:, 1995:] = True
    assert rle.encode(mask) == reference.encode(mask)
    assert rle.encode_labels(mask, 1) == [reference.encode(mask)]


def test_empty_mask_has_no_area_and_an_empty_box() -> None:
    nothing = rle.empty((4, 6))
    assert nothing == reference.encode(np.zeros((4, 6), bool))
    assert rle.area(nothing) == 0 and rle.bbox_xywh(nothing) == (0, 0, 0, 0)


@SETTINGS
@given(LABEL_MAPS, st.integers(1, 9))
def test_paint_writes_only_where_the_mask_is_set(label_map: np.ndarray, value: int) -> None:
    mask = label_map == 2
    painted = label_map.copy()
    rle.paint(painted, rle.encode(mask), value)
    np.testing.assert_array_equal(painted, np.where(mask, value, label_map))


def test_normalise_makes_equal_masks_equal_text() -> None:
    wasteful: Rle = {"size": [2, 2], "counts": from_runs(np.array([1, 0, 1, 2, 0]))}
    assert wasteful["counts"] != rle.encode(rle.decode(wasteful))["counts"]
    assert rle.normalise(wasteful) == rle.encode(rle.decode(wasteful)) == rle.encode(np.array([[0, 1], [0, 1]]))


def test_validate_accepts_what_encode_writes() -> None:
    rle.validate(rle.encode(np.eye(5, 7, dtype=bool)), (5, 7))


@pytest.mark.parametrize(
    ("given_rle", "sentence"),
    [
        ("044", "object with size and counts"),
        ({"counts": "T1"}, "size=None"),
        ({"size": [6], "counts": "T1"}, "size="),
        ({"size": [6, True], "counts": "T1"}, "size="),
        ({"size": [7, 6], "counts": "Z1"}, "the mask is 6x7 pixels, the image 6x6"),
        ({"size": [6, 6]}, "counts is NoneType"),
        ({"size": [6, 6], "counts": [36]}, "counts is list"),
        ({"size": [6, 6], "counts": ""}, "empty"),
        ({"size": [6, 6], "counts": "T1é"}, "bad character 'é' at position 2"),
        ({"size": [6, 6], "counts": "T1 "}, "bad character ' '"),
        ({"size": [6, 6], "counts": "T"}, "ends within a number"),
        ({"size": [6, 6], "counts": "TTTTTTTT1"}, "a number of 9 characters"),
        ({"size": [6, 6], "counts": "55"}, "adds up to 10 pixels; a 6x6 mask has 36"),
        ({"size": [6, 6], "counts": "N"}, "negative run: run 0 is -2"),
    ],
)
def test_validate_names_what_is_wrong(given_rle: object, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        rle.validate(given_rle, (6, 6))


@SETTINGS
@given(st.text(alphabet=[chr(code) for code in range(40, 120)], max_size=30))
def test_any_text_is_either_refused_or_a_mask_of_the_right_size(counts: str) -> None:
    given_rle: Rle = {"size": [6, 6], "counts": counts}
    try:
        rle.validate(given_rle, (6, 6))
    except ValueError:
        return
    assert rle.decode(given_rle).shape == (6, 6)


TEXTS = st.one_of(
    st.text(alphabet=[chr(code) for code in range(40, 120)], max_size=8),
    MASKS.map(lambda mask: rle.encode(mask)["counts"]),
    st.lists(st.integers(0, 10_000_000), min_size=1, max_size=9).map(lambda runs: from_runs(np.array(runs))),
)


@SETTINGS
@given(st.lists(TEXTS, min_size=1, max_size=6))
def test_many_texts_are_read_in_one_go_as_one_by_one(texts: list[str]) -> None:
    alone, wrong = [], set()
    for text in texts:
        try:
            alone.append(to_runs(text))
        except ValueError as error:
            wrong.add(str(error))
    if wrong:
        with pytest.raises(ValueError) as refused:
            all_to_runs(texts)
        assert str(refused.value) in wrong
    else:
        assert [runs.tolist() for runs in all_to_runs(texts)] == [runs.tolist() for runs in alone]


def test_runs_whose_sum_passes_64_bits_are_refused() -> None:
    numbers = 92_682
    runs = np.repeat(np.arange(numbers // 2, dtype=np.int64) << 33, 2)
    missing = (1 << 64) + 36 - sum(map(int, runs))
    runs += missing // numbers
    runs[0] += missing % numbers
    assert runs.min() >= 0 and runs.sum() == 36, "numpy's sum of them is that of a good mask"
    with pytest.raises(ValueError, match="pixels or more; a 6x6 mask has 36"):
        rle.validate({"size": [6, 6], "counts": from_runs(runs)}, (6, 6))


def test_operations_refuse_masks_of_different_size() -> None:
    with pytest.raises(ValueError, match="different size"):
        rle.union(rle.empty((2, 3)), rle.empty((3, 2)))
