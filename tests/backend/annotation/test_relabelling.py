"""A label that is deleted while objects use it: what becomes of them is in the log, and open editors hear of it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest

from backend.accounts.models import User
from backend.annotation import relabelling
from backend.annotation.models import Operation
from backend.projects.models import Label, Project
from kernels.rle import Rle
from tests.backend.annotation.conftest import Desk
from tests.conftest import ClientOf

pytestmark = pytest.mark.django_db

A, B, C = (uuid.UUID(int=n) for n in (1, 2, 3))


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    messages: list[dict[str, Any]] = []
    monkeypatch.setattr(relabelling, "publish_from_view", lambda image, content: messages.append(content["message"]))
    return messages


@pytest.fixture
def labelled(desk: Desk, bob: User, label: Label, second_label: Label, rectangle: Callable[..., Rle]) -> Desk:
    """A and B have the first label, B is locked; C has the second."""
    for item, x, its in ((A, 2, label), (B, 20, label), (C, 40, second_label)):
        desk.paint(bob, item, rectangle(x, 2, 8, 8))
        desk.set(bob, item, "label", its.pk)
    desk.set(bob, B, "locked", True)
    return desk


def test_objects_move_to_another_label(
    labelled: Desk, told: list[dict[str, Any]], client_of: ClientOf, alice: User, label: Label, second_label: Label
) -> None:
    before = labelled.annotation.revision
    answer = client_of(alice).delete(f"/api/v1/labels/{label.pk}/?objects=move&to={second_label.pk}")
    assert answer.status_code == 204
    assert {row["label_id"] for row in labelled.objects().values()} == {second_label.pk}
    assert not Label.objects.filter(pk=label.pk).exists()
    labelled.check()
    log = Operation.objects.filter(revision__gt=before).order_by("revision")
    assert [(entry.kind, entry.payload["object"], entry.actor_id) for entry in log] == [
        ("set", str(A), alice.pk),
        ("set", str(B), alice.pk),
    ]
    (message,) = told
    assert (message["since"], message["revision"]) == (before, before + 2)
    assert {view["id"]: view["label"] for view in message["objects"]} == {str(key): second_label.pk for key in (A, B)}


def test_objects_go_with_their_label(
    labelled: Desk, told: list[dict[str, Any]], client_of: ClientOf, alice: User, label: Label
) -> None:
    assert client_of(alice).delete(f"/api/v1/labels/{label.pk}/?objects=delete").status_code == 204
    assert set(labelled.objects()) == {C}
    labelled.check()
    assert told[0]["removed"] == sorted([str(A), str(B)])
    labelled.undo(alice)
    assert labelled.object(B).label_id is None, "one that is brought back has no label"


def test_another_project_has_no_label_for_them(
    labelled: Desk, told: list[dict[str, Any]], client_of: ClientOf, alice: User, label: Label
) -> None:
    elsewhere = Project.objects.create(organization=label.project.organization, name="other")
    strange = Label.objects.create(project=elsewhere, name="strange", color="#000000")
    for to in (strange.pk, label.pk, ""):
        answer = client_of(alice).delete(f"/api/v1/labels/{label.pk}/?objects=move&to={to}")
        assert (answer.status_code, answer.json()["code"]) == (400, "unknown-label")
    assert client_of(alice).delete(f"/api/v1/labels/{label.pk}/?objects=burn").status_code == 400
    assert labelled.object(A).label_id == label.pk and told == []


def test_who_may_not_change_labels_loses_no_objects(
    labelled: Desk, told: list[dict[str, Any]], client_of: ClientOf, bob: User, label: Label
) -> None:
    assert client_of(bob).delete(f"/api/v1/labels/{label.pk}/?objects=delete").status_code == 403
    assert len(labelled.objects()) == 3 and told == []
