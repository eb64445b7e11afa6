"""Versions of a backup: what was frozen stays as it was, under the ids that labels, images and objects have here."""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter
from typing import Any
from uuid import UUID

from django.db import transaction

from backend.formats.backup.checking import Checked
from backend.formats.backup.columns import Row, values_of
from backend.formats.backup.documents import Documents
from backend.formats.backup.people import People
from backend.formats.grouping import Groups
from backend.projects.models import Project
from backend.versions.contents import keep
from backend.versions.frozen import FrozenObject, digest_of, text_of, unpacked
from backend.versions.making import DIGESTED
from backend.versions.models import Numbering, Version, VersionImage

CONTENTS, VERSIONS = "versions/contents.jsonl", "versions/versions.jsonl"


def restore_versions(
    project: Project, backup: Checked, people: People, documents: Documents, counts: Counter[str]
) -> None:
    """Each version whole or not at all. Raises Unreadable or ValueError at the first that cannot be restored."""
    if not backup.has(VERSIONS) or not backup.has(CONTENTS):
        return
    last = backup.json("project.json").get("last_version") or 0
    Numbering.objects.update_or_create(project=project, defaults={"last": last})
    with Groups() as contents:
        for row in backup.lines(CONTENTS):
            contents.add("content", row["digest"], row["body"])
        for row in backup.lines(VERSIONS):
            if backup.has(name := f"versions/{row['number']:06}.jsonl"):
                with transaction.atomic():
                    _restore(project, row, backup.lines(name), people, documents, contents)
                counts["versions"] += 1


def _restore(project: Project, row: Row, images: Any, people: People, documents: Documents, contents: Groups) -> None:
    given = values_of(Version, row)
    renaming = documents.renaming("")
    given["labels"] = [label | {"id": renaming.label(label["id"])} for label in given["labels"]]
    by_label = given["counts"].get("labels", {})
    by_label = {str(renaming.label(int(key))) if key else "": found for key, found in by_label.items()}
    given["counts"] = given["counts"] | {"labels": by_label}
    given["created_by_id"] = people.found(row.get("created_by_id"))
    version = Version.objects.create(project=project, **given)
    digest = hashlib.sha256()
    for image in images:
        values = values_of(VersionImage, image)
        text, object_count = _renamed(contents.take("content", image["content"])[0], image["image_id"], documents)
        key = digest_of(text)
        (content,) = keep(project.pk, {key: text}, {key: object_count}).values()
        values["image_id"] = documents.images.get(image["image_id"], values["image_id"])
        documents.photo(values["sha256"])
        VersionImage.objects.create(version=version, content_id=content, **values)
        digest.update(json.dumps([*(values[name] for name in DIGESTED), key]).encode())
    digest.update(json.dumps(given["labels"], sort_keys=True).encode())
    Version.objects.filter(pk=version.pk).update(digest=digest.hexdigest(), created=given["created"])


def _renamed(body: str, image_id: str, documents: Documents) -> tuple[bytes, int]:
    renaming = documents.renaming(image_id)
    things = [
        FrozenObject(**vars(thing) | {"id": str(renaming.uuid(UUID(thing.id))), "label": renaming.label(thing.label)})
        for thing in unpacked(base64.b64decode(body))
    ]
    return text_of(things), len(things)
