"""Photos that a version holds stay in the store for as long as it does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from backend.images import storage
from backend.images.actions import do_delete_image
from backend.images.models import Image
from backend.projects.models import Project
from backend.versions.purging import purge
from tests.backend.versions.conftest import MakeVersion
from tests.conftest import Cast, ClientOf

pytestmark = pytest.mark.database


@pytest.fixture
def commits(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> Any:
    return lambda: django_capture_on_commit_callbacks(execute=True)


def photos() -> set[str]:
    return {path.parent.name for path in Path(storage.incoming_folder()).parent.glob("??/*/original")}


def test_the_photo_of_a_deleted_image_is_there_until_the_last_version_goes(
    dataset: list[Image], make: MakeVersion, client_of: ClientOf, cast: Cast, commits: Any
) -> None:
    first, second = make("first"), make("second")
    with commits():
        do_delete_image(dataset[0])
    sha256 = dataset[0].sha256
    assert sha256 in photos()
    answer = client_of(cast.rita).get(f"/api/v1/versions/{first.pk}/images/0/file/")
    assert answer.status_code == 200 and answer.content == b"a.jpg "
    purge(first.pk)
    assert sha256 in photos()
    purge(second.pk)
    assert photos() == {image.sha256 for image in dataset[1:]}


def test_without_a_version_the_photo_goes_with_its_image(dataset: list[Image], commits: Any) -> None:
    with commits():
        do_delete_image(dataset[0])
    assert photos() == {image.sha256 for image in dataset[1:]}


def test_a_deleted_project_leaves_no_photo_behind(
    dataset: list[Image], make: MakeVersion, project: Project, commits: Any
) -> None:
    make()
    with commits():
        do_delete_image(dataset[0])
    with commits():
        project.delete()
    assert photos() == set()


def test_a_photo_that_is_missing_all_the_same_is_told(
    dataset: list[Image], make: MakeVersion, client_of: ClientOf, cast: Cast
) -> None:
    version = make()
    storage.remove(dataset[2].sha256)
    rows = client_of(cast.rita).get(f"/api/v1/versions/{version.pk}/images/").json()["results"]
    assert [row["name"] for row in rows if not row["has_photo"]] == ["c.jpg"]
