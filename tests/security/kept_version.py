"""A version of a dataset that holds one image without objects."""

from __future__ import annotations

from typing import Any

from backend.images import storage
from backend.images.models import Image
from backend.projects.models import Project
from backend.versions.frozen import packed
from backend.versions.models import Content, Version

COUNTS: dict[str, Any] = {"images": 1, "objects": 0, "splits": {}, "labels": {}, "states": {}, "left_out": {}}
COPIED = ("name", "sha256", "size_bytes", "media_type", "width", "height", "state")


def version_of(project: Project, image: Image, **fields: Any) -> Version:
    values = {"number": 1, "name": "March", "state": Version.State.READY, "split_rule": {"by": "none"}} | fields
    version = Version.objects.create(project=project, project_name=project.name, counts=COUNTS, **values)
    empty = Content.objects.create(project=project, digest="0" * 64, body=packed(b"[]"), object_count=0)
    copied = {name: getattr(image, name) for name in COPIED}
    version.images.create(position=0, image_id=image.pk, content=empty, **copied)
    storage.thumbnail(image.sha256).parent.mkdir(parents=True, exist_ok=True)
    storage.thumbnail(image.sha256).write_bytes(b"not looked into")
    return version
