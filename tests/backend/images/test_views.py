"""Lists, one image with its neighbours, files, tiles and deletion, for everybody in the cast."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from backend.annotation.models import Annotation, Object
from backend.images import processing, storage
from backend.images.actions import do_add_image
from backend.images.models import Image
from backend.projects.models import Label, Project
from tests.backend.images.pictures import encoded, four_corners, jpeg, received
from tests.conftest import Cast, ClientOf

MakeImage = Callable[..., Image]

pytestmark = pytest.mark.database


@pytest.fixture
def victors(client_of: ClientOf, cast: Cast) -> APIClient:
    """A viewer's client: what it can read, every member can."""
    return client_of(cast.victor)


def names(client: APIClient, project: Project, query: str = "") -> list[str]:
    answer = client.get(f"/api/v1/projects/{project.pk}/images/{query}")
    assert answer.status_code == 200, answer.content
    return [row["name"] for row in answer.json()["results"]]


def test_a_list_is_ordered_by_name_and_filtered(
    victors: APIClient, project: Project, make_image: MakeImage, label: Label
) -> None:
    b, a, c = make_image("b.jpg", state="submitted"), make_image("a.jpg"), make_image("c.PNG", status="failed")
    annotation = Annotation.objects.create(image=a)
    Object.objects.create(annotation=annotation, label=label)
    Object.objects.create(annotation=annotation, label=label, is_proposal=True)
    assert names(victors, project) == ["a.jpg", "b.jpg", "c.PNG"]
    assert names(victors, project, "?ordering=-name") == ["c.PNG", "b.jpg", "a.jpg"]
    assert names(victors, project, "?ordering=created") == ["b.jpg", "a.jpg", "c.PNG"]
    assert names(victors, project, "?state=submitted") == [b.name]
    assert names(victors, project, "?status=failed") == [c.name]
    assert names(victors, project, "?search=.p") == [c.name]
    assert names(victors, project, f"?label={label.pk}") == [a.name]
    rows = victors.get(f"/api/v1/projects/{project.pk}/images/").json()["results"]
    assert [row["object_count"] for row in rows] == [1, 0, 0]
    assert [row["thumbnail"] is None for row in rows] == [False, False, True]


@pytest.mark.parametrize(
    "query",
    [
        "?ordering=created_by__password",
        "?created_by__password__startswith=a",
        "?state=lost",
        "?label=x",
        "?cursor=nonsense",
        "?limit=0",
    ],
)
def test_other_filters_and_orderings_are_refused(victors: APIClient, project: Project, query: str) -> None:
    answer = victors.get(f"/api/v1/projects/{project.pk}/images/{query}")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


@pytest.mark.parametrize("ordering", ["name", "-name", "created", "-updated"])
def test_pages_are_stable_while_images_are_added(
    victors: APIClient, project: Project, make_image: MakeImage, ordering: str
) -> None:
    before = {make_image(f"{number % 3}.jpg").pk.hex for number in range(7)}
    url: str | None = f"/api/v1/projects/{project.pk}/images/?limit=2&ordering={ordering}"
    seen: list[str] = []
    while url:
        page = victors.get(url).json()
        seen += [row["id"].replace("-", "") for row in page["results"]]
        make_image("0.jpg")
        assert len(seen) < 50
        url = page["next"]
    assert len(seen) == len(set(seen))
    assert before <= set(seen)


