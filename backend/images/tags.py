"""Words on images: free within a project, spelled in it as they were first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from django.db import transaction
from django.db.models import Count, Min

from backend.config.problems import Code, Problem
from backend.images.models import Image, ImageTag
from backend.projects.counting import Counter, Values
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
    counts = TAGS.of([project.pk])[project.pk]
    return [{"name": name, "image_count": counts[name]} for name in sorted(counts, key=key_of)]


def _counted(projects: Collection[int]) -> dict[int, Values]:
    rows = ImageTag.objects.filter(image__project__in=projects, image__replica=0).order_by()
    counted = list(rows.values("image__project", "key").annotate(count=Count("pk"), first=Min("pk")))
    names = ImageTag.objects.in_bulk([row["first"] for row in counted])
    counts: dict[int, Values] = defaultdict(dict)
    for row in counted:
        counts[row["image__project"]][names[row["first"]].name] = row["count"]
    return counts


def _spellings(project_id: int, keys: Collection[str]) -> dict[str, str]:
    """The project's own spelling of those tags, by their keys, that it has already."""
    rows = ImageTag.objects.filter(image__project=project_id, key__in=list(keys)).order_by().values("key")
    firsts = rows.annotate(first=Min("pk")).values("first")
    return dict(ImageTag.objects.filter(pk__in=firsts).values_list("key", "name"))


TAGS = Counter("tags", _counted, large=10_000)
