"""Images that are set aside with a reason, and words on images."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from backend.images.models import Image
from backend.projects.models import Project
from tests.conftest import Cast, ClientOf

MakeImage = Callable[..., Image]
pytestmark = pytest.mark.database


@pytest.fixture(autouse=True)
def told(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The images that open pages were told of."""
    from backend.images import marking_views

    images: list[Any] = []
    monkeypatch.setattr(marking_views, "publish_image", images.append)
    return images


def listed(client_of: ClientOf, cast: Cast, project: Project, **query: str) -> list[str]:
    answer = client_of(cast.victor).get(f"/api/v1/projects/{project.pk}/images/", query)
    return [image["name"] for image in answer.json()["results"]]


def flag(client_of: ClientOf, user: Any, image: Image, reason: str = "too blurred to see an edge") -> Any:
    return client_of(user).put(f"/api/v1/images/{image.pk}/flag/", {"reason": reason})


def retag(client_of: ClientOf, user: Any, image: Image, **change: list[str]) -> Any:
    return client_of(user).patch(f"/api/v1/images/{image.pk}/tags/", change)


def test_a_flag_tells_why_who_and_when_and_anybody_who_annotates_clears_it(
    client_of: ClientOf, cast: Cast, project: Project, make_image: MakeImage, told: list[Any]
) -> None:
    image = make_image("a.jpg")
    make_image("b.jpg")
    shown = flag(client_of, cast.bob, image).json()["flag"]
    assert (shown["reason"], shown["by"]["id"]) == ("too blurred to see an edge", cast.bob.pk)
    assert shown["at"]
    assert listed(client_of, cast, project, flagged="true") == ["a.jpg"]
    assert listed(client_of, cast, project, flagged="false") == ["b.jpg"]
    assert client_of(cast.alice).delete(f"/api/v1/images/{image.pk}/flag/").json()["flag"] is None
    assert listed(client_of, cast, project, flagged="true") == []
    assert told == [image.pk, image.pk]


def test_the_next_image_to_annotate_is_none_that_is_set_aside(
    client_of: ClientOf, cast: Cast, project: Project, make_image: MakeImage
) -> None:
    first, second = make_image("a.jpg"), make_image("b.jpg")
    address = f"/api/v1/projects/{project.pk}/next/"
    assert client_of(cast.bob).post(address, {"kind": "annotate"}).json()["id"] == str(first.pk)
    flag(client_of, cast.bob, first)
    assert client_of(cast.bob).post(address, {"kind": "annotate"}).json()["id"] == str(second.pk)
    flag(client_of, cast.bob, second)
    assert client_of(cast.bob).post(address, {"kind": "annotate"}).status_code == 204


@pytest.mark.parametrize("reason", ["", " ", "x" * 501])
def test_a_flag_needs_a_reason_that_can_be_read(client_of: ClientOf, cast: Cast, image: Image, reason: str) -> None:
    answer = flag(client_of, cast.bob, image, reason)
    assert answer.status_code == 400
    assert "reason" in answer.json()["errors"]


def test_tags_are_given_and_taken_whatever_their_case(
    client_of: ClientOf, cast: Cast, project: Project, make_image: MakeImage
) -> None:
    one, two = make_image("a.jpg"), make_image("b.jpg")
    assert retag(client_of, cast.bob, one, add=["Night", "Écluse"]).json()["tags"] == ["Night", "Écluse"]
    assert retag(client_of, cast.alice, one, add=["NIGHT", "écluse"]).json()["tags"] == ["Night", "Écluse"]
    assert retag(client_of, cast.alice, two, add=["night"]).json()["tags"] == ["Night"]
    assert listed(client_of, cast, project, tag="night") == ["a.jpg", "b.jpg"]
    assert listed(client_of, cast, project, tag="éCLUSE") == ["a.jpg"]
    tags = client_of(cast.victor).get(f"/api/v1/projects/{project.pk}/tags/").json()
    assert tags == [{"name": "Night", "image_count": 2}, {"name": "Écluse", "image_count": 1}]
    assert retag(client_of, cast.bob, one, remove=["nighT"], add=["fog"]).json()["tags"] == ["fog", "Écluse"]


def test_an_image_has_thirty_tags_at_most(client_of: ClientOf, cast: Cast, image: Image) -> None:
    retag(client_of, cast.bob, image, add=[f"tag {n}" for n in range(30)])
    answer = retag(client_of, cast.bob, image, add=["one more"])
    assert (answer.status_code, answer.json()["code"]) == (400, "too-many")
    assert retag(client_of, cast.bob, image, add=["one more"], remove=["tag 3"]).status_code == 200
    assert retag(client_of, cast.bob, image, add=["  "]).status_code == 400


def test_a_list_of_images_costs_no_query_more_for_each_flag_and_tag(
    client_of: ClientOf, cast: Cast, project: Project, make_image: MakeImage, django_assert_max_num_queries: Any
) -> None:
    for n in range(8):
        image = make_image(f"{n}.jpg")
        flag(client_of, cast.bob, image)
        retag(client_of, cast.bob, image, add=["night", "rain"])
    client = client_of(cast.victor)
    with django_assert_max_num_queries(8):
        client.get(f"/api/v1/projects/{project.pk}/images/")


def test_setting_a_replica_aside_sets_the_image_aside_and_clearing_it_clears_both(
    client_of: ClientOf, cast: Cast, project: Project, make_image: MakeImage, told: list[Any]
) -> None:
    image = make_image("a.jpg")
    values = {"sha256": image.sha256, "original": image, "replica_for": "consensus"}
    mine = make_image("a.jpg", replica=1, assignee=cast.bob, **values)
    hers = make_image("a.jpg", replica=2, assignee=cast.rita, **values)
    assert flag(client_of, cast.bob, mine).status_code == 200
    assert listed(client_of, cast, project, flagged="true") == ["a.jpg"]
    assert told == [mine.pk, image.pk]
    flag(client_of, cast.rita, hers)
    client_of(cast.bob).delete(f"/api/v1/images/{mine.pk}/flag/")
    assert listed(client_of, cast, project, flagged="true") == ["a.jpg"]  # Rita's word still stands
    flag(client_of, cast.bob, mine)
    client_of(cast.mallory).delete(f"/api/v1/images/{image.pk}/flag/")
    assert not Image.objects.filter(flagged_at__isnull=False).exists()


def test_setting_a_replica_of_gold_aside_leaves_the_gold_image(
    client_of: ClientOf, cast: Cast, make_image: MakeImage
) -> None:
    gold = make_image("a.jpg", is_gold=True, state="accepted")
    values = {"sha256": gold.sha256, "original": gold, "replica_for": "gold"}
    flag(client_of, cast.bob, make_image("a.jpg", replica=1, assignee=cast.bob, **values))
    gold.refresh_from_db()
    assert gold.flagged_at is None