def test_a_list_costs_few_queries_however_long(
    victors: APIClient, project: Project, make_image: MakeImage, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(40):
        make_image(f"{number}.jpg")
    with django_assert_max_num_queries(6):
        assert len(names(victors, project)) == 40


def test_neighbours_follow_filter_and_ordering(victors: APIClient, make_image: MakeImage) -> None:
    a, b, c = make_image("a.jpg"), make_image("b.jpg"), make_image("b.jpg", state="accepted")
    first, second = sorted([b, c], key=lambda image: image.pk)

    def neighbours(image: Image, query: str = "") -> Any:
        return victors.get(f"/api/v1/images/{image.pk}/{query}").json()["neighbours"]

    assert neighbours(a) == {"previous": None, "next": str(first.pk), "index": 0, "count": 3}
    assert neighbours(first) == {"previous": str(a.pk), "next": str(second.pk), "index": 1, "count": 3}
    assert neighbours(a, "?ordering=-name") == {"previous": str(first.pk), "next": None, "index": 2, "count": 3}
    assert neighbours(a, "?state=accepted") == {"previous": None, "next": str(c.pk), "index": 0, "count": 1}


def test_a_replica_stands_where_its_original_does(client_of: ClientOf, cast: Cast, make_image: MakeImage) -> None:
    first, original, last = (make_image(name) for name in ("a.jpg", "b.jpg", "c.jpg"))
    for number, user in enumerate((cast.bob, cast.rita, cast.mallory), 1):
        replica = make_image("b.jpg", original=original, replica=number, replica_for="consensus", assignee=user)
        found = client_of(user).get(f"/api/v1/images/{replica.pk}/").json()["neighbours"]
        assert found == {"previous": str(first.pk), "next": str(last.pk), "index": 1, "count": 3}


def test_the_image_at_a_place_follows_filter_and_ordering(
    victors: APIClient, project: Project, make_image: MakeImage, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for name in ("c", "a", "e", "d", "b"):
        make_image(name, state="submitted" if name in "ace" else "new")

    def at(index: int, query: str = "") -> Any:
        answer = victors.get(f"/api/v1/projects/{project.pk}/images/at/{index}/{query}")
        return answer.json()["name"] if answer.status_code == 200 else answer.status_code

    assert [at(index) for index in range(6)] == ["a", "b", "c", "d", "e", 404]
    assert [at(index, "?ordering=-name") for index in (0, 2, 4)] == ["e", "c", "a"]
    assert [at(index, "?state=submitted") for index in range(4)] == ["a", "c", "e", 404]
    assert at(10**30) == 404
    assert at(0, "?index=1") == 400
    with django_assert_max_num_queries(8):
        at(4)


@pytest.fixture
def photo(project: Project, media_root: Path, news: list[Any]) -> Image:
    image, _ = do_add_image(project, None, "photo.jpg", received(jpeg(640, 480)), "image/jpeg")
    processing.process(image.pk)
    image.refresh_from_db()
    return image


def content_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.mark.parametrize(
    ("part", "media_type"),
    [("file", "image/jpeg"), ("display", "image/jpeg"), ("thumbnail", "image/webp"), ("tiles/0/0/0", "image/webp")],
)
def test_files_are_sent_with_a_fixed_type_and_kept_by_the_browser(
    victors: APIClient, photo: Image, part: str, media_type: str
) -> None:
    answer = victors.get(f"/api/v1/images/{photo.pk}/{part}/", HTTP_ACCEPT="image/avif,image/webp,image/*")
    assert (answer.status_code, answer["Content-Type"]) == (200, media_type)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "immutable" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]
    assert len(content_of(answer)) == int(answer["Content-Length"])
    again = victors.get(f"/api/v1/images/{photo.pk}/{part}/", HTTP_IF_NONE_MATCH=answer["ETag"])
    assert (again.status_code, again.content) == (304, b"")


def test_the_file_is_the_one_that_was_uploaded(victors: APIClient, photo: Image) -> None:
    answer = victors.get(f"/api/v1/images/{photo.pk}/file/")
    assert content_of(answer) == jpeg(640, 480)
    assert answer["Content-Disposition"] == 'inline; filename="photo.jpg"'


def test_kinds_that_browsers_do_not_show_are_downloads(
    victors: APIClient, project: Project, media_root: Path, news: list[Any]
) -> None:
    content = encoded(four_corners(), "TIFF")
    image, _ = do_add_image(project, None, 'scan "1"\u00e9.tif', received(content), "image/tiff")
    answer = victors.get(f"/api/v1/images/{image.pk}/file/")
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''scan")
    assert answer["Content-Type"] == "image/tiff"


def test_tiles_exist_inside_the_pyramid_only(victors: APIClient, photo: Image) -> None:
    tiles = f"/api/v1/images/{photo.pk}/tiles"
    for inside in ("0/0/0", "1/1/0", "2/2/1"):
        assert victors.get(f"{tiles}/{inside}/").status_code == 200, inside
    for outside in ("3/0/0", "0/1/0", "2/3/0", "2/0/2", "99/0/0"):
        assert victors.get(f"{tiles}/{outside}/").status_code == 404, outside


def test_an_image_in_processing_shows_nothing_yet(victors: APIClient, make_image: MakeImage) -> None:
    image = make_image(status="processing")
    for part in ("display", "thumbnail", "tiles/0/0/0"):
        answer = victors.get(f"/api/v1/images/{image.pk}/{part}/")
        assert (answer.status_code, answer.json()["code"]) == (409, "image-not-ready")


def test_deleting_takes_the_annotation_along(
    client_of: ClientOf, cast: Cast, photo: Image, django_capture_on_commit_callbacks: Any
) -> None:
    Object.objects.create(annotation=Annotation.objects.create(image=photo))
    for user, status in ((cast.charlie, 404), (cast.victor, 403), (cast.bob, 403), (cast.rita, 403)):
        assert client_of(user).delete(f"/api/v1/images/{photo.pk}/").status_code == status
    with django_capture_on_commit_callbacks(execute=True):
        assert client_of(cast.mallory).delete(f"/api/v1/images/{photo.pk}/").status_code == 204
    assert not Object.objects.exists()
    assert not storage.folder(photo.sha256).exists()


def test_a_stranger_finds_nothing(client_of: ClientOf, cast: Cast, photo: Image) -> None:
    client = client_of(cast.charlie)
    for part in ("", "file/", "display/", "thumbnail/", "tiles/0/0/0/"):
        assert client.get(f"/api/v1/images/{photo.pk}/{part}").status_code == 404
    assert client.get(f"/api/v1/projects/{photo.project_id}/images/").status_code == 404
