"""What clients see of a document: ObjectView and the messages that carry what changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from backend.accounts.models import User
from backend.annotation.models import Annotation
from backend.annotation.state import ClickRecord, DocumentState, Effect, ObjectState


def click_views(records: Iterable[ClickRecord]) -> list[dict[str, Any]]:
    """The clicks among ``records``."""
    return [{name: record[name] for name in ("id", "x", "y", "t")} for record in records if "x" in record]


def stroke_views(records: Iterable[ClickRecord]) -> list[dict[str, Any]]:
    """The strokes among ``records``."""
    return [{name: record[name] for name in ("id", "points", "t")} for record in records if "points" in record]


def box_views(records: Iterable[ClickRecord]) -> list[dict[str, Any]]:
    """The boxes among ``records``; the last one is in effect."""
    return [{name: record[name] for name in ("id", "box", "t")} for record in records if "box" in record]


def object_view(item: ObjectState, *, with_rle: bool = True) -> dict[str, Any]:
    """One object; without ``rle`` when its mask is the one that the client has."""
    view = {
        "id": str(item.id),
        "label": item.label,
        "shape": item.shape,
        "rle": item.rle,
        "bbox": item.bbox,
        "area": item.area,
        "z": item.z,
        "quality": item.quality,
        "unsure": item.unsure,
        "source": item.source,
        "locked": item.is_locked,
        "attributes": item.attributes,
        "crop": item.crop,
        "clicks": click_views(item.clicks),
        "strokes": stroke_views(item.clicks),
        "boxes": box_views(item.clicks),
        "created_by": item.created_by,
        "model": item.model,
    }
    if not with_rle:
        del view["rle"]
    return view


def person_view(user: User) -> dict[str, Any]:
    return {"id": user.pk, "name": user.display_name, "color": user.color}


def model_view(annotation: Annotation, chosen_name: str, chosen_digest: str) -> dict[str, str]:
    """The model pinned to the annotation, or the one that the project has chosen while none is."""
    if annotation.model_digest:
        return {"name": annotation.model_name, "digest": annotation.model_digest}
    return {"name": chosen_name, "digest": chosen_digest}


def mask_view(item: ObjectState) -> dict[str, Any]:
    """What a decode can change of an object."""
    return {
        "id": str(item.id),
        "shape": item.shape,
        "bbox": item.bbox,
        "area": item.area,
        "quality": item.quality,
        "unsure": item.unsure,
        "rle": item.rle,
        "model": item.model,
    }


def changed_message(
    user: User, client_id: UUID, kind: str, revision: int, state: DocumentState, effect: Effect
) -> dict[str, Any]:
    """The ``changed`` message of one operation, without the receiver's own can_undo and can_redo."""
    message: dict[str, Any] = {
        "op": "changed",
        "since": revision - 1,
        "revision": revision,
        "by": person_view(user),
        "id": str(client_id),
        "kind": kind,
        "objects": [
            object_view(state.objects[key], with_rle=key in effect.masked)
            for key in sorted(effect.changed - effect.removed)
        ],
        "removed": sorted(str(key) for key in effect.removed),
    }
    if effect.background:
        message["background"] = click_views(state.background)
        message["background_strokes"] = stroke_views(state.background)
    return message


def masks_message(
    revision: int, state: DocumentState, effect: Effect, answers: list[int], timing: dict[str, float]
) -> dict[str, Any]:
    return {
        "op": "masks",
        "since": revision - 1,
        "revision": revision,
        "objects": [mask_view(state.objects[key]) for key in sorted(effect.masked)],
        "removed": [],
        "answers": answers,
        "timing": timing,
    }
