"""Attributes of objects: what the label asks for is checked where it is set and where the image is submitted."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from backend.annotation.refusal import Refused
from backend.annotation.workflow import do_transition
from backend.config.problems import Code, Problem
from backend.projects.attributes import parse_schema

A = uuid.UUID(int=1)


@pytest.fixture
def asking(label: Any) -> Any:
    """The label asks for a pose, which is required, and an age."""
    pose = {"name": "pose", "type": "select", "options": ["sits", "stands"], "required": True}
    label.attributes_schema = parse_schema([pose, {"name": "age", "type": "number"}])
    label.save()
    return label


def test_values_that_do_not_fit_are_refused_and_change_nothing(desk: Any, bob: Any, asking: Any) -> None:
    desk.click(bob, A, 16, 24, asking.pk)
    desk.answer()
    desk.set(bob, A, "attributes", {"pose": "sits"})
    with pytest.raises(Refused) as refused:
        desk.set(bob, A, "attributes", {"pose": "flies"})
    assert refused.value.code == Code.INVALID
    assert f"must be one of sits, stands (label {asking.name!r})" in refused.value.detail
    assert desk.object(A).attributes == {"pose": "sits"}
    desk.check()


def test_a_label_that_asks_for_nothing_takes_anything(desk: Any, bob: Any, label: Any) -> None:
    desk.click(bob, A, 16, 24, label.pk)
    desk.set(bob, A, "attributes", {"whatever": [1, 2]})
    assert desk.object(A).attributes == {"whatever": [1, 2]}


def test_an_image_is_submitted_once_required_attributes_are_there(desk: Any, bob: Any, asking: Any) -> None:
    desk.click(bob, A, 16, 24, asking.pk)
    desk.answer()
    desk.image.refresh_from_db()
    with pytest.raises(Problem) as refused:
        do_transition(bob, desk.image, "submit")
    assert refused.value.status_code == 409
    assert "without 'pose'" in refused.value.sentence
    desk.set(bob, A, "attributes", {"pose": "stands"})
    do_transition(bob, desk.image, "submit")
    assert desk.image.state == "submitted"


def test_values_that_an_object_has_already_stay_when_the_schema_changes(desk: Any, bob: Any, asking: Any) -> None:
    desk.click(bob, A, 16, 24, label=asking.pk)
    desk.answer_all()
    desk.set(bob, A, "attributes", {"pose": "sits", "age": 3})
    asking.attributes_schema = parse_schema(
        [{"name": "pose", "type": "select", "options": ["upright"]}, {"name": "age", "type": "number"}]
    )
    asking.save()
    desk.set(bob, A, "attributes", {"pose": "sits", "age": 4})
    assert desk.object(A).attributes == {"pose": "sits", "age": 4}
    with pytest.raises(Refused):
        desk.set(bob, A, "attributes", {"pose": "stands", "age": 4})
