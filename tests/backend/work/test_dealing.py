"""Batches, images dealt out, gold images, leases that live on: over REST and by the editor."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from backend.accounts.models import Group, Organization, User
from backend.annotation import messages
from backend.annotation.actions import perform
from backend.annotation.reading import annotation_of, read_status
from backend.annotation.workflow import do_transition
from backend.images.models import Image
from backend.projects.models import Project
from backend.work.leasing import do_renew
from backend.work.models import Batch
from tests.conftest import Cast, ClientOf

MakeImage = Callable[..., Image]
pytestmark = [pytest.mark.database, pytest.mark.usefixtures("news")]


def batch(client_of: ClientOf, user: User, project: Project, **values: Any) -> Any:
    return client_of(user).post(f"/api/v1/projects/{project.pk}/batches/", values)


def assign(client_of: ClientOf, user: User, project: Project, **body: Any) -> Any:
    return client_of(user).post(f"/api/v1/projects/{project.pk}/assign/", body)


def whose(project: Project) -> list[tuple[str, str | None]]:
    return list(project.images.order_by("name").values_list("name", "assignee__username"))


def test_a_batch_is_made_changed_and_counted_by_states(
    client_of: ClientOf, cast: Cast, project: Project, make_image: MakeImage
) -> None:
    made = batch(client_of, cast.mallory, project, name="Mondays", priority=2, assignee=cast.bob.pk)
    assert made.status_code == 201
    assert (made.json()["assignee"]["name"], made.json()["image_count"]) == ("Bob", 0)
    key = made.json()["id"]
    first = make_image("a.jpg", batch_id=key)
    make_image("b.jpg", batch_id=key, state="accepted")
    make_image("a.jpg", batch_id=key, sha256=first.sha256, original=first, replica=1)
    group = Group.objects.create(organization=project.organization, name="Night shift")
    address = f"/api/v1/batches/{key}/"
    changed = client_of(cast.mallory).patch(address, {"name": "Tuesdays", "assignee": None, "group": group.pk}).json()
    assert (changed["name"], changed["assignee"], changed["group"]["name"]) == ("Tuesdays", None, "Night shift")
    assert (changed["states"]["new"], changed["states"]["accepted"], changed["image_count"]) == (1, 1, 2)
    assert changed["priority"] == 2
    listed = client_of(cast.victor).get(f"/api/v1/projects/{project.pk}/batches/").json()["results"]
    assert listed == [changed]


def test_deleting_a_batch_deletes_no_image(
    client_of: ClientOf, cast: Cast, project: Project, make_image: MakeImage
) -> None:
    key = batch(client_of, cast.mallory, project, name="Mondays").json()["id"]
    image = make_image(batch_id=key)
    assert client_of(cast.mallory).delete(f"/api/v1/batches/{key}/").status_code == 204
    image.refresh_from_db()
    assert image.batch is None


def test_a_batch_that_cannot_be_says_why(client_of: ClientOf, cast: Cast, project: Project) -> None:
    elsewhere = Group.objects.create(organization=Organization.objects.get(name="Elsewhere"), name="Theirs")
    group = Group.objects.create(organization=project.organization, name="Ours")
    batch(client_of, cast.mallory, project, name="Mondays")
    refused = {
        "already": {"name": "mondays"},
        "no person": {"name": "x", "assignee": cast.charlie.pk},
        "may only look": {"name": "x", "assignee": cast.victor.pk},
        "no group": {"name": "x", "group": elsewhere.pk},
        "not to both": {"name": "x", "group": group.pk, "assignee": cast.bob.pk},
    }
    for words, values in refused.items():
        answer = batch(client_of, cast.mallory, project, **values)
        assert answer.status_code in (400, 409) and words in answer.json()["detail"], answer.json()
    assert Batch.objects.count() == 1


def test_a_manager_deals_the_first_so_many_of_a_filter(
    client_of: ClientOf, cast: Cast, project: Project, make_image: MakeImage
) -> None:
    for name in "abcdef":
        make_image(f"{name}.jpg", state="accepted" if name == "a" else "new")
    found = {"state": "new", "assignee": "none"}
    for user in (cast.bob, cast.rita):
        answer = assign(client_of, cast.mallory, project, filter=found, count=2, assignee=user.pk)
        assert answer.json() == {"changed": 2}
    assert whose(project) == [
        ("a.jpg", None), ("b.jpg", "bob"), ("c.jpg", "bob"), ("d.jpg", "rita"), ("e.jpg", "rita"), ("f.jpg", None),
    ]  # fmt: skip


def test_named_images_get_a_batch_and_a_priority_and_lose_them_again(
    client_of: ClientOf, cast: Cast, project: Project, make_image: MakeImage
) -> None:
    key = batch(client_of, cast.mallory, project, name="Mondays").json()["id"]
    image, other = make_image("a.jpg"), make_image("b.jpg")
    theirs = make_image("c.jpg", project=Project.objects.get(name="Charlie's project"))
    named = [str(image.pk), str(theirs.pk)]
    assert assign(client_of, cast.mallory, project, images=named, batch=key, priority=7).json() == {"changed": 1}
    assert assign(client_of, cast.mallory, project, images=named, batch=None).json() == {"changed": 1}
    for row in (image, other, theirs):
        row.refresh_from_db()
    assert (image.batch, image.priority, other.priority, theirs.priority) == (None, 7, 0, 0)


def test_what_somebody_holds_stays_theirs(
    client_of: ClientOf, cast: Cast, project: Project, make_image: MakeImage
) -> None:
    later = timezone.now() + timedelta(minutes=5)
    make_image("a.jpg", lease_holder=cast.rita, lease_expires=later, assignee=cast.rita)
    make_image("b.jpg", lease_holder=cast.bob, lease_expires=later)
    make_image("c.jpg", lease_holder=cast.rita, lease_expires=timezone.now())
    assert assign(client_of, cast.mallory, project, filter={}, assignee=cast.bob.pk).json() == {"changed": 2}
    assert whose(project) == [("a.jpg", "rita"), ("b.jpg", "bob"), ("c.jpg", "bob")]


@pytest.mark.parametrize(
    "body",
    [
        {"assignee": None},
        {"filter": {}},
        {"filter": {}, "images": [], "priority": 1},
        {"images": [], "count": 2, "priority": 1},
        {"filter": {"colour": "red"}, "priority": 1},
        {"filter": {"state": "eaten"}, "priority": 1},
        {"filter": {}, "batch": 987654},
        {"filter": {}, "assignee": 987654},
        {"filter": {}, "priority": 40_000},
    ],
)
def test_dealing_out_nothing_sensible_changes_nothing(
    client_of: ClientOf, cast: Cast, project: Project, image: Image, body: dict[str, Any]
) -> None:
    answer = assign(client_of, cast.mallory, project, **body)
    assert answer.status_code == 400
    assert len(answer.json()["detail"]) > 20
    image.refresh_from_db()
    assert (image.assignee, image.batch, image.priority) == (None, None, 0)


def test_the_list_is_filtered_by_whose_the_images_are(
    client_of: ClientOf, cast: Cast, project: Project, make_image: MakeImage
) -> None:
    key = batch(client_of, cast.mallory, project, name="Mondays").json()["id"]
    make_image("bobs.jpg", assignee=cast.bob)
    make_image("batch.jpg", batch_id=key)
    make_image("held.jpg", lease_holder=cast.bob, lease_expires=timezone.now() + timedelta(minutes=5))

    def names(user: User, **query: Any) -> list[str]:
        answer = client_of(user).get(f"/api/v1/projects/{project.pk}/images/", query)
        return [image["name"] for image in answer.json()["results"]]

    assert names(cast.bob, assignee="me") == names(cast.rita, assignee=cast.bob.pk) == ["bobs.jpg"]
    assert names(cast.bob, assignee="none") == ["batch.jpg", "held.jpg"]
    assert names(cast.bob, batch=key) == ["batch.jpg"]
    assert names(cast.bob, batch="none") == ["bobs.jpg", "held.jpg"]
    assert names(cast.rita, held="true") == ["held.jpg"]
    address = f"/api/v1/projects/{project.pk}/images/"
    assert client_of(cast.bob).get(address, {"held": "true"}).json()["code"] == "role-too-low"
    assert client_of(cast.bob).get(address, {"assignee": "x"}).status_code == 400


def test_managers_see_who_has_how_much(
    client_of: ClientOf, cast: Cast, project: Project, make_image: MakeImage
) -> None:
    held = make_image("a.jpg", assignee=cast.bob, lease_holder=cast.bob, lease_expires=timezone.now() + timedelta(1))
    make_image("b.jpg", assignee=cast.bob)
    make_image("c.jpg", assignee=cast.bob, state="submitted")
    key = batch(client_of, cast.mallory, project, name="Mondays", assignee=cast.bob.pk).json()["id"]
    make_image("d.jpg", batch_id=key)
    make_image("e.jpg", batch_id=key, assignee=cast.bob)
    make_image("f.jpg", batch_id=key, state="accepted")
    people = client_of(cast.mallory).get(f"/api/v1/projects/{project.pk}/assignments/").json()
    bob = next(person for person in people if person["id"] == cast.bob.pk)
    assert (bob["assigned"], bob["in_batches"], bob["submitted"]) == (3, 1, 1)
    assert bob["holds"]["id"] == str(held.pk)
    assert cast.victor.pk not in {person["id"] for person in people}


def test_only_an_accepted_image_becomes_gold_and_a_rejected_one_is_none(
    client_of: ClientOf, cast: Cast, project: Project, image: Image
) -> None:
    address = f"/api/v1/images/{image.pk}/gold/"
    refused = client_of(cast.rita).put(address)
    assert (refused.status_code, "accept it first" in refused.json()["detail"]) == (409, True)
    Image.objects.filter(pk=image.pk).update(state="accepted")
    assert client_of(cast.rita).put(address).json()["is_gold"] is True
    assert client_of(cast.rita).delete(address).json()["is_gold"] is False
    client_of(cast.rita).put(address)
    do_transition(cast.rita, image, "reject", "The cup is missing.")
    image.refresh_from_db()
    assert image.is_gold is False


def test_who_hands_an_image_in_gives_it_back_and_mends_it_later(cast: Cast, project: Project, image: Image) -> None:
    later = timezone.now() + timedelta(minutes=5)
    Image.objects.filter(pk=image.pk).update(lease_holder=cast.bob, lease_expires=later)
    do_transition(cast.bob, image, "submit")
    image.refresh_from_db()
    assert (image.lease_holder, image.lease_expires, image.assignee) == (None, None, cast.bob)


@pytest.mark.parametrize(("minutes_left", "is_renewed"), [(9, True), (11, False)])
def test_an_operation_renews_a_lease_of_which_a_third_is_gone(
    cast: Cast, project: Project, image: Image, minutes_left: int, is_renewed: bool
) -> None:
    expires = timezone.now() + timedelta(minutes=minutes_left)
    Image.objects.filter(pk=image.pk).update(lease_holder=cast.bob, lease_expires=expires)
    annotation_of(image)
    box = {"op": "bounds", "id": str(uuid4()), "object": str(uuid4()), "box": [1, 1, 9, 9], "label": None}
    message = messages.parse(box, (48, 64))
    perform(cast.bob, image.pk, message)  # type: ignore[arg-type]
    image.refresh_from_db()
    assert image.lease_expires is not None
    assert (image.lease_expires > expires) is is_renewed


def test_an_open_editor_knows_when_its_lease_is_due_and_renews_no_other(
    cast: Cast, project: Project, image: Image
) -> None:
    annotation_of(image)
    expires = timezone.now() + timedelta(minutes=9)
    Image.objects.filter(pk=image.pk).update(lease_holder=cast.bob, lease_expires=expires)
    mine, others = read_status(cast.bob.pk, image.pk), read_status(cast.rita.pk, image.pk)
    assert mine and others
    assert (mine.is_lease_due, others.is_lease_due) == (True, False)
    do_renew(image.pk, cast.rita.pk)
    image.refresh_from_db()
    assert image.lease_expires == expires
    do_renew(image.pk, cast.bob.pk)
    again = read_status(cast.bob.pk, image.pk)
    assert again and not again.is_lease_due
