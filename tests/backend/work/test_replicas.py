"""Several people at one photo, unseen by each other, and gold images mixed in."""

from __future__ import annotations

import importlib
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone

from backend.accounts.models import Membership, User
from backend.accounts.roles import Role
from backend.annotation.models import Annotation, Operation
from backend.annotation.reading import annotation_of
from backend.images.models import Image
from backend.projects.actions import change_project
from backend.projects.models import Project
from backend.work import returning
from backend.work.actions import do_lease_next
from backend.work.models import Batch
from tests.conftest import Cast, ClientOf, member

MakeImage = Callable[..., Image]
pytestmark = pytest.mark.database


@pytest.fixture
def pairs(project: Project) -> Project:
    """Two people are to annotate each image."""
    return change_project(project, replicas=2)


def given(project: Project, user: User, **options: Any) -> Image | None:
    key = do_lease_next(project, user, "annotate", **options)
    return Image.objects.get(pk=key) if key else None


def hand_in(image: Image | None) -> None:
    assert image is not None
    Image.objects.filter(pk=image.pk).update(state="submitted", lease_holder=None, lease_expires=None)


def test_each_person_gets_a_replica_and_the_third_gets_none(cast: Cast, pairs: Project, make_image: MakeImage) -> None:
    image = make_image("a.jpg", priority=3)
    first, second = given(pairs, cast.bob), given(pairs, cast.rita)
    assert first and second
    assert [(r.original_id, r.replica, r.assignee) for r in (first, second)] == [
        (image.pk, 1, cast.bob),
        (image.pk, 2, cast.rita),
    ]
    image.refresh_from_db()
    assert (image.state, image.is_dealt, image.lease_holder) == ("in_progress", True, None)
    for name in ("name", "sha256", "size_bytes", "width", "status", "created", "priority"):
        assert getattr(first, name) == getattr(image, name), name
    assert given(pairs, cast.alice) is None


def test_nobody_gets_two_replicas_of_one_image(cast: Cast, pairs: Project, make_image: MakeImage) -> None:
    make_image("a.jpg")
    hand_in(given(pairs, cast.bob))
    assert given(pairs, cast.bob) is None


def test_a_replica_begun_is_given_again_to_its_person(cast: Cast, pairs: Project, make_image: MakeImage) -> None:
    make_image("a.jpg")
    make_image("b.jpg")
    first = given(pairs, cast.bob)
    assert first is not None
    second = given(pairs, cast.bob, skip=first.pk)
    assert second is not None and second.name == "b.jpg"
    hand_in(second)
    assert given(pairs, cast.bob) == first


def test_what_one_person_was_given_or_began_stays_one(cast: Cast, pairs: Project, make_image: MakeImage) -> None:
    assigned = make_image("a.jpg", assignee=cast.bob)
    of_batch = make_image("b.jpg", batch=Batch.objects.create(project=pairs, name="Bob's", assignee=cast.bob))
    begun = make_image("c.jpg", state="in_progress")
    for image in (assigned, of_batch, begun):
        assert given(pairs, cast.bob) == image
        hand_in(image)


def test_a_replica_without_its_person_is_given_to_another(cast: Cast, pairs: Project, make_image: MakeImage) -> None:
    image = make_image("a.jpg")
    first = given(pairs, cast.bob)
    given(pairs, cast.rita)
    assert first is not None
    Image.objects.filter(pk=first.pk).update(assignee=None, lease_holder=None)
    again = given(pairs, cast.alice)
    assert again == first and again.assignee == cast.alice
    assert image.replicas.count() == 2


def test_more_people_wanted_opens_images_again_and_fewer_closes_them(
    cast: Cast, pairs: Project, make_image: MakeImage
) -> None:
    make_image("a.jpg")
    for user in (cast.bob, cast.rita):
        given(pairs, user)
    change_project(pairs, replicas=3)
    third = given(pairs, cast.alice)
    assert third is not None and third.replica == 3
    change_project(pairs, replicas=5)
    change_project(pairs, replicas=2)
    assert given(pairs, cast.mallory) is None


def test_chance_mixes_in_a_gold_image_once_for_each_person(cast: Cast, project: Project, make_image: MakeImage) -> None:
    change_project(project, gold_percent=10)
    gold = make_image("gold.jpg", is_gold=True, state="accepted", assignee=cast.rita)
    make_image("a.jpg")
    first = given(project, cast.bob, chance=lambda: 0.0999)
    assert first is not None
    assert (first.original, first.replica, first.assignee, first.is_gold) == (gold, 1, cast.bob, False)
    hand_in(first)
    second = given(project, cast.bob, chance=lambda: 0.0)
    assert second is not None and second.name == "a.jpg"
    gold.refresh_from_db()
    assert (gold.state, gold.is_dealt) == ("accepted", False)


