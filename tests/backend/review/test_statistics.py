"""The figures equal what Python makes of the same rows; who sees them; what a spreadsheet makes of the files."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from backend.images.models import Image
from backend.projects.models import Project
from backend.review.models import Comparison, LabelCount, Submission
from backend.review.tables import TABLES, TEAM_TABLES

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)  # a Monday
PERIOD = {"from": "2026-03-01", "to": "2026-03-31"}


@pytest.fixture
def hand_in(make_image: Any) -> Any:
    """``hand_in(bob, days=1, objects=2, ...)``: a submission so many days after a Monday."""

    def make(person: Any, days: float = 0, image: Image | None = None, objects: int = 1, **fields: Any) -> Submission:
        image = image or make_image()
        return Submission.objects.create(
            project=image.project,
            image=image,
            annotator=person,
            at=NOON + timedelta(days=days),
            objects_in_effect=objects,
            **({"verdict": "accepted"} | fields),
        )

    return make


@pytest.fixture
def compare(make_image: Any) -> Any:
    def make(person: Any, value: float, days: float = 0, kind: str = "gold", other: Any = None) -> Comparison:
        image = make_image()
        return Comparison.objects.create(
            project=image.project,
            image=image,
            other=make_image(),
            person=person,
            other_person=other,
            kind=kind,
            mean_iou=value,
            dice=value,
            pq=value,
            at=NOON + timedelta(days=days),
        )

    return make


def asked(client: Any, project: Project, **query: Any) -> Any:
    answer = client.get(f"/api/v1/projects/{project.pk}/statistics/", PERIOD | query)
    assert answer.status_code == 200, answer.json()
    return answer.json()


def test_totals_and_days_add_up(project: Project, manager: Any, bob: Any, hand_in: Any, client_of: Any) -> None:
    hand_in(bob, 0, objects=4, seconds=40, clicks=12)
    hand_in(bob, 0.1, objects=2, seconds=80, clicks=6, verdict="rejected", attempt=1)
    hand_in(bob, 1, objects=2, seconds=30, clicks=2, attempt=2, fixed_objects=1)
    found = asked(client_of(manager), project)
    totals = found["totals"]
    assert (totals["images"], totals["reworked"], totals["objects"]) == (2, 1, 6)
    assert totals["seconds_per_object"] == pytest.approx(150 / 6)
    assert totals["clicks_per_object"] == pytest.approx(20 / 6, abs=1e-4)
    assert totals["acceptance"] == pytest.approx(2 / 3, abs=1e-4)
    assert totals["fixed_objects"] == 1
    assert [(row["day"], row["images"], row["reworked"]) for row in found["daily"]] == [
        ("2026-03-02", 2, 0),
        ("2026-03-03", 0, 1),
    ]


def test_the_period_before_is_as_long_and_ends_the_day_before(
    project: Project, manager: Any, bob: Any, hand_in: Any, client_of: Any
) -> None:
    hand_in(bob, -1)
    hand_in(bob, -32)
    hand_in(bob, -33)
    found = asked(client_of(manager), project, **{"from": "2026-03-02", "to": "2026-04-01"})
    assert (found["totals"]["images"], found["before"]["images"]) == (0, 1)


def test_nothing_divides_by_nothing(project: Project, manager: Any, client_of: Any) -> None:
    found = asked(client_of(manager), project)
    assert found["totals"]["seconds_per_object"] is None
    assert found["totals"]["acceptance"] is None
    assert found["forecast"] == {"remaining": 0, "per_day": 0.0, "days": 14, "done_on": None}


def test_people_are_told_apart_with_their_gold_score_and_agreement(
    project: Project, manager: Any, bob: Any, hand_in: Any, compare: Any, client_of: Any
) -> None:
    hand_in(bob)
    hand_in(bob)
    hand_in(manager)
    compare(bob, 0.8)
    compare(bob, 0.6)
    compare(bob, 0.5, kind="pair", other=manager)
    found = asked(client_of(manager), project)
    assert [(row["person"]["name"], row["images"], row["gold_score"], row["agreement"]) for row in found["people"]] == [
        ("Bob", 2, pytest.approx(0.7), 0.5),
        ("Mallory", 1, None, 0.5),
    ]
    assert (found["totals"]["gold_score"], found["totals"]["agreement"]) == (pytest.approx(0.7), 0.5)
    alone = asked(client_of(manager), project, person=manager.pk)
    assert alone["totals"]["images"] == 1
    assert [row["person"]["name"] for row in alone["people"]] == ["Mallory"]


def test_a_person_has_a_name_in_a_period_without_work_and_strangers_have_none(
    project: Project, manager: Any, bob: Any, charlie: Any, hand_in: Any, client_of: Any
) -> None:
    hand_in(bob, -90)
    client = client_of(manager)
    found = [asked(client, project, person=person.pk) for person in (bob, charlie)]
    assert [(row["person_name"], row["people"]) for row in found] == [("Bob", []), (None, [])]
    assert asked(client, project)["person_name"] is None


def test_agreement_goes_by_weeks_and_kinds(
    project: Project, manager: Any, bob: Any, compare: Any, client_of: Any
) -> None:
    compare(bob, 0.8, 0)
    compare(bob, 0.6, 6)
    compare(bob, 0.4, 7)
    compare(bob, 0.2, 7, kind="pair", other=manager)
    rows = asked(client_of(manager), project)["agreement"]
    assert [(row["week"], row["kind"], row["mean_iou"], row["comparisons"]) for row in rows] == [
        ("2026-03-02", "gold", pytest.approx(0.7), 2),
        ("2026-03-09", "gold", pytest.approx(0.4), 1),
        ("2026-03-09", "pair", pytest.approx(0.2), 1),
    ]


def test_labels_are_counted_as_first_handed_in(
    project: Project, manager: Any, bob: Any, label: Any, hand_in: Any, client_of: Any
) -> None:
    for count, attempt in ((3, 1), (2, 1), (7, 2)):
        LabelCount.objects.create(submission=hand_in(bob, attempt=attempt), label=label, count=count)
    LabelCount.objects.create(submission=hand_in(bob), label=None, count=1)
    rows = asked(client_of(manager), project)["labels"]
    assert [(row["name"], row["objects"]) for row in rows] == [("cup", 5), (None, 1)]


def test_reviewers_are_told_with_what_they_decided(
    project: Project, manager: Any, reviewer: Any, bob: Any, hand_in: Any, client_of: Any
) -> None:
    hand_in(bob, reviewer=reviewer, fixed_objects=2)
    hand_in(bob, reviewer=reviewer, verdict="rejected")
    (row,) = asked(client_of(manager), project)["reviewers"]
    assert (row["person"]["name"], row["accepted"], row["rejected"], row["fixed_objects"]) == ("Rita", 1, 1, 2)


@pytest.mark.parametrize(("begun", "days", "per_day", "left"), [(20, 14, 2.0, 3), (3, 4, 7.25, 1), (0, 1, 29.0, 1)])
def test_the_forecast_divides_what_is_left_by_the_last_two_weeks_or_those_since_the_beginning(
    project: Project,
    manager: Any,
    bob: Any,
    make_image: Any,
    hand_in: Any,
    client_of: Any,
    begun: int,
    days: int,
    per_day: float,
    left: int,
) -> None:
    for ago in (begun, *[min(begun, 3)] * 28):
        at = timezone.now() - timedelta(days=ago)
        hand_in(bob, image=make_image(state=Image.State.SUBMITTED), days=(at - NOON).total_seconds() / 86400)
    for _ in range(5):
        make_image()
    forecast = asked(client_of(manager), project)["forecast"]
    assert (forecast["remaining"], forecast["days"], forecast["per_day"]) == (5, days, per_day)
    assert date.fromisoformat(forecast["done_on"]) == timezone.now().date() + timedelta(days=left)


def test_a_team_adds_its_projects_up(
    project: Project, organization: Any, manager: Any, bob: Any, make_image: Any, hand_in: Any, client_of: Any
) -> None:
    other = Project.objects.create(organization=organization, name="Croquet")
    hand_in(bob)
    hand_in(bob, image=make_image(project=other))
    found = client_of(manager).get(f"/api/v1/organizations/{organization.pk}/statistics/", PERIOD).json()
    assert found["totals"]["images"] == 2
    assert asked(client_of(manager), project)["totals"]["images"] == 1


@pytest.fixture
def two_projects(
    project: Project, organization: Any, manager: Any, bob: Any, make_image: Any, hand_in: Any, compare: Any
) -> Project:
    """In ``project`` Bob has handed in two images; in the one that is returned the manager one, judged and compared."""
    croquet = Project.objects.create(organization=organization, name="Croquet")
    for _ in range(2):
        hand_in(bob, image=make_image(state=Image.State.SUBMITTED), objects=2, seconds=10, clicks=6, verdict="")
    hand_in(manager, image=make_image(project=croquet, state=Image.State.ACCEPTED))
    make_image(project=croquet)
    make_image(project=Project.objects.create(organization=organization, name="Idle"))
    Project.objects.create(organization=organization, name="Without images")
    compare(bob, 0.8)
    compare(bob, 0.6, kind="pair", other=manager)
    return croquet


def of_team(client: Any, organization: Any, **query: Any) -> Any:
    return client.get(f"/api/v1/organizations/{organization.pk}/statistics/", PERIOD | query).json()


def test_a_team_tells_its_projects_apart(
    project: Project, organization: Any, manager: Any, two_projects: Project, client_of: Any
) -> None:
    found = of_team(client_of(manager), organization)
    first, second, idle = found["projects"]
    alone = asked(client_of(manager), project)
    assert first == {"project": {"id": project.pk, "name": project.name}, "states": alone["states"]} | alone["totals"]
    assert (first["gold_score"], first["agreement"]) == (pytest.approx(0.8), pytest.approx(0.6))
    assert (second["project"]["id"], second["images"], second["acceptance"]) == (two_projects.pk, 1, 1.0)
    assert (second["states"]["new"], second["states"]["accepted"], second["gold_score"]) == (1, 1, None)
    assert (idle["project"]["name"], idle["images"], idle["seconds_per_object"]) == ("Idle", 0, None)
    added = {state: sum(row["states"][state] for row in found["projects"]) for state in found["states"]}
    assert added == found["states"]
    assert sum(row["images"] for row in found["projects"]) == found["totals"]["images"]


def test_the_projects_of_one_person_are_where_they_worked(
    organization: Any, manager: Any, bob: Any, two_projects: Project, client_of: Any
) -> None:
    rows = of_team(client_of(manager), organization, person=bob.pk)["projects"]
    assert [(row["project"]["name"], row["images"], row["agreement"]) for row in rows] == [
        ("Tea party", 2, pytest.approx(0.6))
    ]


def test_more_projects_cost_no_more_queries(
    project: Project, organization: Any, manager: Any, bob: Any, make_image: Any, hand_in: Any, client_of: Any
) -> None:
    client = client_of(manager)
    hand_in(bob)
    with CaptureQueriesContext(connection) as few:
        of_team(client, organization)
    for number in range(9):
        other = Project.objects.create(organization=organization, name=f"Project {number}")
        hand_in(bob, image=make_image(project=other))
    with CaptureQueriesContext(connection) as many:
        assert len(of_team(client, organization)["projects"]) == 10
    assert len(many) == len(few)


def test_the_projects_are_a_csv_file_of_the_team_alone(
    project: Project, organization: Any, manager: Any, two_projects: Project, client_of: Any
) -> None:
    client = client_of(manager)
    answer = client.get(f"/api/v1/organizations/{organization.pk}/statistics/projects.csv", PERIOD)
    rows = list(csv.DictReader(answer.content.decode().splitlines()))
    assert [(row["project"], row["images"], row["all_images"], row["done_images"]) for row in rows] == [
        ("Tea party", "2", "6", "2"),
        ("Croquet", "1", "2", "1"),
        ("Idle", "0", "1", "0"),
    ]
    assert (rows[0]["gold_score"], rows[0]["id"]) == ("0.8", str(project.pk))
    assert client.get(f"/api/v1/projects/{project.pk}/statistics/projects.csv").status_code == 404
    for name in TEAM_TABLES:
        path = f"/api/v1/organizations/{organization.pk}/statistics/{name}.csv"
        assert client.get(path, PERIOD).status_code == 200


def test_people_see_their_own_figures_and_no_others(
    project: Project, manager: Any, bob: Any, hand_in: Any, client_of: Any
) -> None:
    hand_in(bob)
    hand_in(manager)
    mine = client_of(bob).get("/api/v1/me/statistics/", PERIOD).json()
    assert mine["totals"]["images"] == 1
    assert [row["person"]["name"] for row in mine["people"]] == ["Bob"]
    refused = client_of(bob).get(f"/api/v1/projects/{project.pk}/statistics/")
    assert (refused.status_code, refused.json()["code"]) == (403, "role-too-low")
    assert client_of(bob).get("/api/v1/me/statistics/", {"person": manager.pk}).status_code == 400


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"from": "2026-03-09", "to": "2026-03-01"}, "comes after"),
        ({"from": "yesterday"}, "YYYY-MM-DD"),
        ({"from": "2001-01-01", "to": "2026-03-01"}, "at most"),
        ({"person": "bob"}, "must be a number"),
        ({"label": "1"}, "no filter"),
    ],
)
def test_what_cannot_be_asked_is_told(
    project: Project, manager: Any, client_of: Any, query: dict[str, str], said: str
) -> None:
    answer = client_of(manager).get(f"/api/v1/projects/{project.pk}/statistics/", query)
    assert answer.status_code == 400
    assert said in answer.json()["detail"]


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_a_csv_file_with_the_same_figures(
    project: Project, manager: Any, bob: Any, label: Any, hand_in: Any, compare: Any, client_of: Any, name: str
) -> None:
    LabelCount.objects.create(submission=hand_in(bob, objects=3), label=label, count=3)
    compare(bob, 0.75)
    answer = client_of(manager).get(f"/api/v1/projects/{project.pk}/statistics/{name}.csv", PERIOD)
    assert answer["Content-Type"].startswith("text/csv")
    assert f"{name}_2026-03-01_2026-03-31.csv" in answer["Content-Disposition"]
    (row,) = csv.DictReader(answer.content.decode().splitlines())
    wanted = {
        "people": {"person": "Bob", "images": "1", "gold_score": "0.75"},
        "daily": {"day": "2026-03-02", "objects": "3"},
        "labels": {"label": "cup", "objects": "3"},
        "agreement": {"week": "2026-03-02", "kind": "gold", "mean_iou": "0.75"},
    }[name]
    assert row | wanted == row


@pytest.mark.parametrize("evil", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_no_name_becomes_a_formula(
    project: Project, manager: Any, bob: Any, label: Any, hand_in: Any, client_of: Any, evil: str
) -> None:
    type(label).objects.filter(pk=label.pk).update(name=evil)
    LabelCount.objects.create(submission=hand_in(bob), label=label, count=1)
    answer = client_of(manager).get(f"/api/v1/projects/{project.pk}/statistics/labels.csv", PERIOD)
    assert list(csv.reader(answer.content.decode().splitlines()))[1][0] == "'" + evil
