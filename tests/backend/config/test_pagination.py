"""Cursor pagination: every row once, whatever is inserted meanwhile."""

from __future__ import annotations

import pytest

from backend.accounts.models import Organization, User
from backend.projects.models import Project
from tests.conftest import ClientOf

URL = "/api/v1/projects/"


@pytest.fixture
def names(organization: Organization) -> list[str]:
    names = [f"p{n:02}" for n in range(23)]
    Project.objects.bulk_create([Project(organization=organization, name=name) for name in names])
    return names


@pytest.mark.parametrize("ordering", ["name", "-name", "created", "-created"])
def test_walking_on_and_back_meets_every_row_once(
    client_of: ClientOf, alice: User, names: list[str], ordering: str
) -> None:
    client = client_of(alice)
    pages, url = [], f"{URL}?limit=5&ordering={ordering}"
    while url:
        page = client.get(url).json()
        pages.append([row["name"] for row in page["results"]])
        url, last = page["next"], page
    assert [len(page) for page in pages] == [5, 5, 5, 5, 3]
    assert sorted(name for page in pages for name in page) == names
    back, url = [], last["previous"]
    while url:
        page = client.get(url).json()
        back.insert(0, [row["name"] for row in page["results"]])
        url = page["previous"]
    assert back == pages[:-1]


def test_inserts_and_deletions_neither_repeat_nor_skip_rows(
    client_of: ClientOf, alice: User, organization: Organization, names: list[str]
) -> None:
    client = client_of(alice)
    first = client.get(f"{URL}?limit=10").json()
    Project.objects.create(organization=organization, name="p00b")
    Project.objects.get(name="p09").delete()
    second = client.get(first["next"]).json()
    assert [row["name"] for row in second["results"]] == names[10:20]


def test_first_and_last_page_say_so(client_of: ClientOf, alice: User, names: list[str]) -> None:
    page = client_of(alice).get(URL).json()
    assert (page["next"], page["previous"], len(page["results"])) == (None, None, 23)


def test_a_cursor_of_another_ordering_or_with_wild_values_is_refused(
    client_of: ClientOf, alice: User, names: list[str]
) -> None:
    client = client_of(alice)
    cursor = client.get(f"{URL}?limit=5&ordering=name").json()["next"].split("cursor=")[1].split("&")[0]
    answer = client.get(f"{URL}?limit=5&ordering=created&cursor={cursor}")
    assert (answer.status_code, answer.json()["code"]) == (400, "bad-request")


@pytest.mark.parametrize("limit", ["0", "501", "-1", "x", "9" * 5000])
def test_a_limit_out_of_range_is_answered_with_a_sentence(client_of: ClientOf, alice: User, limit: str) -> None:
    answer = client_of(alice).get(f"{URL}?limit={limit}")
    assert (answer.status_code, answer.json()["code"]) == (400, "bad-request")
