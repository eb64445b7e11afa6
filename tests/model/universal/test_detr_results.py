"""Boxes, instance masks and the panoptic map, step by step on drawn logits."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import Tensor

from model.universal.detr_boxes import boxes_of, instance_masks
from model.universal.detr_segments import DetrPanopticMap, StuffMerge, kept_queries, panoptic_map

CLASSES = 100
SKY, GRASS, CAR = 95, 93, 3


def logits_of(*labels: int, sure: float = 20.0) -> Tensor:
    """A query per label, sure of it; -1 is no-object."""
    logits = torch.zeros(len(labels), CLASSES + 1)
    for row, label in zip(logits, labels, strict=True):
        row[label] = sure
    return logits


def maps_of(*rows: str) -> Tensor:
    """A map (1, width) per query: digits are logits."""
    return torch.tensor([[[float(letter) for letter in row]] for row in rows])


def drawn(logits: Tensor, maps: Tensor, stuff_merge: StuffMerge = "faithful", scale: int = 10) -> DetrPanopticMap:
    """The map of images of one row, enlarged so that each cell has ``scale`` pixels."""
    height, width = maps.shape[-2:]
    kept = kept_queries(logits)
    return panoptic_map(logits, maps[kept], kept, (height, width), (height * scale, width), stuff_merge)


def labels_of(result: DetrPanopticMap) -> list[int]:
    """The class of each pixel of the first row."""
    return [result.segments[int(id_)].label for id_ in result.ids[0]]


def test_boxes_are_pixels_of_the_image_and_no_object_is_no_class() -> None:
    logits = torch.zeros(1, 2, 3)
    logits[0, 0, 2], logits[0, 0, 1] = 9.0, 1.0
    logits[0, 1, 0] = 5.0
    result = boxes_of(logits, torch.tensor([[[0.5, 0.5, 0.5, 1.0], [0.0, 0.25, 0.2, 0.5]]]), [(40, 100)])[0]
    assert result.labels.tolist() == [1, 0] and result.scores[0] < 0.01 < 0.9 < result.scores[1]
    assert torch.allclose(result.boxes_xyxy, torch.tensor([[25.0, 0, 75, 40], [-10, 0, 10, 20]]))


def test_instance_masks_leave_the_padding_out_and_have_the_images_size() -> None:
    logits = torch.full((2, 1, 2, 4), 8.0)
    logits[0, 0, :, 1:] = -8.0  # beyond the first image, whose left half is an object
    masks = instance_masks(logits, [(8, 8), (8, 16)], [(16, 32), (5, 7)])
    assert masks[0].shape == (1, 16, 32) and masks[1].shape == (1, 5, 7) and masks[1].all()
    assert masks[0][0, :, :16].all() and not masks[0][0, :, 28:].any()


def test_no_masks_make_no_instances() -> None:
    assert instance_masks(torch.zeros(1, 0, 2, 4), [(8, 8)], [(16, 32)])[0].shape == (0, 16, 32)


def test_queries_that_are_unsure_or_see_nothing_are_left_out() -> None:
    logits = torch.cat((logits_of(CAR, -1, SKY), logits_of(GRASS, sure=1.0)))
    assert kept_queries(logits).tolist() == [0, 2]
    assert kept_queries(logits_of(CAR, sure=1.0), threshold=0.02).tolist() == [0]


def test_every_pixel_goes_to_the_strongest_query() -> None:
    result = drawn(logits_of(CAR, -1, SKY, CAR), maps_of("551111", "999999", "114411", "111155"))
    assert labels_of(result) == [CAR, CAR, SKY, SKY, CAR, CAR]
    assert [(segment.id, segment.query, segment.is_thing) for segment in result.segments] == [
        (0, 0, True),
        (1, 2, False),
        (2, 3, True),
    ]
    assert [segment.area_px for segment in result.segments] == [20, 20, 20]


def test_stuff_that_two_queries_claim_falls_to_whoever_comes_next_as_published() -> None:
    logits = logits_of(SKY, SKY, CAR)
    maps = maps_of("911", "191", "229")  # without the second query its pixel is the car's
    assert labels_of(drawn(logits, maps)) == [SKY, CAR, CAR]
    assert labels_of(drawn(logits, maps, "union")) == [SKY, SKY, CAR]
    assert [segment.area_px for segment in drawn(logits, maps, "union").segments] == [20, 10]


def test_things_of_one_class_are_never_merged() -> None:
    result = drawn(logits_of(CAR, CAR), maps_of("91", "19"))
    assert [segment.query for segment in result.segments] == [0, 1]


@pytest.mark.parametrize("stuff_merge", ["faithful", "union"])
def test_small_segments_are_dropped_until_none_is_left(stuff_merge: StuffMerge) -> None:
    # The first query has four pixels; what it leaves makes the second no larger.
    maps = maps_of("91111", "29911", "11199")
    result = drawn(logits_of(CAR, SKY, GRASS), maps, stuff_merge, scale=4)
    assert labels_of(result) == [SKY, SKY, SKY, GRASS, GRASS] and result.segments[0].area_px == 12
    assert drawn(logits_of(CAR), maps_of("1"), stuff_merge, scale=4).segments == ()
    assert len(drawn(logits_of(CAR), maps_of("1"), stuff_merge, scale=5).segments) == 1


def test_union_keeps_stuff_whose_parts_are_small_each() -> None:
    maps = maps_of("9111", "1911", "1199")
    result = drawn(logits_of(SKY, SKY, CAR), maps, "union", scale=3)
    assert labels_of(result) == [SKY, SKY, CAR, CAR] and result.segments[0].area_px == 6


def test_nothing_kept_gives_an_empty_list_and_zeros() -> None:
    for logits in (logits_of(-1, -1), torch.zeros(0, CLASSES + 1)):
        result = drawn(logits, torch.zeros(len(logits), 1, 4))
        assert result.segments == () and result.ids.shape == (10, 4) and not result.ids.any()


def test_the_map_is_enlarged_by_pixel_centres() -> None:
    logits, kept = logits_of(CAR, SKY), torch.arange(2)
    result = panoptic_map(logits, maps_of("911", "199"), kept, (1, 3), (10, 4))
    assert labels_of(result) == [CAR, SKY, SKY, SKY]  # by corners it would be car, car, sky, sky


def test_an_unknown_way_to_merge_is_refused() -> None:
    with pytest.raises(ValueError, match="choose faithful or union"):
        panoptic_map(logits_of(CAR), maps_of("1"), torch.arange(1), (1, 1), (1, 1), "both")  # type: ignore[arg-type]


def test_ids_are_whole_numbers_from_0_without_gaps() -> None:
    result = drawn(logits_of(SKY, CAR, SKY, CAR), maps_of("9111", "1911", "1191", "1119"), "union")
    assert result.ids.dtype == np.int32 and sorted(set(result.ids.ravel())) == [0, 1, 2]
    assert [segment.query for segment in result.segments] == [0, 1, 3]