def test_no_gold_image_without_luck_nor_for_who_annotated_it(
    cast: Cast, project: Project, make_image: MakeImage
) -> None:
    change_project(project, gold_percent=10)
    make_image("gold.jpg", is_gold=True, state="accepted", assignee=cast.rita)
    make_image("a.jpg")
    for user, luck in ((cast.bob, 0.1), (cast.rita, 0.0)):
        image = given(project, user, chance=lambda luck=luck: luck)
        assert image is None or image.name == "a.jpg"


def test_nobody_is_sent_gold_images_when_nothing_else_is_left(
    cast: Cast, project: Project, make_image: MakeImage
) -> None:
    change_project(project, gold_percent=100)
    make_image("gold.jpg", is_gold=True, state="accepted")
    assert given(project, cast.bob) is None


@pytest.mark.django_db(transaction=True)
def test_people_who_ask_at_once_never_get_more_replicas_than_wanted(
    cast: Cast, pairs: Project, make_image: MakeImage
) -> None:
    images = [make_image(f"{number}.jpg") for number in range(3)]
    people = [cast.alice, cast.mallory, cast.rita, cast.bob]

    def ask(user: User) -> None:
        try:
            while (image := given(pairs, user)) is not None:
                hand_in(image)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(ask, people))
    for image in images:
        whose = list(image.replicas.order_by("replica").values_list("replica", "assignee"))
        assert [number for number, _ in whose] == [1, 2]
        assert len({person for _, person in whose}) == 2


@pytest.mark.django_db(transaction=True)
def test_forty_people_who_ask_at_once_get_forty_images(project: Project, make_image: MakeImage) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer in at a time")
    people = [member(project.organization, f"Person{number}", Role.ANNOTATOR) for number in range(40)]
    for number in range(45):
        make_image(f"{number}.jpg")

    def ask(user: User) -> Any:
        try:
            return do_lease_next(project, user, "annotate")
        finally:
            connection.close()

    with ThreadPoolExecutor(40) as pool:
        leased = list(pool.map(ask, people))
    assert None not in leased
    assert len(set(leased)) == 40


def seen_by(client_of: ClientOf, user: User, image: Image) -> int:
    return client_of(user).get(f"/api/v1/images/{image.pk}/").status_code


def test_a_replica_is_seen_by_its_person_and_by_reviewers_alone(
    client_of: ClientOf, cast: Cast, pairs: Project, make_image: MakeImage
) -> None:
    make_image("a.jpg")
    other = member(pairs.organization, "Ben", Role.ANNOTATOR)
    replica = given(pairs, cast.bob)
    assert replica is not None
    assert [seen_by(client_of, user, replica) for user in (cast.bob, cast.rita, cast.alice)] == [200, 200, 200]
    assert [seen_by(client_of, user, replica) for user in (other, cast.victor, cast.charlie)] == [404, 404, 404]
    for part in ("annotation", "operations", "comments", "file"):
        assert client_of(other).get(f"/api/v1/images/{replica.pk}/{part}/").status_code == 404
    names = client_of(cast.rita).get(f"/api/v1/projects/{pairs.pk}/images/").json()["results"]
    assert len(names) == 1


def test_a_gold_image_is_seen_by_reviewers_alone(
    client_of: ClientOf, cast: Cast, project: Project, make_image: MakeImage
) -> None:
    gold = make_image("gold.jpg", is_gold=True, state="accepted", assignee=cast.bob)
    address = f"/api/v1/projects/{project.pk}/images/"
    assert [seen_by(client_of, user, gold) for user in (cast.rita, cast.bob, cast.victor)] == [200, 404, 404]
    assert client_of(cast.rita).get(address, {"gold": "true"}).json()["results"][0]["is_gold"] is True
    assert client_of(cast.bob).get(address).json()["results"] == []
    assert client_of(cast.bob).get(f"{address}at/0/").status_code == 404
    assert client_of(cast.bob).get(address, {"gold": "true"}).status_code == 403


