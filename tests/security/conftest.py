"""The stage of the permission tests: what the placeholders of routes stand for, and who asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount

from backend.accounts.actions import create_token
from backend.accounts.invitations import do_invite
from backend.accounts.models import Group, Membership, Organization, User
from backend.accounts.roles import Role
from backend.comments.models import Comment
from backend.formats.models import ImportFile
from backend.images import storage
from backend.images.models import Image
from backend.jobs.models import Job
from backend.model_store.models import StoredModel
from backend.projects.models import Label, Project, ProjectRole
from backend.sources.models import Source
from backend.webhooks.actions import do_create_webhook, do_ping
from backend.work.models import Batch
from tests.conftest import Cast, member, person
from tests.security.elsewhere import Things, of_another_project, of_another_team
from tests.security.expectations import NOBODY, Standing
from tests.security.hidden_images import Hide, fill
from tests.security.kept_version import version_of

HOOK = {"name": "Slack", "url": "https://hooks.example.org/", "events": ["image.created"]}
NO_FOLDER = {"root": "/nowhere", "path": ""}


@pytest.fixture
def ids(cast: Cast, project: Project, label: Label, image: Image, media_root: object) -> dict[str, Any]:
    """What the placeholders of the routes stand for: Alice's things."""
    Image.objects.filter(pk=image.pk).update(status=Image.Status.PROCESSING)
    storage.original(image.sha256).parent.mkdir(parents=True, exist_ok=True)
    storage.original(image.sha256).write_bytes(b"not looked into")
    membership = Membership.objects.get(user=member(project.organization, "Zoe", Role.VIEWER))
    ProjectRole.objects.create(project=project, user_id=membership.user_id, role=Role.ANNOTATOR)
    options: dict[str, Any] = {"email": "", "max_uses": None, "days": 7}
    invitation, code = do_invite(project.organization, cast.alice, Role.OWNER, Role.VIEWER, **options)
    hook, _ = do_create_webhook(cast.alice, project.organization, project, HOOK)
    return {
        "invitation": invitation.pk,
        "code": code,
        "group": Group.objects.create(organization=project.organization, name="Day shift").pk,
        "organization": project.organization_id,
        "user": membership.user_id,
        "membership": membership.pk,
        "project": project.pk,
        "label": label.pk,
        "image": image.pk,
        "batch": Batch.objects.create(project=project, name="Mondays").pk,
        "comment": Comment.objects.create(image=image, number=1, x=5, y=6, author=cast.bob, text="One cup?").pk,
        "job": Job.objects.create(project=project, kind=Job.Kind.EXPORT, created_by=cast.alice).pk,
        "file": ImportFile.objects.create(project=project, name="a.zip", size_bytes=1).pk,
        "model": StoredModel.objects.create(name="queued", state=StoredModel.State.FAILED).pk,
        "identity": SocialAccount.objects.create(user=cast.alice, provider="https://id.example.org", uid="a-1").pk,
        "token": create_token(cast.alice, "robot arm", None)[0].pk,
        "version": (version := version_of(project, image)).pk,
        "other": version.pk,
        "webhook": hook.pk,
        "delivery": do_ping(hook, cast.alice).pk,
        "source": Source.objects.create(project=project, name="Camera", kind="folder", place=NO_FOLDER).pk,
        "index": 0,
        "z": 0,
        "x": 0,
        "y": 0,
    }


@pytest.fixture
def dora(db: None) -> User:
    """Somebody whose roles the tests choose (project_roles.py)."""
    return person("Dora")


@pytest.fixture
def everybody(cast: Cast) -> dict[Standing, User | None]:
    """Who asks, by their standing: the cast, nobody, and an operator."""
    olga = person("Olga")
    User.objects.filter(pk=olga.pk).update(is_staff=True)
    return {
        Standing("alice", Role.OWNER, Role.OWNER): cast.alice,
        Standing("mallory", Role.MANAGER, Role.MANAGER): cast.mallory,
        Standing("rita", Role.REVIEWER, Role.REVIEWER): cast.rita,
        Standing("bob", Role.ANNOTATOR, Role.ANNOTATOR): cast.bob,
        Standing("victor", Role.VIEWER, Role.VIEWER): cast.victor,
        Standing("charlie", None, None): cast.charlie,
        Standing("olga", None, None, is_staff=True): User.objects.get(pk=olga.pk),
        NOBODY: None,
    }


@pytest.fixture
def team(cast: Cast, project: Project) -> dict[Standing, User]:
    """Everybody in the team; Anna annotates like Bob."""
    anna = member(project.organization, "Anna", Role.ANNOTATOR)
    people = {cast.alice: Role.OWNER, cast.mallory: Role.MANAGER, cast.rita: Role.REVIEWER}
    people |= {cast.bob: Role.ANNOTATOR, anna: Role.ANNOTATOR, cast.victor: Role.VIEWER}
    return {Standing(user.username, role, role): user for user, role in people.items()}


@pytest.fixture
def hide(cast: Cast, ids: dict[str, Any], image: Image, label: Label, make_image: Callable[..., Image]) -> Hide:
    def make(kind: str) -> Image:
        values: dict[str, Any] = {"batch_id": ids["batch"], "priority": 9}
        if kind == "gold":
            values |= {"state": "accepted", "is_gold": True, "assignee": cast.rita}
        else:
            of_bob = {"replica": 1, "replica_for": Image.ReplicaFor.CONSENSUS, "assignee": cast.bob}
            values |= {"state": "submitted", "original": image, "sha256": image.sha256} | of_bob
        hidden = make_image("hidden.jpg", **values)
        fill(hidden, cast.bob, label)
        return hidden

    return make


@pytest.fixture(params=["another project", "another team"])
def things(request: Any, cast: Cast, organization: Organization) -> Things:
    """What lies elsewhere (elsewhere.py)."""
    is_near = request.param == "another project"
    return of_another_project(organization, cast.alice) if is_near else of_another_team(cast.alice)
