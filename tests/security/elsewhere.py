"""Things of another project of the team, and of another team: Alice may do everything there, too.

So what stops her from naming them is that they lie elsewhere, and nothing else.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Model
from django.utils import timezone

from backend.accounts.audit import Event, record
from backend.accounts.invitations import do_invite
from backend.accounts.models import Group, Membership, Organization, User
from backend.accounts.roles import Role
from backend.annotation.models import Annotation, Object
from backend.comments.models import Comment
from backend.formats.models import ImportFile
from backend.images.models import Image
from backend.projects.models import Label, Project, ProjectRole
from backend.review.models import Submission
from backend.sources.models import Source
from backend.work.models import Batch
from tests.conftest import member
from tests.security.kept_version import version_of

FIRST = 70_000_001
"""Ids that are found in no other number of an answer."""
MISSING = 80_000_001

Things = dict[str, Any]


def of_another_project(organization: Organization, alice: User) -> Things:
    """``worker`` works in that project alone: the other one is to be private."""
    project = Project.objects.create(pk=FIRST, organization=organization, name="Elsewhere", is_private=True)
    worker = member(organization, "Walter", Role.VIEWER)
    return _filled(project, alice, _renumbered(worker))


def of_another_team(alice: User) -> Things:
    team = Organization.objects.create(pk=FIRST, name="Another team")
    Membership.objects.create(organization=team, user=alice, role=Role.OWNER)
    project = Project.objects.create(pk=FIRST, organization=team, name="Elsewhere")
    worker = _renumbered(member(team, "Walter", Role.ANNOTATOR))
    group = Group.objects.create(pk=FIRST, organization=team, name="Another shift")
    options: dict[str, Any] = {"email": "", "max_uses": None, "days": 7}
    invitation, _ = do_invite(team, alice, Role.OWNER, Role.VIEWER, **options)
    record(Event.PROJECT_CHANGED, team.pk, project_id=project.pk, target=project.name, actor=worker)
    of_team = {"organization": team, "user": worker, "group": group, "invitation": invitation}
    return _filled(project, alice, worker) | of_team


def _renumbered(person: User) -> User:
    """The same person under an id that is found in no other number."""
    memberships = list(person.memberships.values_list("organization_id", "role"))
    person.delete()
    person.pk = FIRST
    person.save(force_insert=True)
    for organization_id, role in memberships:
        Membership.objects.create(organization_id=organization_id, user=person, role=role)
    return person


def _filled(project: Project, alice: User, worker: User) -> Things:
    ProjectRole.objects.create(project=project, user=worker, role=Role.ANNOTATOR)
    label = Label.objects.create(pk=FIRST, project=project, name="elsewhere", color="#228be6")
    batch = Batch.objects.create(pk=FIRST, project=project, name="elsewhere")
    in_an_hour = timezone.now() + timedelta(hours=1)
    image = Image.objects.create(
        project=project, name="elsewhere.jpg", sha256="e" * 64, size_bytes=1, width=64, height=48, batch=batch,
        status=Image.Status.READY, assignee=worker, lease_holder=alice, lease_expires=in_an_hour,
    )  # fmt: skip
    item = Object.objects.create(annotation=Annotation.objects.create(image=image), label=label)
    comment = Comment.objects.create(image=image, number=1, x=5, y=6, author=alice, text="elsewhere")
    Submission.objects.create(project=project, image=image, annotator=worker, at=timezone.now(), clicks=7)
    version = version_of(project, image, pk=FIRST)
    file = ImportFile.objects.create(project=project, name="elsewhere.zip", size_bytes=1)
    return {"project": project, "label": label, "batch": batch, "image": image, "object": item, "comment": comment} | {
        "worker": worker,
        "version": version,
        "file": file,
        "source": Source.objects.create(pk=FIRST, project=project, name="elsewhere", kind="folder"),
    }


def traces(things: Things) -> dict[str, Any]:
    """What can be seen of them in the database: their own columns, and how many rows point to each."""
    return {name: (_columns(thing), _pointing_to(thing)) for name, thing in things.items()}


def _columns(thing: Model) -> Any:
    return type(thing)._default_manager.filter(pk=thing.pk).values().first()


def _pointing_to(thing: Model) -> dict[str, int]:
    relations = (f for f in thing._meta.get_fields(include_hidden=True) if f.auto_created and not f.concrete)
    counts: dict[str, int] = {}
    for relation in relations:
        model: Any = relation.related_model
        counts[f"{model.__name__}.{relation.field.name}"] = model.objects.filter(**{relation.field.name: thing}).count()  # type: ignore[union-attr]
    return counts
