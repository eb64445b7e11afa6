"""Look-alikes over REST and by a job: what is found, who is told, and what happens to images meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from rest_framework.test import APIClient

from backend.duplicates.actions import fingerprint_of
from backend.duplicates.lookup import near
from backend.duplicates.models import Fingerprint, Group
from backend.duplicates.tasks import find_duplicates
from backend.images.actions import do_add_image
from backend.images.models import Image
from backend.images.processing import process
from backend.jobs.models import Job
from backend.projects.models import Project
from tests.backend.duplicates.test_grouping import differing, turned
from tests.backend.duplicates.test_phash import scene
from tests.backend.images.pictures import encoded, received
from tests.conftest import Cast, ClientOf

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("db", "media_root", "news", "sent")]

MakeImage = Callable[..., Image]


@pytest.fixture
def mallorys(client_of: ClientOf, cast: Cast) -> APIClient:
    return client_of(cast.mallory)


def photo(project: Project, seed: int, quality: int = 95) -> Image:
    """A processed image; of one ``seed`` they look alike at every quality."""
    content = received(encoded(scene(seed), "JPEG", quality=quality))
    image, _ = do_add_image(project, None, f"{seed}-{quality}.jpg", content, "image/jpeg")
    process(image.pk)
    return image


def like(make_image: MakeImage, value: int, **fields: Any) -> Image:
    """A ready image with this fingerprint, and no file."""
    image = make_image(**fields)
    fingerprint_of(image, value).save()
    return image


def searched(client: APIClient, project: Project, **options: Any) -> dict[str, Any]:
    answer = client.post(f"/api/v1/projects/{project.pk}/jobs/", {"kind": "duplicates"} | options)
    assert answer.status_code == 202, answer.json()
    find_duplicates(answer.json()["id"])
    job: dict[str, Any] = client.get(f"/api/v1/jobs/{answer.json()['id']}/").json()
    return job


def groups(client: APIClient, project: Project, **query: Any) -> list[set[str]]:
    found = client.get(f"/api/v1/projects/{project.pk}/duplicates/", query).json()["results"]
    return [{image["id"] for image in group["images"]} for group in found]


def similar(client: APIClient, image: Image, **query: Any) -> dict[str, int]:
    answer = client.get(f"/api/v1/images/{image.pk}/similar/", query).json()
    return {each["image"]["id"]: each["distance"] for each in answer["results"]}


def test_copies_that_were_uploaded_find_each_other(mallorys: APIClient, project: Project) -> None:
    first, copy, other = photo(project, 1), photo(project, 1, quality=30), photo(project, 2)
    assert set(similar(mallorys, first)) == {str(copy.pk)}
    assert similar(mallorys, other) == {}
    job = searched(mallorys, project)
    assert (job["state"], job["summary"]) == ("done", {"groups": 1, "images": 2, "taken": 0})
    assert groups(mallorys, project) == [{str(first.pk), str(copy.pk)}]


def test_images_from_before_there_were_fingerprints_are_found_too(mallorys: APIClient, project: Project) -> None:
    first, copy = photo(project, 1), photo(project, 1, quality=30)
    kept = dict(Fingerprint.objects.values_list("image", "value"))
    Fingerprint.objects.all().delete()
    assert similar(mallorys, first) == {}  # its own is made up for, the other's is not
    assert searched(mallorys, project)["summary"] == {"groups": 1, "images": 2, "taken": 1}
    again = dict(Fingerprint.objects.values_list("image", "value"))
    assert all(differing(kept[image], again[image]) <= 2 for image in kept)
    assert set(similar(mallorys, first)) == {str(copy.pk)}


@pytest.mark.parametrize("distance", [0, 3, 6, 7, 8, 11])
def test_a_look_up_finds_exactly_what_comparing_all_does(
    make_image: MakeImage, project: Project, distance: int
) -> None:
    random = np.random.default_rng(distance)
    value = np.array([0x0123_4567_89AB_CDEF], np.int64)
    for bits in range(14):
        like(make_image, int(turned(value, bits, random)[0]))
    rows = list(Fingerprint.objects.values_list("value", "image_id"))
    wanted = {key for other, key in rows if differing(int(value[0]), other) <= distance}
    found = near(Fingerprint.objects.filter(project=project), int(value[0]), distance)
    assert {key for _, key in found} == wanted
    assert [bits for bits, _ in found] == sorted(bits for bits, _ in found)


def test_gold_images_and_replicas_are_told_to_nobody_below_reviewer(
    client_of: ClientOf, cast: Cast, make_image: MakeImage
) -> None:
    seen = like(make_image, 5)
    gold = like(make_image, 5, is_gold=True)
    like(make_image, 5, original=seen, replica=1, assignee=cast.bob)
    assert similar(client_of(cast.bob), seen) == {}
    assert similar(client_of(cast.rita), seen) == {str(gold.pk): 0}


def test_groups_lose_images_that_are_deleted_and_end_with_one(
    mallorys: APIClient, project: Project, make_image: MakeImage
) -> None:
    three = [like(make_image, 5) for _ in range(3)]
    two = [like(make_image, -5 << 30) for _ in range(2)]
    searched(mallorys, project)
    assert groups(mallorys, project) == [{str(i.pk) for i in three}, {str(i.pk) for i in two}]
    for image in (three[0], two[0]):
        assert mallorys.delete(f"/api/v1/images/{image.pk}/").status_code == 204
    assert groups(mallorys, project) == [{str(i.pk) for i in three[1:]}]


def test_the_next_search_stands_in_place_of_the_last(
    mallorys: APIClient, project: Project, make_image: MakeImage
) -> None:
    images = [like(make_image, 0b11111), like(make_image, 0)]
    assert searched(mallorys, project, distance=4)["summary"]["groups"] == 0
    assert searched(mallorys, project, distance=5)["summary"]["groups"] == 1
    assert groups(mallorys, project) == [{str(image.pk) for image in images}]
    assert searched(mallorys, project, distance=0)["summary"]["groups"] == 0
    assert not Group.objects.exists()


def test_groups_come_page_by_page(mallorys: APIClient, project: Project, make_image: MakeImage) -> None:
    for number in range(5):
        like(make_image, 1 << 12 * number)
        like(make_image, 1 << 12 * number)
    searched(mallorys, project, distance=0)
    path, sizes = f"/api/v1/projects/{project.pk}/duplicates/?limit=2", []
    while path:
        page = mallorys.get(path).json()
        sizes.append(len(page["results"]))
        path = page["next"]
    assert sizes == [2, 2, 1]


def test_another_projects_images_are_nobodys_look_alikes(
    mallorys: APIClient, project: Project, make_image: MakeImage
) -> None:
    own = like(make_image, 5)
    elsewhere = Project.objects.create(organization=project.organization, name="Elsewhere")
    like(make_image, 5, project=elsewhere)
    assert similar(mallorys, own) == {}
    assert searched(mallorys, project)["summary"]["groups"] == 0


@pytest.mark.parametrize("distance", [-1, 12, "x"])
def test_a_distance_out_of_range_is_refused(
    mallorys: APIClient, project: Project, make_image: MakeImage, distance: Any
) -> None:
    answers = [
        mallorys.get(f"/api/v1/images/{like(make_image, 5).pk}/similar/", {"distance": distance}),
        mallorys.post(f"/api/v1/projects/{project.pk}/jobs/", {"kind": "duplicates", "distance": distance}),
    ]
    assert [answer.status_code for answer in answers] == [400, 400]
    assert not Job.objects.exists()


def test_an_image_that_is_deleted_while_it_is_processed_leaves_nothing(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    from backend.images import processing

    real = processing.write_versions

    def deleting(*args: Any) -> None:
        real(*args)
        Image.objects.all().delete()

    monkeypatch.setattr(processing, "write_versions", deleting)
    photo(project, 1)
    assert not Fingerprint.objects.exists() and not Image.objects.exists()
