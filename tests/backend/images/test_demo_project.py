"""A new installation has something to click on."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from backend.accounts.models import Membership, User
from backend.images.demo_project import FOLDER, PROJECT, photos
from backend.images.models import Image
from backend.projects.models import Project

pytestmark = pytest.mark.usefixtures("db", "media_root")


@pytest.fixture
def admin(db: None) -> User:
    return User.objects.create_superuser("admin", password="dots into masks 7")


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("setup_demo", *arguments, stdout=out)
    return out.getvalue()


def test_sixteen_photos_are_ready_at_once_and_have_credits(admin: User) -> None:
    assert "16 photos ready" in run()
    project = Project.objects.get(name=PROJECT)
    assert Image.objects.filter(project=project, status="ready", width__gt=0).count() == 16
    assert Membership.objects.get(user=admin, organization=project.organization).role == "owner"
    assert project.labels.count() == 7
    assert {path.name for path in photos()} == {p.name for p in FOLDER.iterdir() if p.suffix != ".tsv"}


def test_a_second_run_makes_nothing_twice_and_brings_nothing_back(admin: User) -> None:
    run()
    Image.objects.filter(name="cats.jpg").delete()
    assert run() == ""
    assert Image.objects.count() == 15
    run("--again")
    assert (Image.objects.count(), Project.objects.count()) == (16, 1)


def test_without_an_admin_it_says_what_to_do() -> None:
    with pytest.raises(CommandError, match="setup_admin"):
        run()