def test_to_its_person_a_gold_replica_looks_like_every_image(
    client_of: ClientOf, cast: Cast, project: Project, make_image: MakeImage
) -> None:
    change_project(project, gold_percent=100)
    make_image("gold.jpg", is_gold=True, state="accepted")
    make_image("a.jpg")
    gold = client_of(cast.bob).post(f"/api/v1/projects/{project.pk}/next/", {"kind": "annotate"}).json()
    hand_in(Image.objects.get(pk=gold["id"]))
    plain = client_of(cast.bob).post(f"/api/v1/projects/{project.pk}/next/", {"kind": "annotate"}).json()
    assert (gold["name"], plain["name"]) == ("gold.jpg", "a.jpg")
    own = {"id", "name", "thumbnail", "display", "file", "created", "updated"}
    assert {k: v for k, v in gold.items() if k not in own} == {k: v for k, v in plain.items() if k not in own}
    assert all(gold[name] is None for name in ("is_gold", "replica", "original", "held_by", "lease_expires"))


def test_who_becomes_a_viewer_still_finds_their_replica_and_may_change_nothing(
    client_of: ClientOf, cast: Cast, pairs: Project, make_image: MakeImage
) -> None:
    make_image("a.jpg")
    replica = given(pairs, cast.bob)
    assert replica is not None
    Membership.objects.filter(user=cast.bob).update(role=Role.VIEWER)
    assert seen_by(client_of, cast.bob, replica) == 200
    assert client_of(cast.bob).post(f"/api/v1/images/{replica.pk}/annotation/submit/").status_code == 403


def lapse(image: Image | None, **ago: int) -> None:
    assert image is not None
    Image.objects.filter(pk=image.pk).update(lease_expires=timezone.now() - timedelta(**(ago or {"minutes": 1})))


def begin(image: Image | None, user: User, **ago: int) -> None:
    """Something is drawn on it; its last change is so long ago."""
    assert image is not None
    annotation = annotation_of(image)
    Operation.objects.create(annotation=annotation, revision=1, actor=user, kind="paint", payload={})
    Annotation.objects.filter(pk=annotation.pk).update(revision=1, updated=timezone.now() - timedelta(**ago))
    Image.objects.filter(pk=image.pk).update(state="in_progress")


def test_a_replica_that_nobody_began_is_offered_to_others_once_its_lease_is_over(
    cast: Cast, pairs: Project, make_image: MakeImage
) -> None:
    image = make_image("a.jpg")
    first = given(pairs, cast.bob)
    given(pairs, cast.rita)
    assert given(pairs, cast.alice) is None
    lapse(first)
    again = given(pairs, cast.alice)
    assert again is not None and again == first and again.assignee == cast.alice
    assert image.replicas.count() == 2
    assert given(pairs, cast.bob) is None


def test_the_sweep_returns_what_nobody_began(cast: Cast, pairs: Project, make_image: MakeImage) -> None:
    make_image("a.jpg")
    first = given(pairs, cast.bob)
    lapse(first)
    returning.sweep()
    assert first is not None
    first.refresh_from_db()
    assert (first.assignee, first.lease_holder) == (None, None)


def test_a_replica_left_unfinished_for_a_day_is_done_by_another_in_a_document_of_their_own(
    cast: Cast, pairs: Project, make_image: MakeImage
) -> None:
    image = make_image("a.jpg")
    first = given(pairs, cast.bob)
    given(pairs, cast.rita)
    begin(first, cast.bob, hours=23)
    lapse(first, hours=23)
    assert given(pairs, cast.alice) is None
    begin_again = Annotation.objects.filter(image=first)
    begin_again.update(updated=timezone.now() - timedelta(hours=25))
    lapse(first, hours=25)
    third = given(pairs, cast.alice)
    assert third is not None and first is not None
    assert (third.original, third.replica, annotation_of(third).revision) == (image, 3, 0)
    first.refresh_from_db()
    assert (first.replica_for, first.assignee) == ("abandoned", cast.bob)
    assert given(pairs, cast.bob) == first
    assert given(pairs, cast.mallory) is None


def test_what_somebody_began_and_nobody_has_goes_on_with_nobody(
    cast: Cast, pairs: Project, make_image: MakeImage
) -> None:
    image = make_image("a.jpg")
    first = given(pairs, cast.bob)
    given(pairs, cast.rita)
    begin(first, cast.bob)
    Image.objects.filter(pk=first.pk if first else None).update(assignee=None, lease_holder=None, lease_expires=None)
    third = given(pairs, cast.alice)
    assert third is not None and (third.original, third.replica) == (image, 3)
    assert given(pairs, cast.mallory) is None


