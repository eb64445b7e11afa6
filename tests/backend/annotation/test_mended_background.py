"""What a reviewer mends by clicks on the background counts as mended, as what is worked on does."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from backend.annotation.workflow import do_transition
from backend.images.models import Image
from backend.review.models import Submission

pytestmark = pytest.mark.database


def move(user: Any, image: Image, name: str) -> None:
    do_transition(user, Image.objects.get(pk=image.pk), name, "")


def test_objects_that_lost_something_to_the_background_are_counted(desk: Any, bob: Any, alice: Any) -> None:
    near, far = uuid.uuid4(), uuid.uuid4()
    desk.click(bob, near, 14, 20)
    desk.click(bob, far, 50, 20)
    desk.answer_all()
    move(bob, desk.image, "submit")
    desk.click(alice, None, 20, 20)
    desk.answer_all()
    move(alice, desk.image, "accept")
    assert Submission.objects.get().fixed_objects == 1


def test_a_click_on_the_background_that_was_undone_mends_nothing(desk: Any, bob: Any, alice: Any) -> None:
    desk.click(bob, uuid.uuid4(), 14, 20)
    desk.answer_all()
    move(bob, desk.image, "submit")
    desk.click(alice, None, 20, 20)
    desk.answer_all()
    desk.undo(alice)
    desk.answer_all()
    move(alice, desk.image, "accept")
    assert Submission.objects.get().fixed_objects == 0
