"""The document of an image as it was at an earlier revision, for who looks into its history."""

from __future__ import annotations

from typing import Any

from backend.annotation import rows
from backend.annotation.fold import fold
from backend.annotation.reading import annotation_of, model_of
from backend.annotation.refolding import drop_missing_labels
from backend.annotation.representation import click_views, object_view, stroke_views
from backend.config.problems import Code, Problem
from backend.images.models import Image


def read_past(image: Image, revision: int) -> dict[str, Any]:
    """The Document as it was at ``revision``, 0 being the empty one. Nothing of it can be undone. Raises Problem 400.

    Objects whose label was deleted since have none. ``state`` and ``model`` are those of now.
    """
    annotation = annotation_of(image)
    if revision > annotation.revision:
        detail = f"revision={revision} is not there yet; the last one of this image is {annotation.revision}."
        raise Problem(Code.INVALID, detail)
    state = fold(rows.read_log(annotation.pk, until=revision))
    drop_missing_labels(state, image.project_id)
    return {
        "image": str(image.pk),
        "revision": revision,
        "state": str(image.state),
        "can_undo": False,
        "can_redo": False,
        "model": model_of(annotation, image),
        "objects": [object_view(item) for item in sorted(state.live(), key=lambda item: (item.z, item.id))],
        "background": click_views(state.background),
        "background_strokes": stroke_views(state.background),
    }
