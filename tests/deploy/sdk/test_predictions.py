"""What a model may answer, and what it is told when it may not."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from stipple import BadPrediction, ImagePredictions, Prediction
from stipple.masks import decode
from stipple.predictions import coco_document, settled

IMAGE: Any = {"id": "11111111-1111-4111-8111-111111111111", "name": "a.jpg", "width": 7, "height": 5}
WHOLE = np.ones((5, 7), bool)


def test_masks_and_boxes_become_coco() -> None:
    mask = np.zeros((5, 7), np.uint8)
    mask[1:3, 2:6] = 255
    found = [Prediction("cat", 0.5, mask=mask), Prediction("dog", box_xyxy=(1, 1, 4, 3)), Prediction("cat", mask=WHOLE)]
    document = coco_document([ImagePredictions(IMAGE, found), ImagePredictions(IMAGE, [])])
    assert [image["stipple_id"] for image in document["images"]] == [IMAGE["id"]] * 2
    assert document["categories"] == [{"id": 1, "name": "cat"}, {"id": 2, "name": "dog"}]
    first, second, third = document["annotations"]
    assert (first["score"], first["category_id"], third["category_id"]) == (0.5, 1, 1)
    assert np.array_equal(decode(first["segmentation"]), mask > 0)
    assert (second["bbox"], second["image_id"], "score" in second) == ([1, 1, 3, 2], 1, False)


def test_a_box_is_cut_at_the_edge_of_the_image() -> None:
    [found] = settled(ImagePredictions(IMAGE, [Prediction("cat", box_xyxy=(-3, 2, 99, 4))])).predictions
    assert found.box_xyxy == (0, 2, 7, 4)


@pytest.mark.parametrize(
    ("prediction", "reason"),
    [
        (Prediction("", mask=WHOLE), "label=''"),
        (Prediction(3, mask=WHOLE), "label=3"),  # type: ignore[arg-type]
        (Prediction("cat"), "neither a mask nor a box"),
        (Prediction("cat", mask=WHOLE.T), r"\(7, 5\)"),
        (Prediction("cat", mask=~WHOLE), "empty"),
        (Prediction("cat", mask=[[1]]), "list"),  # type: ignore[arg-type]
        (Prediction("cat", 1.5, mask=WHOLE), r"score=1\.5"),
        (Prediction("cat", float("nan"), mask=WHOLE), "score=nan"),
        (Prediction("cat", box_xyxy=(3, 3, 3, 4)), "no pixel"),
        (Prediction("cat", box_xyxy=(float("nan"), 0, 3, 4)), "no pixel"),
        (Prediction("cat", box_xyxy=(1, 2, 3)), "left, top, right, bottom"),  # type: ignore[arg-type]
        (Prediction("cat", rle={"size": [7, 5], "counts": "0"}), "size"),
    ],
)
def test_what_cannot_be_stored_names_the_image_and_the_reason(prediction: Prediction, reason: str) -> None:
    with pytest.raises(BadPrediction, match=rf"a\.jpg, prediction 1: .*{reason}"):
        settled(ImagePredictions(IMAGE, [Prediction("fine", mask=WHOLE), prediction]))
