"""Send many images back to be annotated again: the step ``reject`` of their workflow, with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from backend.accounts.models import User
from backend.accounts.roles import Action
from backend.annotation.workflow import do_transition
from backend.bulk.change import Change, Done, Values, held_by_others
from backend.config.problems import Code, Problem
from backend.images.models import Image
from backend.projects.models import Project

STATES = (Image.State.SUBMITTED, Image.State.ACCEPTED)


def check(fields: Values, _: Project) -> dict[str, Any]:
    if not fields.get("reason"):
        raise Problem(Code.INVALID, "Say what is to be mended: an image goes back with a `reason`.")
    return {"reason": fields["reason"]}


def refusals(_: Values, user: User) -> dict[str, Q]:
    handed_in = Q(state__in=(*STATES, Image.State.REJECTED))
    return {"held": held_by_others(user), "gold": Q(is_gold=True), "not-handed-in": ~handed_in}


def unchanged(_: Values) -> Q:
    return Q(state=Image.State.REJECTED)


def apply(images: Sequence[Image], values: Values, user: User) -> Done:
    done = Done()
    for image in images:
        try:
            do_transition(user, image, "reject", values["reason"])
            done.before[str(image.pk)] = None
        except Problem:
            done.refused.setdefault("not-handed-in", []).append(image)
    return done


REOPEN = Change(Action.REVIEW, check, refusals, unchanged, apply, locks=False, chunk=50)
"""Not locked ahead: the workflow locks the annotation before the image."""
