"""Label sets as files: written and read again, read from CVAT and Label Studio; nothing is ever deleted."""

from __future__ import annotations

import json
from typing import Any

import pytest
from rest_framework.test import APIClient

from backend.projects.models import Label, Project
from tests.conftest import Cast, ClientOf

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("db", "news", "sent")]
SELECT = {"name": "full", "type": "select", "options": ["yes", "no"], "default": "no", "required": False}
CVAT = [
    {"name": "Cup", "color": "#FF0000", "type": "any", "attributes": [
        {"name": "full", "input_type": "radio", "mutable": False, "values": ["yes", "no"], "default_value": "no"}]},
    {"name": "plate", "color": "#00ff00", "type": "polygon", "attributes": []},
    {"name": "night", "color": "#000000", "type": "tag", "attributes": []},
]  # fmt: skip
STUDIO = """<View>
  <Image name="image" value="$image"/>
  <BrushLabels name="tag" toName="image">
    <Label value="cup" background="red" hotkey="c"/>
    <Label value="plate" background="rgba(0,128,0,0.5)"/>
    <Label value=""/>
  </BrushLabels>
  <RectangleLabels name="box" toName="image"><Label value="tray" background="#0af" hotkey="ctrl+3"/></RectangleLabels>
  <Choices name="when" toName="image"><Choice value="night"/></Choices>
</View>"""


def apply(client: APIClient, project: Project, text: Any, **more: Any) -> Any:
    body = {"text": text if isinstance(text, str) else json.dumps(text)} | more
    return client.post(f"/api/v1/projects/{project.pk}/label-set/", body, format="json")


def labels_of(project: Project) -> list[tuple[Any, ...]]:
    rows = Label.objects.filter(project=project).order_by("position", "pk")
    return list(rows.values_list("name", "color", "kind", "hotkey", "attributes_schema"))


def test_a_label_set_goes_into_another_project_as_it_is(
    client_of: ClientOf, cast: Cast, project: Project, label: Label, second_label: Label
) -> None:
    Label.objects.filter(pk=second_label.pk).update(kind="stuff", attributes_schema=[SELECT], position=0)
    Label.objects.filter(pk=label.pk).update(position=1)
    client = client_of(cast.alice)
    answer = client.get(f"/api/v1/projects/{project.pk}/label-set/")
    assert answer["Content-Disposition"] == "attachment; filename*=UTF-8''Tea%20party%20labels.json"
    other = Project.objects.create(organization=project.organization, name="Other")
    Label.objects.create(project=other, name="spoon", color="#000000", hotkey="1")
    found = apply(client, other, answer.content.decode()).json()
    assert (found["format"], found["added"], found["changed"], found["left"]) == (
        "stipple",
        ["table", "cup"],
        [],
        ["spoon"],
    )
    assert found["problems"] == [
        {"place": "labels[1]", "detail": "the hot key '1' of 'cup' belongs to 'spoon'; it is left out"}
    ]
    assert labels_of(other) == [
        ("table", "#40c057", "stuff", "2", [SELECT]),
        ("cup", "#228be6", "thing", "", []),
        ("spoon", "#000000", "thing", "1", []),
    ]
    assert apply(client, other, answer.content.decode()).json()["added"] == []
    assert labels_of(project)[0][0] == "table"


def test_a_preview_changes_nothing_and_says_the_same(
    client_of: ClientOf, cast: Cast, project: Project, label: Label
) -> None:
    client, before = client_of(cast.alice), labels_of(project)
    dry = apply(client, project, CVAT, dry_run=True).json()
    assert labels_of(project) == before
    assert apply(client, project, CVAT).json() == dry


def test_raw_labels_of_cvat_bring_colours_and_attributes(
    client_of: ClientOf, cast: Cast, project: Project, label: Label
) -> None:
    found = apply(client_of(cast.alice), project, CVAT).json()
    assert found["format"] == "cvat"
    assert found["added"] == ["plate"]
    assert found["changed"] == [{"name": "cup", "fields": ["attributes_schema", "color", "name"]}]
    assert found["problems"][0]["place"] == "labels[2]" and "tag" in found["problems"][0]["detail"]
    assert labels_of(project) == [("Cup", "#ff0000", "thing", "1", [SELECT]), ("plate", "#00ff00", "thing", "", [])]


def test_a_configuration_of_label_studio_brings_labels_colours_and_hot_keys(
    client_of: ClientOf, cast: Cast, project: Project, label: Label
) -> None:
    found = apply(client_of(cast.alice), project, STUDIO).json()
    assert (found["format"], found["added"]) == ("labelstudio", ["plate", "tray"])
    assert found["problems"] == [{"place": "line 6", "detail": "a label needs a value of 1 to 100 characters"}]
    assert [row[:4] for row in labels_of(project)] == [
        ("cup", "#ff0000", "thing", "c"),
        ("plate", "#008000", "thing", ""),
        ("tray", "#00aaff", "thing", ""),
    ]


def test_hot_keys_change_hands(
    client_of: ClientOf, cast: Cast, project: Project, label: Label, second_label: Label
) -> None:
    swapped = {"stipple_labels": 1, "labels": [{"name": "table", "hotkey": "1"}, {"name": "cup", "hotkey": "2"}]}
    assert apply(client_of(cast.alice), project, swapped).json()["problems"] == []
    assert [row[0] + row[3] for row in labels_of(project)] == ["table1", "cup2"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "text"),
        ("{", "line 1"),
        ('{"labels":\n [{]}', "line 2"),
        ("[]", "no labels"),
        ("17", "a list of labels"),
        ("[" * 100_000, "cannot be read"),
        ("<View>\n<BrushLabels>", "line 2"),
        ('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><View>&x;</View>', "entities"),
        ("<View/>", "no labels"),
    ],
)
def test_what_is_no_label_set_is_refused(
    client_of: ClientOf, cast: Cast, project: Project, label: Label, text: str, says: str
) -> None:
    answer = apply(client_of(cast.alice), project, text)
    assert answer.status_code == 400 and says in json.dumps(answer.json()), answer.json()
    assert len(labels_of(project)) == 1


@pytest.mark.parametrize(
    "label_of",
    [
        None,
        7,
        {"name": ""},
        {"name": "x" * 101},
        {"name": 7},
        {"name": "new", "color": "red"},
        {"name": "new", "kind": "idea"},
        {"name": "new", "hotkey": "ctrl+a"},
        {"name": "new", "attributes_schema": [{"name": "a", "type": "rm"}]},
        {"name": "new", "attributes_schema": {"a": 1}},
        {"name": "GOOD"},
    ],
)
def test_a_bad_label_is_told_and_the_rest_comes(
    client_of: ClientOf, cast: Cast, project: Project, label_of: Any
) -> None:
    labels = {"stipple_labels": 1, "labels": [{"name": "good"}, label_of]}
    found = apply(client_of(cast.alice), project, labels).json()
    assert found["added"] == ["good"]
    assert [problem["place"] for problem in found["problems"]] == ["labels[1]"]


def test_only_managers_change_labels_by_a_file(client_of: ClientOf, cast: Cast, project: Project) -> None:
    for user, status, seen in ((cast.rita, 403, 200), (cast.bob, 403, 200), (cast.charlie, 404, 404), (None, 401, 401)):
        client = client_of(user)
        assert apply(client, project, CVAT).status_code == status
        assert client.get(f"/api/v1/projects/{project.pk}/label-set/").status_code == seen
