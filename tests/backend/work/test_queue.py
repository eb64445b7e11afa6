"""In which order people are given images, and which they are never given."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from backend.accounts.models import Group, User
from backend.images.models import Image
from backend.projects.models import Project
from backend.work.actions import do_lease_next
from backend.work.models import Batch
from tests.conftest import Cast

MakeImage = Callable[..., Image]
pytestmark = pytest.mark.database


def drawn(project: Project, user: User, kind: Any = "annotate", most: int = 20) -> list[str]:
    """The names of what the user is given, one after the other, each handed in (or accepted) before the next."""
    names: list[str] = []
    while len(names) < most and (key := do_lease_next(project, user, kind, chance=lambda: 0.99)):
        names.append(Image.objects.get(pk=key).name)
        Image.objects.filter(pk=key).update(state="submitted" if kind == "annotate" else "accepted")
    return names


def test_sent_back_comes_before_assigned_before_batches_before_what_is_for_all(
    cast: Cast, project: Project, make_image: MakeImage
) -> None:
    group = Group.objects.create(organization=project.organization, name="Night shift")
    group.people.add(cast.bob)
    make_image("for all")
    make_image("of the open batch", batch=Batch.objects.create(project=project, name="open"))
    make_image("of the group", batch=Batch.objects.create(project=project, name="group", group=group))
    make_image("of my batch", batch=Batch.objects.create(project=project, name="mine", assignee=cast.bob))
    make_image("assigned", assignee=cast.bob)
    make_image("sent back", assignee=cast.bob, state="rejected")
    make_image("held", state="in_progress", lease_holder=cast.bob, lease_expires=timezone.now())
    order = ["held", "sent back", "assigned", "of my batch", "of the group", "of the open batch", "for all"]
    assert drawn(project, cast.bob) == order


def test_what_others_were_given_is_given_to_nobody_else(cast: Cast, project: Project, make_image: MakeImage) -> None:
    group = Group.objects.create(organization=project.organization, name="Night shift")
    group.people.add(cast.rita)
    make_image("assigned to Rita", assignee=cast.rita)
    make_image("Rita's to mend", assignee=cast.rita, state="rejected")
    make_image("of Rita's batch", batch=Batch.objects.create(project=project, name="hers", assignee=cast.rita))
    make_image("of her group", batch=Batch.objects.create(project=project, name="theirs", group=group))
    make_image("held by Rita", lease_holder=cast.rita, lease_expires=timezone.now() + timedelta(minutes=1))
    assert drawn(project, cast.bob) == []


def test_flagged_gold_and_unready_images_are_not_to_annotate(
    cast: Cast, project: Project, make_image: MakeImage
) -> None:
    make_image("flagged", flagged_at=timezone.now(), assignee=cast.bob)
    make_image("gold", is_gold=True)
    make_image("unready", status="processing")
    make_image("dealt", is_dealt=True, state="in_progress")
    assert drawn(project, cast.bob) == []


def test_a_rejected_image_is_for_all_once_nobody_is_its_assignee(
    cast: Cast, project: Project, make_image: MakeImage
) -> None:
    image = make_image("a", assignee=cast.rita, state="rejected")
    assert drawn(project, cast.bob) == []
    Image.objects.filter(pk=image.pk).update(assignee=None)
    assert drawn(project, cast.bob) == ["a"]


def test_the_higher_priority_comes_first_and_a_batch_adds_its_own(
    cast: Cast, project: Project, make_image: MakeImage
) -> None:
    urgent = Batch.objects.create(project=project, name="urgent", priority=5)
    later = Batch.objects.create(project=project, name="later", priority=-5)
    make_image("old")
    make_image("young")
    make_image("later", batch=later)
    make_image("raised", priority=6)
    make_image("urgent", batch=urgent)
    make_image("most urgent", batch=urgent, priority=2)
    assert drawn(project, cast.bob) == ["most urgent", "raised", "urgent", "old", "young", "later"]


def test_a_batch_whose_images_are_all_taken_leaves_the_next_one_its_turn(
    cast: Cast, project: Project, make_image: MakeImage
) -> None:
    batch = Batch.objects.create(project=project, name="urgent", priority=5)
    make_image("taken", batch=batch, lease_holder=cast.rita, lease_expires=timezone.now() + timedelta(minutes=1))
    make_image("free")
    assert drawn(project, cast.bob) == ["free"]


def test_another_project_gives_and_takes_nothing(cast: Cast, project: Project, make_image: MakeImage) -> None:
    other = Project.objects.create(organization=project.organization, name="Other")
    theirs = make_image("theirs", project=other, assignee=cast.bob)
    ours = make_image("ours")
    assert do_lease_next(other, cast.bob, "annotate") == theirs.pk
    assert do_lease_next(project, cast.bob, "annotate") == ours.pk
    theirs.refresh_from_db()
    assert theirs.lease_holder == cast.bob


def test_a_reviewer_sees_others_work_first_and_no_replicas(cast: Cast, project: Project, make_image: MakeImage) -> None:
    make_image("my own", state="submitted", assignee=cast.rita, priority=9)
    first = make_image("Bob's", state="submitted", assignee=cast.bob)
    make_image("nobody's", state="submitted")
    make_image("urgent", state="submitted", priority=1)
    make_image("a replica", state="submitted", original=first, replica=1, assignee=cast.bob)
    assert drawn(project, cast.rita, "review") == ["urgent", "Bob's", "nobody's", "my own"]


def test_a_lease_lasts_as_long_as_the_project_says(cast: Cast, project: Project, image: Image) -> None:
    Project.objects.filter(pk=project.pk).update(lease_minutes=3)
    project.refresh_from_db()
    do_lease_next(project, cast.bob, "annotate")
    image.refresh_from_db()
    assert image.lease_expires is not None
    assert timedelta(minutes=2) < image.lease_expires - timezone.now() <= timedelta(minutes=3)
