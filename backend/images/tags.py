"""Words on images: free within a project, spelled in it as they were first."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db import transaction
from django.db.models import Count

from backend.config.problems import Code, Problem
from backend.images.models import Image, ImageTag
from backend.projects.models import Project

MOST = 30


def key_of(name: str) -> str:
    """What is the same for two spellings of one tag."""
    return name.casefold()


def do_change_tags(image: Image, add: Sequence[str], remove: Collection[str]) -> None:
    """Give the image some tags and take others; what it has, or has not, already stays so. Raises Problem 400."""
    with transaction.atomic():
        Image.objects.select_for_update().get(pk=image.pk)
        image.tags.filter(key__in=[key_of(name) for name in remove]).delete()
        present = set(image.tags.values_list("key", flat=True))
        fresh = {key: name for name in add if (key := key_of(name)) not in present}
        if len(present) + len(fresh) > MOST:
            raise Problem(Code.TOO_MANY, f"An image has at most {MOST} tags; take some off this one first.")
        known = _spellings(image.project_id, fresh)
        made = [ImageTag(image=image, key=key, name=known.get(key, name)) for key, name in fresh.items()]
        ImageTag.objects.bulk_create(made)


def tags_of(project: Project) -> list[dict[str, object]]:
    """{"name", "image_count"} of each tag of the project, by name."""
    rows = ImageTag.objects.filter(image__project=project).order_by("key")
    counted = {row["key"]: row["count"] for row in rows.values("key").annotate(count=Count("pk"))}
    known = _spellings(project.pk, counted)
    return [{"name": known[key], "image_count": count} for key, count in counted.items()]


def _spellings(project_id: int, keys: Collection[str]) -> dict[str, str]:
    """The project's own spelling of those tags, by their keys, that it has already."""
    rows = ImageTag.objects.filter(image__project=project_id, key__in=list(keys)).order_by("-pk")
    return dict(rows.values_list("key", "name"))
