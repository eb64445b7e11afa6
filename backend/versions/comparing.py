"""What differs between two versions of a project: images, objects, labels, splits.

An image is the same in both by its content (SHA-256). Which images differ is found in the database, by the ids of
their contents; contents are looked into only for images that are shown, or few enough to be counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery, Sum

from backend.versions.difference import ObjectChange, object_changes
from backend.versions.frozen import unpacked
from backend.versions.models import Content, Version, VersionImage

CHANGES = ("added", "removed", "changed", "moved")
MOST_COUNTED = 5000
"""Of more changed images the objects are not counted in a summary: that would keep the caller waiting."""
COMPARED = ("name", "color", "kind", "attributes_schema", "position")


def differing(before: Version, after: Version, change: str) -> QuerySet[VersionImage]:
    """The images of ``after`` (of ``before``, where they were removed) that differ by ``change``: in one only, with
    other objects ("changed"), or in another split ("moved")."""
    if change == "removed":
        return _paired(before, after).filter(other_content=None).order_by("position")
    rows = _paired(after, before).order_by("position")
    if change == "added":
        return rows.filter(other_content=None)
    common = rows.filter(other_content__isnull=False)
    if change == "changed":
        return common.exclude(other_content=F("content"))
    return common.exclude(other_split=F("split"))


def _paired(version: Version, other: Version) -> QuerySet[Any]:
    """The images of a version with the content and split that they have in another (null: none)."""
    there = VersionImage.objects.filter(version=other, sha256=OuterRef("sha256"))
    return VersionImage.objects.filter(version=version).annotate(
        other_content=Subquery(there.values("content")[:1]), other_split=Subquery(there.values("split")[:1])
    )


def summary(before: Version, after: Version) -> dict[str, Any]:
    images = {change: differing(before, after, change).count() for change in CHANGES}
    kept = after.counts["images"] - images["added"]
    return {
        "before": before.pk,
        "after": after.pk,
        "images": images | {"unchanged": kept - images["changed"]},
        "objects": _objects(before, after, images["changed"]),
        "labels": _label_changes(before, after),
        "label_counts": _label_counts(before, after),
        "split_counts": _split_counts(before, after),
    }


def _objects(before: Version, after: Version, changed: int) -> dict[str, int] | None:
    """Objects by fate, those of images that came or went too; None where they are too many to be counted."""
    if changed > MOST_COUNTED:
        return None
    counts = Counter({"added": _sum(before, after, "added"), "removed": _sum(before, after, "removed"), "changed": 0})
    rows = differing(before, after, "changed").select_related("content").iterator(chunk_size=200)
    for batch in _batches(rows, 200):
        for changes in changes_of(batch).values():
            counts.update(change.change for change in changes)
    return dict(counts)


def _sum(before: Version, after: Version, change: str) -> int:
    rows = differing(before, after, change).order_by()
    return rows.aggregate(n=Sum("content__object_count"))["n"] or 0


def _batches(rows: Iterable[VersionImage], size: int) -> Iterable[list[VersionImage]]:
    batch: list[VersionImage] = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def changes_of(rows: Iterable[VersionImage]) -> dict[int, list[ObjectChange]]:
    """How the objects of images, of ``differing`` "changed" or "moved", differ: by the key of the row."""
    shown = list(rows)
    others = Content.objects.in_bulk([row.other_content for row in shown])  # type: ignore[attr-defined]
    changes = {}
    for row in shown:
        was = unpacked(others[row.other_content].body)  # type: ignore[attr-defined]
        changes[row.pk] = list(object_changes(was, unpacked(row.content.body), (row.height, row.width)))
    return changes


def _label_changes(before: Version, after: Version) -> dict[str, list[dict[str, Any]]]:
    old = {label["id"]: label for label in before.labels}
    new = {label["id"]: label for label in after.labels}
    changed = []
    for key in (key for key in new if key in old):
        if parts := [name for name in COMPARED if old[key][name] != new[key][name]]:
            changed.append({"id": key, "name": new[key]["name"], "before": old[key]["name"], "parts": parts})
    return {
        "added": [{"id": key, "name": label["name"]} for key, label in new.items() if key not in old],
        "removed": [{"id": key, "name": label["name"]} for key, label in old.items() if key not in new],
        "changed": changed,
    }


def _label_counts(before: Version, after: Version) -> list[dict[str, Any]]:
    """Objects of each label in both versions; id None: objects without a label."""
    labels = {str(label["id"]): label for version in (before, after) for label in version.labels}
    rows = [
        {"id": label["id"], "name": label["name"], "color": label["color"]}
        | {"before": _of_label(before, key), "after": _of_label(after, key)}
        for key, label in labels.items()
    ]
    without = {"before": _of_label(before, ""), "after": _of_label(after, "")}
    if any(without.values()):
        rows.append({"id": None, "name": "", "color": ""} | without)
    return rows


def _of_label(version: Version, key: str) -> int:
    by_split: Mapping[str, int] = version.counts["labels"].get(key, {})
    return sum(by_split.values())


def _split_counts(before: Version, after: Version) -> list[dict[str, Any]]:
    old, new = before.counts["splits"], after.counts["splits"]
    none = {"images": 0, "objects": 0}
    names = dict.fromkeys((*old, *new))
    return [
        {"split": name, "before": old.get(name, none)["images"], "after": new.get(name, none)["images"]}
        for name in names
    ]
