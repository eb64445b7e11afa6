"""Replays logs without a model and compares the result with the stored objects, byte for byte."""

from __future__ import annotations

from django.db import transaction

from backend.annotation import rows
from backend.annotation.fold import fold
from backend.annotation.models import Annotation, Object
from backend.annotation.refolding import drop_missing_labels


def differences(annotation_id: int) -> list[str]:
    """One sentence for each way in which the stored document is not the fold of its log; empty when it is."""
    with transaction.atomic():
        annotation = Annotation.objects.select_for_update(of=("self",)).select_related("image").get(pk=annotation_id)
        log = rows.read_log(annotation.pk)
        stored = {row.pk: row for row in Object.objects.filter(annotation=annotation)}
    if [entry.revision for entry in log] != list(range(1, annotation.revision + 1)):
        return [f"the log does not hold the revisions 1 to {annotation.revision} once each"]
    state = fold(log)
    drop_missing_labels(state, annotation.image.project_id)
    replayed = {item.id: item for item in state.live()}
    found = [f"object {key} is stored, but the log does not make it" for key in stored.keys() - replayed.keys()]
    found += [f"object {key} comes out of the log, but is not stored" for key in replayed.keys() - stored.keys()]
    for key in sorted(stored.keys() & replayed.keys()):
        expected = rows.values(replayed[key]) | {"created_by_id": replayed[key].created_by}
        wrong = [name for name, value in expected.items() if getattr(stored[key], name) != value]
        found += [f"object {key}: {', '.join(wrong)} differ"] if wrong else []
    if annotation.background != state.background:
        found.append("the background clicks differ")
    pinned = {"name": annotation.model_name, "digest": annotation.model_digest}
    if state.model is not None and state.model != pinned:
        found.append(f"the log pins model {state.model['name']}, the document {annotation.model_name or 'none'}")
    return found
