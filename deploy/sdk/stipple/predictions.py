"""What a model of one's own has found, brought into a project: as proposals for people to accept, or as objects.

It goes the way of every import, as COCO: so it has a report, and the same predictions again change nothing.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stipple import masks, models
from stipple.calls import D, Resource, call
from stipple.effects import Flow, ask
from stipple.errors import BadPrediction
from stipple.imports import ImportReport, report_of
from stipple.jobs import Progress, wait_for
from stipple.uploads import upload_import_file

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True)
class Prediction:
    """One object: a ``mask`` (bool, height x width of the image), or an ``rle``, or a box alone.

    ``box_xyxy`` is left, top, right, bottom in pixels of the image; ``score`` is 0 to 1.
    """

    label: str
    score: float | None = None
    mask: np.ndarray | None = None
    rle: models.Rle | None = None
    box_xyxy: tuple[float, float, float, float] | None = None


@dataclass(frozen=True)
class ImagePredictions:
    """``image``: of the list of images. No prediction at all is an answer too."""

    image: models.Image | models.ImageDetail
    predictions: Sequence[Prediction]


class Predictions(Resource[D]):
    @call
    def upload(
        self,
        project: int,
        found: Iterable[ImagePredictions],
        *,
        as_proposals: bool = True,
        existing: models.ExistingEnum = "add",
        other_labels: models.OtherLabelsEnum = "create",
        progress: Progress | None = None,
    ) -> Flow[ImportReport]:
        """Bring them into the project. ``other_labels``: what becomes of labels that the project does not have.

        Raises BadPrediction, before anything is sent, for one that cannot be stored.
        """
        document = coco_document(found)
        with tempfile.TemporaryDirectory(prefix="stipple-") as folder:
            path = Path(folder) / "predictions.json"
            path.write_text(json.dumps(document), encoding="utf-8")
            file = yield from upload_import_file(project, path)
        body = {
            "kind": "import",
            "file": file,
            "format": "coco",
            "objects_as": "proposals" if as_proposals else "annotations",
            "existing": existing,
            "other_labels": other_labels,
            "add_images": False,
        }
        job = yield from ask("POST", f"/api/v1/projects/{project}/jobs/", json=body)
        return (yield from report_of((yield from wait_for(job["id"], progress))))


def coco_document(found: Iterable[ImagePredictions]) -> dict[str, Any]:
    """Raises BadPrediction, which names the image and the prediction."""
    categories: dict[str, int] = {}
    images: list[dict[str, Any]] = []
    annotations: list[dict[str, Any]] = []
    for number, each in enumerate(found, start=1):
        image = each.image
        size = {"width": image["width"], "height": image["height"]}
        images.append({"id": number, "file_name": image["name"], "stipple_id": image["id"], **size})
        for prediction in settled(each).predictions:
            category = categories.setdefault(prediction.label, len(categories) + 1)
            key = {"id": len(annotations) + 1, "image_id": number, "category_id": category}
            annotations.append(key | _shape(prediction))
    named = [{"id": key, "name": name} for name, key in categories.items()]
    return {"images": images, "annotations": annotations, "categories": named}


def settled(found: ImagePredictions) -> ImagePredictions:
    """The same, checked, with masks as run lengths, which take little memory. Raises BadPrediction."""
    image = found.image
    predictions = []
    for place, prediction in enumerate(found.predictions):
        try:
            predictions.append(_settled(prediction, image["width"], image["height"]))
        except BadPrediction as error:
            raise BadPrediction(f"{image['name']}, prediction {place}: {error}") from None
    return ImagePredictions(image, predictions)


def _shape(prediction: Prediction) -> dict[str, Any]:
    score = {} if prediction.score is None else {"score": prediction.score}
    if prediction.rle is not None:
        return score | {"segmentation": prediction.rle}
    assert prediction.box_xyxy is not None
    left, top, right, bottom = prediction.box_xyxy
    return score | {"bbox": [left, top, right - left, bottom - top]}


def _settled(prediction: Prediction, width: int, height: int) -> Prediction:
    label = prediction.label
    if not isinstance(label, str) or not label.strip():
        raise BadPrediction(f"label={label!r} is no name of a label.")
    score = None if prediction.score is None else _score(prediction.score)
    if prediction.mask is not None:
        return Prediction(label, score, rle=_encoded(prediction.mask, width, height))
    if prediction.rle is not None:
        if list(prediction.rle["size"]) != [height, width]:
            raise BadPrediction(f"the rle is of size {prediction.rle['size']}, the image of {[height, width]}.")
        return Prediction(label, score, rle=prediction.rle)
    if prediction.box_xyxy is None:
        raise BadPrediction("it has neither a mask nor a box; give mask=, rle= or box_xyxy=.")
    return Prediction(label, score, box_xyxy=_box(prediction.box_xyxy, width, height))


def _score(value: float) -> float:
    score = float(value)
    if not 0 <= score <= 1:
        raise BadPrediction(f"score={value!r} is not between 0 and 1.")
    return score


def _encoded(mask: np.ndarray, width: int, height: int) -> models.Rle:
    if getattr(mask, "shape", None) != (height, width):
        shape = getattr(mask, "shape", type(mask).__name__)
        raise BadPrediction(f"the mask is {shape}, the image (height, width) = {(height, width)}.")
    if not mask.any():
        raise BadPrediction("the mask is empty; leave such objects out.")
    return masks.encode(mask if mask.dtype == bool else mask > 0)


def _box(box_xyxy: Sequence[float], width: int, height: int) -> tuple[float, float, float, float]:
    if len(box_xyxy) != 4:
        raise BadPrediction(f"box_xyxy={box_xyxy!r} is not left, top, right, bottom.")
    left, top, right, bottom = (float(side) for side in box_xyxy)
    left, top, right, bottom = max(left, 0.0), max(top, 0.0), min(right, width), min(bottom, height)
    if not (left < right and top < bottom):
        raise BadPrediction(f"box_xyxy={box_xyxy!r} holds no pixel of the {width}x{height} image.")
    return left, top, right, bottom
