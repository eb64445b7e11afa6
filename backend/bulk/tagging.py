"""Give many images tags, and take others off them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan

from backend.accounts.models import User
from backend.accounts.roles import Action
from backend.bulk.change import Before, Change, Done, Values
from backend.config.problems import Code, Problem
from backend.images.models import Image, ImageTag
from backend.images.tags import MOST, key_of, spellings
from backend.projects.models import Project


def check(fields: Values, _: Project) -> dict[str, Any]:
    add, remove = list(fields.get("add", ())), list(fields.get("remove", ()))
    if not add and not remove:
        raise Problem(Code.INVALID, "Say which tags: `add` some, `remove` some, or both.")
    if both := {key_of(name) for name in add} & {key_of(name) for name in remove}:
        raise Problem(Code.INVALID, f"{min(both)!r} cannot be given and taken off at once.")
    return {"add": list({key_of(name): name for name in add}.values()), "remove": remove}


def refusals(values: Values, _: User) -> dict[str, Q]:
    add, remove = _keys(values)
    others = ImageTag.objects.filter(image=OuterRef("pk")).exclude(key__in=add | remove).order_by()
    count = Coalesce(Subquery(others.values("image").annotate(n=Count("pk")).values("n")), 0)
    return {"too-many": Q(GreaterThan(count, Value(MOST - len(add))))} if add else {}


def unchanged(values: Values) -> Q:
    add, remove = _keys(values)
    tags = ImageTag.objects.filter(image=OuterRef("pk"))
    condition = Q(pk__isnull=False)
    for key in sorted(add):
        condition &= Q(Exists(tags.filter(key=key)))
    return condition & ~Q(Exists(tags.filter(key__in=sorted(remove)))) if remove else condition


def apply(images: Sequence[Image], values: Values, _: User) -> Done:
    add, remove = _keys(values)
    present = _present(images, add | remove)
    known = spellings(images[0].project_id, add)
    names = {key_of(name): known.get(key_of(name), name) for name in values["add"]}
    done, fresh = Done(), []
    for image in images:
        added = sorted(add - present[image.pk].keys())
        done.before[str(image.pk)] = {
            "added": added,
            "removed": sorted(name for key, name in present[image.pk].items() if key in remove),
        }
        fresh += [ImageTag(image=image, key=key, name=names[key]) for key in added]
    ImageTag.objects.filter(image__in=images, key__in=remove).delete()
    ImageTag.objects.bulk_create(fresh, batch_size=500)
    return done


def restore(images: Sequence[Image], before: Before, _: Values) -> int:
    """Take off what was given, give back what was taken off; an image that is full of tags since keeps those."""
    counts = dict(ImageTag.objects.filter(image__in=images).order_by().values_list("image").annotate(n=Count("pk")))
    given: dict[tuple[str, ...], list[UUID]] = defaultdict(list)
    fresh = []
    for image in images:
        added, removed = before[str(image.pk)]["added"], before[str(image.pk)]["removed"]
        given[tuple(added)].append(image.pk)
        room = MOST - counts.get(image.pk, 0) + len(added)
        fresh += [ImageTag(image=image, key=key_of(name), name=name) for name in removed[: max(0, room)]]
    for keys, rows in given.items():
        ImageTag.objects.filter(image__in=rows, key__in=keys).delete()
    ImageTag.objects.bulk_create(fresh, batch_size=500, ignore_conflicts=True)
    return len(images)


def _keys(values: Values) -> tuple[set[str], set[str]]:
    return {key_of(name) for name in values["add"]}, {key_of(name) for name in values["remove"]}


def _present(images: Sequence[Image], keys: set[str]) -> dict[UUID, dict[str, str]]:
    """The spellings of those tags by key, by image."""
    found: dict[UUID, dict[str, str]] = defaultdict(dict)
    rows = ImageTag.objects.filter(image__in=images, key__in=keys)
    for image, key, name in rows.values_list("image", "key", "name"):
        found[image][key] = name
    return found


TAG = Change(Action.ANNOTATE, check, refusals, unchanged, apply, restore)
