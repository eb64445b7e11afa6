"""Leaving a team loses no work: what somebody holds goes on, what they have made stays."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from backend.accounts.models import AuditEntry, Group, Membership, Organization, User
from backend.accounts.roles import Role
from backend.annotation.models import Annotation, Operation
from backend.comments.models import Comment
from backend.images.models import Image
from backend.projects.models import Project, ProjectRole
from backend.work.models import Batch
from tests.conftest import Cast, ClientOf, person

MakeImage = Callable[..., Image]


def row(user: User, organization: Organization) -> str:
    return f"/api/v1/memberships/{Membership.objects.get(user=user, organization=organization).pk}/"


@pytest.fixture
def work(cast: Cast, project: Project, make_image: MakeImage) -> dict[str, Image]:
    """What Bob holds: two images to do, one in review, one accepted, a batch, a lease on an image and on an object."""
    bob = cast.bob
    images = {
        "new": make_image("new.jpg", assignee=bob),
        "begun": make_image("begun.jpg", assignee=bob, state=Image.State.IN_PROGRESS),
        "submitted": make_image("submitted.jpg", assignee=bob, state=Image.State.SUBMITTED),
        "accepted": make_image("accepted.jpg", assignee=bob, state=Image.State.ACCEPTED),
        "ritas": make_image("ritas.jpg", assignee=cast.rita),
    }
    Batch.objects.create(project=project, name="Cups", assignee=bob)
    until = timezone.now() + timedelta(minutes=5)
    Image.objects.filter(pk=images["begun"].pk).update(lease_holder=bob, lease_expires=until)
    lease = {"user": bob.pk, "name": "Bob", "color": "#fff", "until": time.time() + 25}
    hers = lease | {"user": cast.rita.pk, "name": "Rita"}
    annotation = Annotation.objects.create(image=images["begun"], revision=1, leases={"a": lease, "b": hers})
    Operation.objects.create(annotation=annotation, revision=1, actor=bob, kind="click")
    Comment.objects.create(image=images["begun"], number=1, x=5, y=6, author=bob, text="One cup?")
    return images


def assignees(images: dict[str, Image]) -> dict[str, str | None]:
    rows = Image.objects.in_bulk([image.pk for image in images.values()])
    holders = {name: rows[image.pk].assignee for name, image in images.items()}
    return {name: holder.username if holder else None for name, holder in holders.items()}


def test_before_it_happens_it_is_said_what_somebody_holds(
    client_of: ClientOf, cast: Cast, organization: Organization, work: dict[str, Image]
) -> None:
    held = {"images": 3, "batches": 1, "leased": 1}
    assert client_of(cast.mallory).get(f"{row(cast.bob, organization)}held/").json() == held
    assert client_of(cast.bob).get(f"{row(cast.bob, organization)}held/").json() == held
    assert client_of(cast.rita).get(f"{row(cast.bob, organization)}held/").status_code == 403


def test_what_a_removed_member_holds_goes_to_the_person_named(
    client_of: ClientOf, cast: Cast, organization: Organization, work: dict[str, Image]
) -> None:
    path = f"{row(cast.bob, organization)}?transfer_to={cast.rita.pk}"
    assert client_of(cast.mallory).delete(path).status_code == 204
    assert assignees(work) == {
        "new": "rita", "begun": "rita", "submitted": "rita", "accepted": "bob", "ritas": "rita"
    }  # fmt: skip
    assert Batch.objects.get().assignee == cast.rita
    entry = AuditEntry.objects.get(action="member-removed")
    assert (entry.target, entry.detail["images"], entry.detail["given_to"]) == ("bob", 3, "rita")


def test_without_a_name_it_goes_back_to_the_queue(
    client_of: ClientOf, cast: Cast, organization: Organization, work: dict[str, Image]
) -> None:
    assert client_of(cast.bob).delete(row(cast.bob, organization)).status_code == 204
    assert assignees(work) == {"new": None, "begun": None, "submitted": None, "accepted": "bob", "ritas": "rita"}
    assert Batch.objects.get().assignee is None


def test_leases_end_and_what_was_made_stays(
    client_of: ClientOf, cast: Cast, organization: Organization, work: dict[str, Image]
) -> None:
    client_of(cast.alice).delete(row(cast.bob, organization))
    begun = Image.objects.get(pk=work["begun"].pk)
    assert begun.lease_holder is None and begun.state == Image.State.IN_PROGRESS
    assert list(begun.annotation.leases) == ["b"]
    assert (begun.annotation.revision, Operation.objects.get().actor, Comment.objects.get().author) == (
        1, cast.bob, cast.bob
    )  # fmt: skip


def test_annotations_are_written_before_images_as_by_everybody_who_works(
    client_of: ClientOf, cast: Cast, organization: Organization, work: dict[str, Image]
) -> None:
    with CaptureQueriesContext(connection) as queries:
        client_of(cast.alice).delete(row(cast.bob, organization))
    tables = (Annotation._meta.db_table, Image._meta.db_table)
    written = [table for query in queries for table in tables if query["sql"].startswith(f'UPDATE "{table}"')]
    assert set(written) == set(tables)
    assert written == sorted(written, key=tables.index)


@pytest.mark.parametrize("who", ["bob", "charlie", "nobody"])
def test_the_work_goes_to_somebody_else_of_the_team_or_nothing_happens(
    client_of: ClientOf, cast: Cast, organization: Organization, work: dict[str, Image], who: str
) -> None:
    number = getattr(cast, who).pk if who != "nobody" else 987654
    answer = client_of(cast.alice).delete(f"{row(cast.bob, organization)}?transfer_to={number}")
    assert answer.status_code == 400 and "transfer_to" in answer.json()["errors"]
    assert Membership.objects.filter(user=cast.bob).exists() and assignees(work)["new"] == "bob"


def test_who_may_not_annotate_a_project_inherits_nothing_of_it(
    client_of: ClientOf, cast: Cast, organization: Organization, work: dict[str, Image]
) -> None:
    client_of(cast.alice).delete(f"{row(cast.bob, organization)}?transfer_to={cast.victor.pk}")
    assert assignees(work)["new"] is None


def test_a_role_that_may_not_annotate_ends_it_too_but_not_where_another_was_given(
    client_of: ClientOf, cast: Cast, organization: Organization, work: dict[str, Image], project: Project
) -> None:
    ProjectRole.objects.create(project=project, user=cast.bob, role=Role.ANNOTATOR)
    lower = {"role": "viewer", "transfer_to": cast.rita.pk}
    assert client_of(cast.alice).patch(row(cast.bob, organization), lower).status_code == 200
    assert assignees(work)["new"] == "bob"
    path = f"/api/v1/projects/{project.pk}/roles/{cast.bob.pk}/"
    assert client_of(cast.alice).delete(path).status_code == 204
    assert assignees(work)["new"] is None


def test_a_higher_role_takes_nothing(
    client_of: ClientOf, cast: Cast, organization: Organization, work: dict[str, Image]
) -> None:
    client_of(cast.alice).patch(row(cast.bob, organization), {"role": "reviewer"})
    assert assignees(work)["new"] == "bob" and Image.objects.get(pk=work["begun"].pk).lease_holder == cast.bob


def test_a_project_that_becomes_private_releases_who_is_outside(
    client_of: ClientOf, cast: Cast, work: dict[str, Image], project: Project
) -> None:
    ProjectRole.objects.create(project=project, user=cast.rita, role=Role.REVIEWER)
    client_of(cast.alice).patch(f"/api/v1/projects/{project.pk}/", {"is_private": True})
    assert assignees(work) == {"new": None, "begun": None, "submitted": None, "accepted": "bob", "ritas": "rita"}


def test_a_replica_goes_to_nobody_who_has_one_and_one_handed_in_stays(
    client_of: ClientOf, cast: Cast, organization: Organization, make_image: MakeImage
) -> None:
    original = make_image("photo.jpg")
    options = {"original": original, "sha256": original.sha256}
    begun = make_image("photo.jpg", replica=1, assignee=cast.bob, **options)
    make_image("photo.jpg", replica=2, assignee=cast.rita, **options)
    other = make_image("other.jpg")
    done = make_image(
        "other.jpg", original=other, sha256=other.sha256, replica=1, assignee=cast.bob, state=Image.State.SUBMITTED
    )
    client_of(cast.alice).delete(f"{row(cast.bob, organization)}?transfer_to={cast.rita.pk}")
    assert Image.objects.get(pk=begun.pk).assignee is None
    assert Image.objects.get(pk=done.pk).assignee == cast.bob


def test_a_replica_that_is_begun_goes_on_with_nobody_and_one_that_is_not_with_the_successor(
    client_of: ClientOf, cast: Cast, organization: Organization, make_image: MakeImage
) -> None:
    def replica_of(name: str, state: str) -> Image:
        original = make_image(name)
        return make_image(name, original=original, sha256=original.sha256, replica=1, assignee=cast.bob, state=state)

    untouched, begun = replica_of("a.jpg", Image.State.NEW), replica_of("b.jpg", Image.State.IN_PROGRESS)
    client_of(cast.alice).delete(f"{row(cast.bob, organization)}?transfer_to={cast.rita.pk}")
    assert Image.objects.get(pk=untouched.pk).assignee == cast.rita
    assert Image.objects.get(pk=begun.pk).assignee is None


def test_another_team_is_none_of_their_business(
    client_of: ClientOf, cast: Cast, organization: Organization, make_image: MakeImage
) -> None:
    elsewhere = Project.objects.get(name="Charlie's project")
    Membership.objects.create(organization=elsewhere.organization, user=cast.bob, role=Role.ANNOTATOR)
    group = Group.objects.create(organization=elsewhere.organization, name="Night shift")
    group.people.add(cast.bob)
    theirs = make_image("theirs.jpg", project=elsewhere, assignee=cast.bob)
    here = Group.objects.create(organization=organization, name="Day shift")
    here.people.add(cast.bob, cast.rita)
    client_of(cast.alice).delete(row(cast.bob, organization))
    assert Image.objects.get(pk=theirs.pk).assignee == cast.bob
    assert list(group.people.all()) == [cast.bob] and list(here.people.all()) == [cast.rita]


def transfer(client_of: ClientOf, user: User, organization: Organization, heir: User) -> int:
    path = f"/api/v1/organizations/{organization.pk}/transfer/"
    return client_of(user).post(path, {"user": heir.pk}).status_code


def test_an_owner_hands_the_team_over_and_becomes_manager(
    client_of: ClientOf, cast: Cast, organization: Organization
) -> None:
    assert transfer(client_of, cast.mallory, organization, cast.mallory) == 403
    assert transfer(client_of, cast.alice, organization, cast.charlie) == 400
    assert transfer(client_of, cast.alice, organization, cast.alice) == 400
    assert transfer(client_of, cast.alice, organization, cast.rita) == 200
    roles = dict(Membership.objects.filter(organization=organization).values_list("user__username", "role"))
    assert (roles["alice"], roles["rita"]) == ("manager", "owner")
    assert transfer(client_of, cast.alice, organization, cast.alice) == 403
    assert AuditEntry.objects.get(action="ownership-transferred").target == "rita"


@pytest.fixture
def root(db: None) -> User:
    user = person("Root")
    User.objects.filter(pk=user.pk).update(is_staff=True, is_superuser=True)
    return User.objects.get(pk=user.pk)


RELEASED = {"new": None, "begun": None, "submitted": None, "accepted": "bob", "ritas": "rita"}


def inline(prefix: str, **fields: Any) -> dict[str, str]:
    """One existing row of an inline form."""
    counts = {f"{prefix}-TOTAL_FORMS": "1", f"{prefix}-INITIAL_FORMS": "1"}
    return counts | {f"{prefix}-0-{name}": str(value) for name, value in fields.items()}


def is_released(images: dict[str, Image]) -> bool:
    begun = Image.objects.get(pk=images["begun"].pk)
    is_free = begun.lease_holder is None and list(begun.annotation.leases) == ["b"]
    return is_free and Batch.objects.get().assignee is None and assignees(images) == RELEASED


@pytest.mark.parametrize("change", [{"DELETE": "on"}, {"role": "viewer"}])
def test_an_operator_who_removes_or_lowers_somebody_releases_what_they_hold(
    client_of: ClientOf,
    cast: Cast,
    organization: Organization,
    work: dict[str, Image],
    root: User,
    change: dict[str, str],
) -> None:
    held = Membership.objects.get(user=cast.bob)
    fields = {"id": held.pk, "user": cast.bob.pk, "organization": organization.pk, "role": held.role} | change
    path = f"/admin/accounts/organization/{organization.pk}/change/"
    answer = client_of(root).post(
        path, {"name": organization.name} | inline("memberships", **fields), format="multipart"
    )
    assert answer.status_code == 302
    assert is_released(work)


def test_an_operator_gives_nobody_the_membership_of_another(
    client_of: ClientOf, cast: Cast, organization: Organization, root: User
) -> None:
    held = Membership.objects.get(user=cast.bob)
    fields = {"id": held.pk, "user": cast.charlie.pk, "organization": organization.pk, "role": "reviewer"}
    path = f"/admin/accounts/organization/{organization.pk}/change/"
    client_of(root).post(path, {"name": organization.name} | inline("memberships", **fields), format="multipart")
    held.refresh_from_db()
    assert (held.user, held.role) == (cast.bob, "reviewer")


def test_an_operator_who_switches_somebody_off_releases_what_they_hold(
    client_of: ClientOf, cast: Cast, work: dict[str, Image], root: User
) -> None:
    none = {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}
    path = f"/admin/accounts/user/{cast.bob.pk}/change/"
    assert client_of(root).post(path, {"username": "bob"} | none, format="multipart").status_code == 302
    assert not User.objects.get(pk=cast.bob.pk).is_active
    assert is_released(work)


@pytest.mark.parametrize("change", [{"DELETE": "on"}, {"role": "viewer"}])
def test_an_operator_who_takes_or_lowers_a_role_for_a_project_releases_what_is_held_there(
    client_of: ClientOf, cast: Cast, project: Project, work: dict[str, Image], root: User, change: dict[str, str]
) -> None:
    given = ProjectRole.objects.create(project=project, user=cast.bob, role=Role.ANNOTATOR)
    Membership.objects.filter(user=cast.bob).update(role=Role.VIEWER)
    path = f"/admin/projects/project/{project.pk}/change/"
    client = client_of(root)
    page = client.get(path)
    form = page.context["adminform"].form
    plain = {
        field.name: field.value() for field in form if field.value() not in (None, "") and field.value() is not False
    }
    fields = {"id": given.pk, "user": cast.bob.pk, "project": project.pk, "role": given.role} | change
    prefix = page.context["inline_admin_formsets"][0].formset.prefix
    answer = client.post(path, plain | inline(prefix, **fields), format="multipart")
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    assert is_released(work)
    entry = AuditEntry.objects.get(project=project, action__startswith="project-role")
    event, role = ("taken", "annotator") if "DELETE" in change else ("given", "viewer")
    assert (entry.action, entry.actor, entry.target) == (f"project-role-{event}", root, "bob")
    assert entry.detail == {"role": role, "by_operator": True}
