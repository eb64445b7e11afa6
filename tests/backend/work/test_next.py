"""The next image to work on: leased to one person at a time."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from backend.accounts.models import User
from backend.images.models import Image
from backend.projects.models import Project
from backend.work.actions import do_lease_next
from tests.conftest import Cast, ClientOf

MakeImage = Callable[..., Image]

pytestmark = pytest.mark.database


def ask(client_of: ClientOf, user: User, project: Project, **body: Any) -> Any:
    return client_of(user).post(f"/api/v1/projects/{project.pk}/next/", {"kind": "annotate"} | body)


def test_two_people_get_two_images_and_keep_them(
    client_of: ClientOf, cast: Cast, project: Project, make_image: MakeImage
) -> None:
    first, second = make_image("z.jpg"), make_image("a.jpg")
    for _ in range(2):
        assert ask(client_of, cast.bob, project).json()["id"] == str(first.pk)
        assert ask(client_of, cast.alice, project).json()["id"] == str(second.pk)
    assert ask(client_of, cast.rita, project).status_code == 204


def test_skipping_gives_the_lease_back(
    client_of: ClientOf, cast: Cast, project: Project, make_image: MakeImage
) -> None:
    first, second = make_image("a.jpg"), make_image("b.jpg")
    ask(client_of, cast.bob, project)
    assert ask(client_of, cast.bob, project, skip=str(first.pk)).json()["id"] == str(second.pk)
    assert ask(client_of, cast.alice, project).json()["id"] == str(first.pk)


def test_a_lease_runs_out(client_of: ClientOf, cast: Cast, project: Project, make_image: MakeImage) -> None:
    image = make_image(lease_holder=cast.bob, lease_expires=timezone.now() - timedelta(seconds=1))
    assert ask(client_of, cast.alice, project).json()["id"] == str(image.pk)


def test_each_kind_of_work_has_its_states(
    client_of: ClientOf, cast: Cast, project: Project, make_image: MakeImage
) -> None:
    make_image("a.jpg", state="accepted")
    make_image("b.jpg", status="processing")
    submitted, rejected = make_image("c.jpg", state="submitted"), make_image("d.jpg", state="rejected")
    assert ask(client_of, cast.rita, project).json()["id"] == str(rejected.pk)
    assert ask(client_of, cast.rita, project, kind="review").json()["id"] == str(submitted.pk)


def test_the_role_decides(client_of: ClientOf, cast: Cast, project: Project, make_image: MakeImage) -> None:
    make_image(state="submitted")
    assert ask(client_of, cast.victor, project).status_code == 403
    assert ask(client_of, cast.bob, project, kind="review").status_code == 403
    assert ask(client_of, cast.charlie, project).status_code == 404
    assert ask(client_of, cast.bob, project, kind="dream").status_code == 400


@pytest.mark.django_db(transaction=True)
def test_people_who_ask_at_once_never_share(cast: Cast, project: Project, make_image: MakeImage) -> None:
    for number in range(6):
        make_image(f"{number}.jpg")
    people = [cast.alice, cast.mallory, cast.rita, cast.bob]

    def lease(user: User) -> Any:
        try:
            return do_lease_next(project, user, "annotate")
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        leased = list(pool.map(lease, people))
    assert None not in leased
    assert len(set(leased)) == 4
