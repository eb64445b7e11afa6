"""What a project shows of how much it holds: images by state, objects by label."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from django.db.models import Count, QuerySet

from backend.accounts.roles import Role
from backend.annotation.models import Object
from backend.images.models import Image
from backend.images.visibility import sees_all
from backend.projects.counting import Counter, Values
from backend.projects.models import Label, Project


def state_counts(projects: Iterable[Project]) -> dict[int, Values]:
    """How many images of each project are in each state, as who has its ``role`` there is shown them: below reviewer
    without gold images."""
    return shown_to({project.pk: Role(project.role) for project in projects})  # type: ignore[attr-defined]


def shown_to(roles: Mapping[int, Role]) -> dict[int, Values]:
    """The same for roles by the projects' keys."""
    counts = STATES.of(roles)
    below = [key for key, role in roles.items() if not sees_all(role)]
    for key, gold in _by_state(Image.objects.filter(project__in=below, is_gold=True)).items():
        counts[key] = {state: max(0, count - gold.get(state, 0)) for state, count in counts[key].items()}
    return counts


def count_objects(labels: Collection[Label], with_gold: Collection[int]) -> None:
    """Set ``object_count`` of each: what people draw in replicas is not part of the dataset, and gold images count in
    the projects ``with_gold`` alone, where who asks sees them."""
    projects = {label.project_id for label in labels}
    counts, gold = OBJECTS.of(projects), _in_gold(projects - set(with_gold))
    for label in labels:
        kind, key = str(label.pk), label.project_id
        label.object_count = max(0, counts[key].get(kind, 0) - gold[key].get(kind, 0))  # type: ignore[attr-defined]


def count_now(label: Label, with_gold: Collection[int]) -> None:
    """Set ``object_count`` of one label as it is now, in large projects too: whoever deletes the label goes by it."""
    objects = Object.objects.filter(label=label, annotation__image__replica=0)
    if label.project_id not in with_gold:
        objects = objects.filter(annotation__image__is_gold=False)
    label.object_count = objects.count()  # type: ignore[attr-defined]


def _states(projects: Collection[int]) -> dict[int, Values]:
    return _by_state(Image.objects.filter(project__in=projects))


def _by_state(images: QuerySet[Image]) -> dict[int, Values]:
    rows = images.filter(replica=0).order_by().values_list("project_id", "state").annotate(count=Count("pk"))
    return _grouped(rows)


def _objects(projects: Collection[int]) -> dict[int, Values]:
    objects = Object.objects.filter(label__project__in=projects).order_by()
    rows = objects.values_list("label__project_id", "label_id").annotate(count=Count("pk"))
    counts = _grouped(rows)
    for key, in_replicas in _grouped(rows.filter(annotation__image__in=_replicas(projects))).items():
        for label, count in in_replicas.items():
            counts[key][label] = max(0, counts[key].get(label, 0) - count)
    return counts


def _in_gold(projects: Collection[int]) -> dict[int, Values]:
    gold = Image.objects.filter(project__in=projects, is_gold=True)
    objects = Object.objects.filter(annotation__image__in=gold, label__isnull=False).order_by()
    return _grouped(objects.values_list("label__project_id", "label_id").annotate(count=Count("pk")))


def _replicas(projects: Collection[int]) -> QuerySet[Image]:
    return Image.objects.filter(original__project__in=projects, original__isnull=False)


def _grouped(rows: Iterable[tuple[int, object, int]]) -> dict[int, Values]:
    counts: dict[int, Values] = defaultdict(dict)
    for project_id, kind, count in rows:
        counts[project_id][str(kind)] = count
    return counts


STATES = Counter("states", _states)
OBJECTS = Counter("objects", _objects)
