"""Assign many images to one person, or to nobody in particular; put many into a batch, or out of theirs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Model, Q
from django.utils import timezone

from backend.accounts.models import User
from backend.accounts.roles import Action
from backend.bulk.change import Before, Change, Done, Values
from backend.config.problems import Code, Problem
from backend.images.models import Image
from backend.projects.models import Project
from backend.work.assigning import check_batch
from backend.work.batches import check_assignee
from backend.work.models import Batch


def _change(name: str, target: type[Model], check_target: Callable[[Project, int | None], None]) -> Change:
    """The change of the reference ``name`` of images."""
    column = f"{name}_id"

    def check(fields: Values, project: Project) -> dict[str, Any]:
        if name not in fields:
            raise Problem(Code.INVALID, f"Say which `{name}` the images get; null is none.")
        check_target(project, fields[name])
        return {name: fields[name]}

    def refusals(values: Values, _: User) -> dict[str, Q]:
        """What somebody holds now stays theirs, unless it is given to that person."""
        person = values[name] if name == "assignee" else None
        held = Q(lease_holder__isnull=False, lease_expires__gt=timezone.now())
        return {"held": held if person is None else held & ~Q(lease_holder=person)}

    def apply(images: Sequence[Image], values: Values, _: User) -> Done:
        rows = Image.objects.filter(pk__in=[image.pk for image in images])
        rows.update(**{column: values[name]}, updated=timezone.now())
        return Done({str(image.pk): getattr(image, column) for image in images})

    def restore(images: Sequence[Image], before: Before, values: Values) -> int:
        groups: dict[int | None, list[UUID]] = defaultdict(list)
        for image in images:
            if getattr(image, column) == values[name]:
                groups[before[str(image.pk)]].append(image.pk)
        known = set(target._default_manager.filter(pk__in=[key for key in groups if key]).values_list("pk", flat=True))
        for key, rows in groups.items():
            value = key if key in known else None
            Image.objects.filter(pk__in=rows).update(**{column: value}, updated=timezone.now())
        return sum(map(len, groups.values()))

    def unchanged(values: Values) -> Q:
        return Q(**{column: values[name]}) if values[name] is not None else Q(**{f"{column}__isnull": True})

    return Change(Action.ASSIGN_WORK, check, refusals, unchanged, apply, restore)


ASSIGN = _change("assignee", User, check_assignee)
BATCH = _change("batch", Batch, check_batch)
