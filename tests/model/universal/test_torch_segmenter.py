"""The family behind its protocol: images of any size in, answers on their own pixels out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from kernels.rle import area, decode
from model.universal.segmentation import Answer, SegmentationModel, Task
from model.universal.torch_segmenter import TorchSegmenter
from tests.model.universal.small import RESNET, SWIN, TASKS, photo, small_config, small_network

FAMILIES = list(TASKS)


def segmenter(family: str, backbone: object = SWIN) -> TorchSegmenter:
    config = small_config(family, backbone)  # type: ignore[arg-type]
    return TorchSegmenter(config, small_network(config))


def one(model: SegmentationModel, image: np.ndarray, task: Task) -> Answer:
    return model.answer(model.see([image])[0], task)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("size_hw", [(61, 83), (240, 131), (9, 300)])
def test_odd_sizes_are_answered_on_the_images_own_pixels(family: str, size_hw: tuple[int, int]) -> None:
    model = segmenter(family)
    for task in model.tasks:
        answer = one(model, photo(*size_hw), task)
        assert answer.image_hw == size_hw and (answer.segments or task != "semantic")
        assert all(segment.rle is not None and segment.rle["size"] == list(size_hw) for segment in answer.segments)
        for segment in answer.segments:
            left, top, right, bottom = segment.box_xyxy
            assert 0 <= left < right <= size_hw[1] and 0 <= top < bottom <= size_hw[0] and 0 <= segment.score <= 1


@pytest.mark.parametrize(("family", "backbone"), [*((family, SWIN) for family in FAMILIES), ("maskformer", RESNET)])
def test_an_image_in_a_batch_is_answered_as_alone(family: str, backbone: object) -> None:
    model = segmenter(family, backbone)
    images = [photo(90, 120, 1), photo(64, 64, 2), photo(90, 120, 3)]
    together = model.see(images)
    for image, seen in zip(images, together, strict=True):
        (alone,) = model.see([image])
        assert seen.image_hw == image.shape[:2]
        np.testing.assert_allclose(seen.tensors.masks, alone.tensors.masks, atol=2e-3)
        np.testing.assert_allclose(seen.tensors.classes, alone.tensors.classes, atol=2e-3)
    assert not np.allclose(together[0].tensors.masks, together[2].tensors.masks, atol=0.1)


def test_panoptic_segments_and_labels_tell_the_same() -> None:
    model = segmenter("mask2former")
    answer = one(model, photo(70, 100), "panoptic")
    assert answer.labels is not None and answer.labels.shape == (70, 100)
    covered = np.zeros((70, 100), dtype=int)
    for segment in answer.segments:
        assert segment.rle is not None and segment.is_thing == (segment.label in model.labels.things)
        inside = decode(segment.rle).astype(bool)
        assert inside.any() and (answer.labels[inside] == segment.label).all()
        covered += inside
    assert covered.max() == 1 and ((covered == 0) == (answer.labels == -1)).all()
    stuff = [segment.label for segment in answer.segments if not segment.is_thing]
    assert len(stuff) == len(set(stuff))


def test_semantic_segments_cover_every_pixel_once() -> None:
    answer = one(segmenter("faseg"), photo(70, 100), "semantic")
    assert sum(area(segment.rle) for segment in answer.segments if segment.rle) == 7000
    assert answer.labels is not None and answer.labels.min() >= 0


def test_instances_of_a_panoptic_network_are_things_best_first() -> None:
    answer = one(segmenter("mask2former"), photo(70, 100), "instance")
    scores = [segment.score for segment in answer.segments]
    assert scores == sorted(scores, reverse=True) and all(segment.is_thing for segment in answer.segments)
    assert answer.labels is None


def test_nothing_found_is_an_empty_answer() -> None:
    config = small_config("mask2former")
    sure = replace(config, thresholds=replace(config.thresholds, score=1.0))
    answer = one(TorchSegmenter(sure, small_network(sure)), photo(40, 50), "panoptic")
    assert answer.segments == () and answer.labels is not None and (answer.labels == -1).all()


def test_no_image_is_no_answer() -> None:
    assert segmenter("mask2former").see([]) == []


def test_what_a_network_cannot_answer_is_refused_by_name() -> None:
    model = segmenter("faseg")
    (seen,) = model.see([photo(40, 50)])
    with pytest.raises(ValueError, match="small_faseg does not answer 'panoptic'; choose one of semantic"):
        model.answer(seen, "panoptic")
    with pytest.raises(ValueError, match="see it again"):
        segmenter("maskformer").answer(seen, "semantic")
    with pytest.raises(ValueError, match="expected uint8"):
        model.see([np.zeros((4, 4), dtype=np.uint8)])


def test_a_digest_is_that_of_weights_and_configuration() -> None:
    config = small_config("mask2former")
    first = TorchSegmenter(config, small_network(config))
    assert first.digest == TorchSegmenter(config, small_network(config)).digest
    assert first.digest != TorchSegmenter(config, small_network(config, "other")).digest
    assert first.digest != TorchSegmenter(replace(config, queries=12, name="other"), small_network(config)).digest
