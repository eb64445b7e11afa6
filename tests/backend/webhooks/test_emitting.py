"""What happens is told: in its transaction, with one insert, and only to who asks for it."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test.utils import CaptureQueriesContext

from backend.accounts.models import Membership, Organization, User
from backend.accounts.roles import Role
from backend.annotation.workflow import do_transition
from backend.images import processing, storage
from backend.images.models import Image
from backend.jobs.actions import do_create_job, do_start_job
from backend.jobs.models import Job
from backend.projects.models import Label, Project
from backend.webhooks.events import EVENTS, Happening
from backend.webhooks.models import Delivery
from tests.backend.images.pictures import jpeg
from tests.backend.webhooks.conftest import HookMaker
from tests.conftest import ClientOf, member

pytestmark = pytest.mark.database


def told() -> list[dict[str, Any]]:
    return [json.loads(body) for body in Delivery.objects.order_by("created", "id").values_list("body", flat=True)]


def events() -> list[str]:
    return [message["event"] for message in told()]


class Done(Exception):
    pass


def test_without_webhooks_it_costs_one_query(
    project: Project, image: Image, alice: User, django_assert_num_queries: Any
) -> None:
    from backend.webhooks.emitting import emit

    with django_assert_num_queries(1):
        emit(Happening.IMAGE_DELETED, image, project_id=project.pk, actor=alice)


def test_however_many_listen_there_is_one_insert(
    make_hook: HookMaker, image: Image, alice: User, connection_queries: CaptureQueriesContext
) -> None:
    from backend.webhooks.emitting import emit

    for n in range(5):
        make_hook(name=f"Hook {n}")
    make_hook(None, name="Of the team")
    with connection_queries as made:
        emit(Happening.IMAGE_DELETED, image, project_id=image.project_id, actor=alice)
    assert sum("INSERT" in query["sql"] for query in made.captured_queries) == 1
    assert len({message["id"] for message in told()}) == 6


@pytest.fixture
def connection_queries() -> CaptureQueriesContext:
    from django.db import connection

    return CaptureQueriesContext(connection)


def test_what_is_taken_back_is_not_told(make_hook: HookMaker, image: Image, bob: User) -> None:
    make_hook()
    with pytest.raises(Done), transaction.atomic():
        do_transition(bob, image, "submit")
        assert events() == ["annotation.submitted"]
        raise Done
    assert told() == []


def test_only_who_asks_and_whose_project_it_is_are_told(
    make_hook: HookMaker, image: Image, bob: User, organization: Organization
) -> None:
    other = Project.objects.create(organization=organization, name="Croquet")
    asking, _ = make_hook(events=["annotation.submitted"])
    make_hook(events=["annotation.accepted"])
    make_hook(other)
    make_hook(is_active=False)
    of_team, _ = make_hook(None, events=["annotation.submitted"])
    do_transition(bob, image, "submit")
    assert set(Delivery.objects.values_list("webhook", flat=True)) == {asking.pk, of_team.pk}


def test_the_workflow_of_an_image(
    make_hook: HookMaker, image: Image, client_of: ClientOf, bob: User, reviewer: User, label: Label
) -> None:
    make_hook()
    path = f"/api/v1/images/{image.pk}/annotation"
    client_of(bob).post(f"{path}/submit/")
    client_of(bob).post(f"{path}/submit/")  # again: nothing happens
    client_of(reviewer).post(f"{path}/reject/", {"reason": "The cup is missing."})
    client_of(bob).post(f"{path}/submit/")
    client_of(reviewer).post(f"{path}/accept/")
    assert events() == [f"annotation.{name}" for name in ("submitted", "rejected", "submitted", "accepted")]
    submitted, rejected, *_ = told()
    assert submitted["actor"] == {"id": bob.pk, "username": "bob", "name": "Bob"}
    assert submitted["project"] == {"id": image.project_id, "name": "Tea party"}
    assert submitted["organization"]["name"] == "Wonderland"
    assert (submitted["resource"]["id"], submitted["resource"]["state"]) == (str(image.pk), "submitted")
    assert rejected["reason"] == "The cup is missing."
    shown = client_of(reviewer).get(f"/api/v1/images/{image.pk}/").json()
    assert set(submitted["resource"]) == set(shown) - {"neighbours"}


def test_an_image_is_told_of_when_it_is_ready_and_when_it_goes(
    make_hook: HookMaker,
    make_image: Callable[..., Image],
    media_root: Any,
    client_of: ClientOf,
    alice: User,
    news: Any,
) -> None:
    make_hook()
    image = make_image(status=Image.Status.PROCESSING, created_by=alice)
    storage.original(image.sha256).parent.mkdir(parents=True, exist_ok=True)
    storage.original(image.sha256).write_bytes(jpeg(32, 24))
    processing.process(image.pk)
    processing.process(image.pk)
    client_of(alice).delete(f"/api/v1/images/{image.pk}/")
    created, deleted = told()
    assert (created["event"], created["resource"]["width"], created["actor"]["name"]) == ("image.created", 32, "Alice")
    assert (deleted["event"], deleted["resource"]["id"]) == ("image.deleted", str(image.pk))


def test_an_image_that_an_import_adds_is_told_of_by_its_job(
    make_hook: HookMaker, make_image: Callable[..., Image], media_root: Any, news: Any
) -> None:
    make_hook()
    image = make_image(status=Image.Status.PROCESSING)
    storage.original(image.sha256).parent.mkdir(parents=True, exist_ok=True)
    storage.original(image.sha256).write_bytes(jpeg(32, 24))
    processing.process(image.pk, tells_webhooks=False)
    assert told() == []


def test_jobs_that_end_in_any_way(
    make_hook: HookMaker, project: Project, alice: User, client_of: ClientOf, news: Any
) -> None:
    make_hook()
    for end in ("finish", "fail"):
        run = do_start_job(do_create_job(project, alice, Job.Kind.EXPORT, {"format": "coco"}).pk)
        assert run is not None
        getattr(run, end)("", "It is over.")
    job = do_create_job(project, alice, Job.Kind.IMPORT, {})
    client_of(alice).post(f"/api/v1/jobs/{job.pk}/cancel/")
    found = [(message["event"], message["kind"], message["resource"]["state"]) for message in told()]
    ended = [("export", "done"), ("export", "failed"), ("import", "cancelled")]
    assert found == [("job.finished", kind, state) for kind, state in ended]


def test_comments(make_hook: HookMaker, image: Image, client_of: ClientOf, bob: User) -> None:
    make_hook()
    client = client_of(bob)
    first = client.post(f"/api/v1/images/{image.pk}/comments/", {"text": "One cup?", "x": 5, "y": 6}).json()["id"]
    for method, part, body in (
        ("post", "replies", {"text": "Two."}),
        ("put", "resolved", None),
        ("put", "resolved", None),
        ("delete", "resolved", None),
        ("delete", "resolved", None),
    ):
        getattr(client, method)(f"/api/v1/comments/{first}/{part}/", body)
    assert events() == ["comment.created", "comment.created", "comment.resolved", "comment.reopened"]
    assert [message["resource"]["id"] for message in told()] == [first] * 4
    assert told()[1]["resource"]["replies"][0]["text"] == "Two."


def test_labels_and_projects(make_hook: HookMaker, project: Project, client_of: ClientOf, alice: User) -> None:
    make_hook(None)
    client = client_of(alice)
    label = client.post("/api/v1/labels/", {"project": project.pk, "name": "cup", "color": "#112233"}).json()["id"]
    client.patch(f"/api/v1/labels/{label}/", {"name": "mug"})
    client.patch(f"/api/v1/labels/{label}/", {"name": "mug"})
    client.delete(f"/api/v1/labels/{label}/")
    client.patch(f"/api/v1/projects/{project.pk}/", {"name": "Tea"})
    made = client.post("/api/v1/projects/", {"organization": project.organization_id, "name": "Croquet"}).json()["id"]
    client.delete(f"/api/v1/projects/{made}/")
    assert events() == [
        *("label.created", "label.updated", "label.deleted"),
        *("project.updated", "project.created", "project.deleted"),
    ]
    assert told()[1]["changes"] == {"name": ["cup", "mug"]}
    assert told()[3]["changes"] == {"name": ["Tea party", "Tea"]}
    assert told()[5]["resource"]["id"] == made


def test_people(make_hook: HookMaker, organization: Organization, client_of: ClientOf, alice: User) -> None:
    make_hook(None)
    zoe = member(organization, "Zoe", Role.VIEWER)
    row = Membership.objects.get(user=zoe)
    client_of(alice).patch(f"/api/v1/memberships/{row.pk}/", {"role": "reviewer"})
    client_of(alice).delete(f"/api/v1/memberships/{row.pk}/")
    assert events() == ["member.joined", "member.updated", "member.left"]
    assert told()[1]["changes"] == {"role": ["viewer", "reviewer"]}
    assert told()[2]["resource"]["user"]["username"] == "zoe"


def test_a_team_or_a_project_that_goes_takes_its_webhooks_along(
    make_hook: HookMaker, organization: Organization, project: Project, alice: User, image: Image, bob: User
) -> None:
    make_hook()
    make_hook(None)
    do_transition(bob, image, "submit")
    project.delete()
    organization.delete()
    assert told() == []


def test_a_version_is_told_of_when_it_is_ready(
    make_hook: HookMaker, project: Project, image: Image, alice: User, client_of: ClientOf, news: Any
) -> None:
    from backend.versions.tasks import make_version

    make_hook()
    made = client_of(alice).post(f"/api/v1/projects/{project.pk}/versions/", {"name": "June"}).json()
    make_version(made["job"]["id"])
    client_of(alice).delete(f"/api/v1/versions/{made['id']}/")
    assert events() == ["version.created", "job.finished", "version.deleted"]
    assert (told()[0]["resource"]["state"], told()[0]["resource"]["image_count"]) == ("ready", 1)


def test_every_event_of_the_table_is_told_by_a_test_here() -> None:
    from pathlib import Path

    source = Path(__file__).read_text(encoding="utf-8")
    missing = [e.value for e in EVENTS if e.value not in source and e.value.split(".")[0] != "annotation"]
    assert missing == []


def test_ids_of_messages_are_uuids_of_their_own(make_hook: HookMaker, image: Image, bob: User) -> None:
    make_hook()
    do_transition(bob, image, "submit")
    assert uuid.UUID(told()[0]["id"])
