"""Set metadata of many images, and take some away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.utils import timezone

from backend.accounts.models import User
from backend.accounts.roles import Action
from backend.bulk.change import Before, Change, Done, Values
from backend.config.problems import Code, Problem
from backend.images.metadata import changed, checked_name, has, has_name
from backend.images.models import Image
from backend.projects.models import Project

FULL = "metadata-full"
"""Found by the run alone: databases count neither names nor bytes of metadata alike."""


def check(fields: Values, _: Project) -> dict[str, Any]:
    given, remove = dict(fields.get("set", {})), [checked_name(name) for name in fields.get("remove", ())]
    if not given and not remove:
        raise Problem(Code.INVALID, "Say which metadata: `set` some, `remove` some, or both.")
    if both := given.keys() & set(remove):
        raise Problem(Code.INVALID, f"{min(both)!r} cannot be set and removed at once.")
    changed({}, given, ())
    return {"set": given, "remove": remove}


def refusals(_: Values, __: User) -> dict[str, Q]:
    return {}


def unchanged(values: Values) -> Q:
    condition = Q(pk__isnull=False)
    for name, value in values["set"].items():
        condition &= has(name, value)
    for name in values["remove"]:
        condition &= ~has_name(name)
    return condition


def apply(images: Sequence[Image], values: Values, _: User) -> Done:
    done, now, kept = Done(), timezone.now(), []
    names = [*values["set"], *values["remove"]]
    for image in images:
        try:
            after = changed(image.metadata, values["set"], values["remove"])
        except Problem:
            done.refused.setdefault(FULL, []).append(image)
            continue
        done.before[str(image.pk)] = {name: image.metadata[name] for name in names if name in image.metadata}
        image.metadata, image.updated = after, now
        kept.append(image)
    Image.objects.bulk_update(kept, ["metadata", "updated"], batch_size=500)
    return done


def restore(images: Sequence[Image], before: Before, values: Values) -> int:
    kept = []
    for image in images:
        old, after = before[str(image.pk)], dict(image.metadata)
        for name in (*values["set"], *values["remove"]):
            if after.get(name) == values["set"].get(name):
                after.pop(name, None)
                after |= {name: old[name]} if name in old else {}
        if after != image.metadata:
            image.metadata, image.updated = after, timezone.now()
            kept.append(image)
    Image.objects.bulk_update(kept, ["metadata", "updated"], batch_size=500)
    return len(kept)


METADATA = Change(Action.ANNOTATE, check, refusals, unchanged, apply, restore)
