"""Labels over the API."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import Http404

from backend.accounts.models import User
from backend.annotation.models import Annotation, Object
from backend.images.models import Image
from backend.projects import actions
from backend.projects.models import Label, Project
from tests.conftest import Cast, ClientOf

URL = "/api/v1/labels/"


def test_a_label_is_made_at_the_end_of_the_list(client_of: ClientOf, alice: User, label: Label) -> None:
    data = {"project": label.project_id, "name": " Table ", "color": "#ABCDEF", "hotkey": "T", "kind": "stuff"}
    made = client_of(alice).post(URL, data)
    assert made.status_code == 201
    assert made.json() | {"id": 0} == {
        "id": 0,
        "project": label.project_id,
        "name": "Table",
        "color": "#abcdef",
        "kind": "stuff",
        "hotkey": "t",
        "position": 1,
        "attributes_schema": [],
        "object_count": 0,
    }


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("color", "red"),
        ("color", "#12345g"),
        ("color", "#123"),
        ("hotkey", "ä"),
        ("hotkey", "xy"),
        ("hotkey", "²"),
        ("kind", "other"),
        ("name", ""),
        ("name", "\u202e\x00"),
        ("name", "n" * 101),
        ("position", -1),
        ("attributes_schema", {}),
        ("attributes_schema", [{"name": "pose"}]),
        ("attributes_schema", [{"name": "a\0", "type": "text", "default": "\0"}]),
    ],
)
def test_bad_values_are_refused_by_name(
    client_of: ClientOf, alice: User, project: Project, field: str, value: object
) -> None:
    data = {"project": project.pk, "name": "cup", "color": "#228be6"} | {field: value}
    answer = client_of(alice).post(URL, data)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])


@pytest.mark.parametrize(("field", "value"), [("name", "CUP"), ("hotkey", "1")])
def test_names_and_hot_keys_are_unique_in_a_project(
    client_of: ClientOf, alice: User, label: Label, second_label: Label, field: str, value: str
) -> None:
    made = client_of(alice).post(
        URL, {"project": label.project_id, "name": "spoon", "color": "#228be6"} | {field: value}
    )
    changed = client_of(alice).patch(f"{URL}{second_label.pk}/", {field: value})
    for answer in (made, changed):
        assert (answer.status_code, list(answer.json()["errors"])) == (409, [field])
    assert client_of(alice).patch(f"{URL}{label.pk}/", {field: value}).status_code == 200


def test_only_managers_and_owners_change_labels(client_of: ClientOf, cast: Cast, label: Label) -> None:
    data = {"project": label.project_id, "name": "spoon", "color": "#228be6"}
    for user, status in ((cast.rita, 403), (cast.bob, 403), (cast.victor, 403), (cast.charlie, 404)):
        client = client_of(user)
        assert client.post(URL, data).status_code == status
        assert client.patch(f"{URL}{label.pk}/", {"name": "mug"}).status_code == status
        assert client.delete(f"{URL}{label.pk}/").status_code == status
    assert client_of(cast.mallory).patch(f"{URL}{label.pk}/", {"name": "mug"}).json()["name"] == "mug"


def test_a_label_stays_in_its_project(client_of: ClientOf, alice: User, label: Label) -> None:
    other = Project.objects.create(organization=label.project.organization, name="other")
    assert client_of(alice).patch(f"{URL}{label.pk}/", {"project": other.pk}).status_code == 400


def test_deleting_a_used_label_keeps_the_objects(client_of: ClientOf, alice: User, label: Label, image: Image) -> None:
    annotation = Annotation.objects.create(image=image)
    rle = {"size": [48, 64], "counts": "abc"}
    thing = Object.objects.create(annotation=annotation, label=label, rle=rle)
    client = client_of(alice)
    assert client.get(f"{URL}{label.pk}/").json()["object_count"] == 1
    assert client.delete(f"{URL}{label.pk}/").status_code == 204
    thing.refresh_from_db()
    assert (thing.label_id, thing.rle) == (None, rle)


def test_the_list_is_that_of_one_project_in_order(
    client_of: ClientOf, cast: Cast, label: Label, second_label: Label
) -> None:
    other = Project.objects.create(organization=label.project.organization, name="other")
    Label.objects.create(project=other, name="elsewhere", color="#000000")
    Label.objects.filter(pk=label.pk).update(position=5)
    listed = client_of(cast.victor).get(f"{URL}?project={label.project_id}").json()["results"]
    assert [row["name"] for row in listed] == ["table", "cup"]
    assert client_of(cast.charlie).get(f"{URL}?project={label.project_id}").json()["results"] == []


def test_a_change_keeps_what_another_person_changed_meanwhile(label: Label) -> None:
    read_before = Label.objects.get(pk=label.pk)
    Label.objects.filter(pk=label.pk).update(color="#000000")
    actions.change_label(read_before, name="mug")
    label.refresh_from_db()
    assert (label.name, label.color) == ("mug", "#000000")


def test_a_deleted_label_does_not_come_back(label: Label) -> None:
    read_before = Label.objects.get(pk=label.pk)
    label.delete()
    with pytest.raises(Http404):
        actions.change_label(read_before, name="mug")
    assert not Label.objects.exists()


def test_what_is_drawn_in_replicas_is_not_counted(
    client_of: ClientOf, alice: User, label: Label, image: Image, make_image: Callable[..., Image]
) -> None:
    replica = make_image("a.jpg", sha256=image.sha256, original=image, replica=1, replica_for="consensus")
    for count, row in ((1, image), (2, replica)):
        annotation = Annotation.objects.create(image=row)
        for _ in range(count):
            Object.objects.create(annotation=annotation, label=label)
    (shown,) = client_of(alice).get(URL).json()["results"]
    assert shown["object_count"] == 1
