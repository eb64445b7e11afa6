"""Views of the list of images: one's own, shared ones, the one that a list opens with; how many images."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from backend.images import listing
from backend.images.models import Image
from backend.projects.models import Label, Project
from tests.conftest import Cast, ClientOf

pytestmark = pytest.mark.database


@pytest.fixture
def save(client_of: ClientOf, project: Project) -> Callable[..., Any]:
    def saved(user: Any, name: str = "Mine", **body: Any) -> Any:
        return client_of(user).post(f"/api/v1/projects/{project.pk}/views/", {"name": name} | body, format="json")

    return saved


@pytest.fixture
def seen(client_of: ClientOf, project: Project) -> Callable[[Any], list[dict[str, Any]]]:
    def listed(user: Any) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = client_of(user).get(f"/api/v1/projects/{project.pk}/views/").json()
        return found

    return listed


def test_a_view_is_ones_own_until_a_manager_shares_one(
    save: Callable[..., Any], seen: Callable[..., Any], client_of: ClientOf, cast: Cast
) -> None:
    mine = save(cast.victor, query={"state": "new", "ordering": "-created"}).json()
    assert mine["query"] == {"state": "new", "ordering": "-created"}
    assert save(cast.victor, "Ours", is_shared=True).status_code == 403
    shared = save(cast.mallory, "Ours", is_shared=True).json()
    assert [view["name"] for view in seen(cast.victor)] == ["Mine", "Ours"]
    assert [view["name"] for view in seen(cast.bob)] == ["Ours"]
    address = f"/api/v1/views/{mine['id']}/"
    assert client_of(cast.alice).patch(address, {"name": "x"}, format="json").status_code == 404
    assert client_of(cast.victor).patch(address, {"is_shared": True}, format="json").status_code == 403
    assert client_of(cast.victor).delete(f"/api/v1/views/{shared['id']}/").status_code == 403
    assert (
        client_of(cast.alice).patch(f"/api/v1/views/{shared['id']}/", {"name": "All"}, format="json").status_code == 200
    )
    assert client_of(cast.victor).delete(address).status_code == 204


def test_two_views_of_one_person_have_two_names(save: Callable[..., Any], cast: Cast) -> None:
    assert save(cast.bob).status_code == 201
    again = save(cast.bob)
    assert (again.status_code, again.json()["code"]) == (409, "conflict")
    assert save(cast.victor).status_code == 201


@pytest.mark.parametrize(
    "query",
    [{"project__organization": "1"}, {"state": "lost"}, {"label": "x"}, {"cursor": "x"}, {"ordering": "password"}],
)
def test_a_view_takes_the_filters_of_the_list_alone(save: Callable[..., Any], cast: Cast, query: Any) -> None:
    answer = save(cast.bob, query=query)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")


def test_filters_that_name_something_gone_are_told(
    save: Callable[..., Any], seen: Callable[..., Any], cast: Cast, label: Label, image: Image
) -> None:
    image.tags.create(name="night", key="night")
    save(cast.bob, query={"label": str(label.pk), "tag": "NIGHT", "assignee": "me"})
    assert seen(cast.bob)[0]["gone"] == []
    label.delete()
    image.tags.all().delete()
    assert seen(cast.bob)[0]["gone"] == ["label", "tag"]


def test_a_list_opens_with_one_view_per_person(
    save: Callable[..., Any], seen: Callable[..., Any], client_of: ClientOf, cast: Cast
) -> None:
    first, second = (save(cast.alice, name, is_shared=True).json()["id"] for name in ("A", "B"))
    for view in (first, second):
        assert client_of(cast.bob).put(f"/api/v1/views/{view}/default/").status_code == 204
    assert [view["is_default"] for view in seen(cast.bob)] == [False, True]
    assert [view["is_default"] for view in seen(cast.alice)] == [False, False]
    client_of(cast.alice).patch(f"/api/v1/views/{second}/", {"is_shared": False}, format="json")
    assert [view["is_default"] for view in seen(cast.bob)] == [False]


def test_a_list_is_counted_up_to_a_bound(
    client_of: ClientOf, cast: Cast, project: Project, make_image: Callable[..., Image], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        make_image(f"{number}.jpg", state="new" if number else "accepted")
    make_image("gold.jpg", state="accepted", is_gold=True)

    def counted(user: Any, **query: str) -> Any:
        return client_of(user).get(f"/api/v1/projects/{project.pk}/images/count/", query).json()

    assert counted(cast.bob) == {"count": 4, "is_more": False}
    assert counted(cast.rita, state="accepted") == {"count": 2, "is_more": False}
    assert counted(cast.bob, search="jpg") == {"count": 4, "is_more": False}
    monkeypatch.setattr(listing, "COUNTED", 3)
    assert counted(cast.bob, search="jpg") == {"count": 3, "is_more": True}