def assign(client_of: ClientOf, user: User, project: Project, image: Image | None, person: User | None) -> Any:
    body = {"images": [str(image.pk if image else "")], "assignee": person.pk if person else None}
    return client_of(user).post(f"/api/v1/projects/{project.pk}/assign/", body, format="json")


def test_a_manager_gives_a_replica_that_nobody_began_to_somebody_else(
    client_of: ClientOf, cast: Cast, pairs: Project, make_image: MakeImage
) -> None:
    make_image("a.jpg")
    replica, other = given(pairs, cast.bob), given(pairs, cast.rita)
    lapse(replica)
    assert replica is not None
    assert assign(client_of, cast.mallory, pairs, replica, cast.rita).status_code == 409
    assert assign(client_of, cast.mallory, pairs, replica, cast.alice).json() == {"changed": 1}
    assert given(pairs, cast.alice) == replica
    begin(other, cast.rita)
    refused = assign(client_of, cast.mallory, pairs, other, None)
    assert (refused.status_code, "Rita has begun" in refused.json()["detail"]) == (409, True)


@pytest.mark.parametrize("people", [1, 2])
def test_a_replica_without_its_person_in_a_batch_of_somebody_is_theirs(
    people: int, client_of: ClientOf, cast: Cast, pairs: Project, make_image: MakeImage
) -> None:
    batch = Batch.objects.create(project=pairs, name="B")
    image = make_image("a.jpg", batch=batch)
    first = given(pairs, cast.bob)
    given(pairs, cast.alice)
    Image.objects.filter(pk=first.pk if first else None).update(assignee=None, lease_holder=None, lease_expires=None)
    Batch.objects.filter(pk=batch.pk).update(assignee=cast.rita)
    Project.objects.filter(pk=pairs.pk).update(replicas=people)
    answer = client_of(cast.rita).post(f"/api/v1/projects/{pairs.pk}/next/", {"kind": "annotate"}, format="json")
    assert (answer.status_code, Image.objects.get(pk=answer.json()["id"]).original) == (200, image)
    assert seen_by(client_of, cast.rita, Image.objects.get(pk=answer.json()["id"])) == 200


def test_fewer_people_drop_replicas_that_nobody_began(cast: Cast, pairs: Project, make_image: MakeImage) -> None:
    image = make_image("a.jpg")
    hand_in(given(pairs, cast.bob))
    lapse(given(pairs, cast.rita))
    change_project(pairs, replicas=1)
    assert list(image.replicas.values_list("assignee", flat=True)) == [cast.bob.pk]
    image.refresh_from_db()
    assert image.is_dealt


@pytest.mark.django_db(transaction=True)
def test_two_tabs_of_one_person_hold_one_image(cast: Cast, project: Project, make_image: MakeImage) -> None:
    """The second waits for the first, and sees then what the first was given."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer in at a time")
    unwanted, *_ = [make_image(f"{number}.jpg", priority=-number) for number in range(5)]
    started = threading.Event()

    def ask() -> Any:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                pids.append(cursor.fetchone()[0])
            started.set()
            return do_lease_next(project, cast.bob, "annotate")
        finally:
            connection.close()

    pids: list[int] = []
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            first = do_lease_next(project, cast.bob, "annotate", skip=unwanted.pk)
            second = pool.submit(ask)
            started.wait(20)
            wait_for_lock(pids[0])
        assert second.result(20) == first
    assert Image.objects.filter(lease_holder=cast.bob).count() == 1


def wait_for_lock(pid: int) -> None:
    """Until the other connection waits for a lock."""
    with connection.cursor() as cursor:
        for _ in range(20_000):
            cursor.execute("SELECT count(*) FROM pg_locks WHERE pid = %s AND NOT granted", [pid])
            if cursor.fetchone()[0]:
                return
    pytest.fail("the second tab never waited for the first")


def test_the_migration_says_of_old_replicas_what_they_are_for(cast: Cast, make_image: MakeImage) -> None:
    gold, plain = make_image("gold.jpg", is_gold=True, state="accepted"), make_image("a.jpg")
    for image in (gold, plain):
        make_image(image.name, sha256=image.sha256, original=image, replica=1, assignee=cast.bob)
    importlib.import_module("backend.images.migrations.0007_replica_for").fill(apps, None)
    found = dict(Image.objects.values_list("name", "replica_for").filter(replica=1))
    assert found == {"gold.jpg": "gold", "a.jpg": "consensus"}
    assert not Image.objects.filter(replica=0).exclude(replica_for="").exists()
