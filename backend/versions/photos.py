"""Photos that versions hold stay in the store, also when their image was deleted from the project."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, OuterRef

from backend.images.models import Image
from backend.versions.models import Version, VersionImage


def is_held(sha256: str) -> bool:
    return VersionImage.objects.filter(sha256=sha256).exists()


def held_by_none(sha256s: Collection[str]) -> set[str]:
    """Those of the contents that neither an image nor a version has."""
    images = Image.objects.filter(sha256__in=sha256s).values_list("sha256", flat=True)
    versions = VersionImage.objects.filter(sha256__in=sha256s).values_list("sha256", flat=True)
    return set(sha256s) - set(images) - set(versions)


def without_image(version: Version) -> list[str]:
    """The contents of a version that are no image any more, in any project."""
    images = Image.objects.filter(sha256=OuterRef("sha256"))
    return list(version.images.filter(~Exists(images)).order_by().values_list("sha256", flat=True))
