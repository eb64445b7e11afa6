"""Lists filtered by what is on an image, by its size and its dates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from rest_framework.test import APIClient

from backend.annotation.models import Annotation, Object
from backend.images.models import Image
from backend.projects.models import Project
from tests.conftest import Cast, ClientOf

MakeImage = Callable[..., Image]

pytestmark = pytest.mark.database


@pytest.fixture
def bobs(client_of: ClientOf, cast: Cast) -> APIClient:
    return client_of(cast.bob)


@pytest.fixture
def shelf(cast: Cast, make_image: MakeImage) -> None:
    """An empty image, one with a sure object of Bob's, one with an unsure of Rita's, one with a proposal alone."""
    made = {name: make_image(f"{name}.jpg", width=width, height=50) for name, width in (("a", 10), ("b", 20))}
    made |= {name: make_image(f"{name}.jpg", width=width, height=50) for name, width in (("c", 30), ("d", 40))}
    documents = {name: Annotation.objects.create(image=made[name]) for name in "bcd"}
    Object.objects.create(annotation=documents["b"], quality=0.9, created_by=cast.bob)
    Object.objects.create(annotation=documents["c"], quality=0.4, created_by=cast.rita)
    Object.objects.create(annotation=documents["d"], quality=0.1, is_proposal=True)
    Image.objects.filter(pk__in=[made["b"].pk, made["c"].pk]).update(has_objects=True)
    for day, name in enumerate("abcd", 1):
        when = datetime(2026, 3, day, 12, tzinfo=UTC)
        Image.objects.filter(pk=made[name].pk).update(created=when, updated=when)


def _names(client: APIClient, project: Project, query: str) -> str:
    answer = client.get(f"/api/v1/projects/{project.pk}/images/?{query}")
    assert answer.status_code == 200, answer.content
    return "".join(row["name"].removesuffix(".jpg") for row in answer.json()["results"])


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("objects=some", "bc"),
        ("objects=none", "ad"),
        ("annotator=me", "b"),
        ("quality_below=0.5", "c"),
        ("quality_below=0.9", "bc"),
        ("pixels_from=1000", "bcd"),
        ("pixels_to=1000", "ab"),
        ("pixels_from=1000&pixels_to=1500", "bc"),
        ("created_from=2026-03-02", "bcd"),
        ("created_to=2026-03-02", "ab"),
        ("updated_from=2026-03-02T12:00:00Z&updated_to=2026-03-03T11:59:59Z", "b"),
        ("objects=some&created_from=2026-03-03&ordering=-created", "c"),
    ],
)
def test_only_what_is_asked_for_is_listed(bobs: APIClient, project: Project, query: str, expected: str) -> None:
    assert _names(bobs, project, query) == expected


@pytest.mark.usefixtures("shelf")
def test_an_object_of_a_person_leads_to_its_image(bobs: APIClient, cast: Cast, project: Project) -> None:
    assert _names(bobs, project, f"annotator={cast.rita.pk}") == "c"
    assert _names(bobs, project, f"annotator={cast.victor.pk}") == ""


@pytest.mark.parametrize(
    "query", ["objects=few", "annotator=rita", "quality_below=2", "quality_below=nan", "pixels_from=-1",
              "created_from=yesterday", "updated_to=2026-02-30", "created_to=0001-01-01"],
)  # fmt: skip
def test_what_cannot_be_a_bound_is_refused_with_a_sentence(bobs: APIClient, project: Project, query: str) -> None:
    answer = bobs.get(f"/api/v1/projects/{project.pk}/images/?{query}")
    assert answer.status_code == 400
    assert query.partition("=")[0] in answer.json()["detail"]
