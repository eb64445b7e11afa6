"""Images that were handed in before submissions were written down are not forgotten by reviewers."""

from __future__ import annotations

import importlib
from typing import Any

from django.apps import apps

from backend.annotation.models import Operation
from backend.annotation.reading import annotation_of
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


def test_what_was_judged_before_goes_back_to_whoever_worked_on_it(
    make_image: Any, bob: Any, reviewer: Any, manager: Any, label: Any, draw: Any, move: Any
) -> None:
    states = ("submitted", "accepted", "rejected", "in_progress")
    images = {state: make_image(f"{state}.jpg") for state in states}
    given = make_image("given.jpg", assignee=manager)
    for image in (*images.values(), given):
        draw(bob, image, label, 1, 1, 9, 9)
    for state, image in images.items():
        Image.objects.filter(pk=image.pk).update(state=state)
    Operation.objects.create(annotation=annotation_of(images["rejected"]), revision=2, actor=reviewer, kind="reject")
    Image.objects.filter(pk=given.pk).update(state="accepted")
    importlib.import_module("backend.review.migrations.0002_handed_in_before").note(apps, None)
    whose = dict(Image.objects.values_list("name", "assignee"))
    assert whose == {
        "submitted.jpg": bob.pk,
        "accepted.jpg": bob.pk,
        "rejected.jpg": bob.pk,
        "in_progress.jpg": None,
        "given.jpg": manager.pk,
    }
    assert Submission.objects.get().image == images["submitted"]
