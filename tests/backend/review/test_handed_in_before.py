"""Images that were handed in before submissions were written down are not forgotten by reviewers."""

from __future__ import annotations

import importlib
from typing import Any

from django.apps import apps

from backend.images.models import Image
from backend.review.models import Submission


def test_they_wait_for_review_as_the_work_of_whoever_worked_on_them_last(
    make_image: Any, bob: Any, manager: Any, label: Any, draw: Any, make_replica: Any
) -> None:
    drawn, untouched = make_image("a.jpg"), make_image("b.jpg", assignee=manager)
    draw(bob, drawn, label, 2, 2, 10, 10)
    make_replica(drawn, bob, 1)
    make_image("c.jpg")
    Image.objects.exclude(name="c.jpg").update(state=Image.State.SUBMITTED)
    importlib.import_module("backend.review.migrations.0002_handed_in_before").note(apps, None)
    found = Submission.objects.order_by("image__name").values_list("image", "annotator", "revision", "verdict")
    assert list(found) == [(drawn.pk, bob.pk, 1, ""), (untouched.pk, manager.pk, 0, "")]
