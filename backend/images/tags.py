"""Words on images: free within a project, spelled in it as they were first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from django.db import transaction
from django.db.models import Count, Min

from backend.accounts.roles import Role
from backend.config.problems import Code, Problem
from backend.images.models import Image, ImageTag
from backend.images.visibility import sees_all
from backend.projects.counting import Counter, Values

MOST = 30
LONGEST = 50


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
        known = spellings(image.project_id, fresh)
        made = [ImageTag(image=image, key=key, name=known.get(key, name)) for key, name in fresh.items()]
        ImageTag.objects.bulk_create(made)


def tags_of(project_id: int, role: Role) -> list[dict[str, object]]:
    """{"name", "image_count"} of each tag of the project's images that lists show to ``role``, by name."""
    counts = TAGS.of([project_id])[project_id]
    if not sees_all(role):
        gold = ImageTag.objects.filter(image__project=project_id, image__is_gold=True).order_by().values_list("key")
        hidden = dict(gold.annotate(count=Count("pk")))
        counts = {name: count - hidden.get(key_of(name), 0) for name, count in counts.items()}
    return [{"name": name, "image_count": counts[name]} for name in sorted(counts, key=key_of) if counts[name] > 0]


def spellings(project_id: int, keys: Collection[str]) -> dict[str, str]:
    """The project's own spelling of those tags, by their keys, that it has already."""
    rows = ImageTag.objects.filter(image__project=project_id, key__in=list(keys)).order_by().values("key")
    firsts = rows.annotate(first=Min("pk")).values("first")
    return dict(ImageTag.objects.filter(pk__in=firsts).values_list("key", "name"))


def _counted(projects: Collection[int]) -> dict[int, Values]:
    rows = ImageTag.objects.filter(image__project__in=projects, image__replica=0).order_by()
    counted = list(rows.values("image__project", "key").annotate(count=Count("pk"), first=Min("pk")))
    names = ImageTag.objects.in_bulk([row["first"] for row in counted])
    counts: dict[int, Values] = defaultdict(dict)
    for row in counted:
        if row["first"] not in names:
            continue  # taken away meanwhile
        counts[row["image__project"]][names[row["first"]].name] = row["count"]
    return counts


TAGS = Counter("tags", _counted, large=10_000)
