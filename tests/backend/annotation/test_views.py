"""Documents, logs and the workflow over REST."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

A = uuid.UUID(int=1)


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """No Redis in these tests."""
    from backend.annotation import views

    monkeypatch.setattr(views, "publish_from_view", lambda *args: None)
    monkeypatch.setattr(views, "publish_image", lambda *args: None)


def url(desk: Any, part: str) -> str:
    return f"/api/v1/images/{desk.image.pk}/{part}/"


def test_document_of_an_image_that_nobody_has_touched_is_empty(desk: Any, viewer: Any, client_of: Any) -> None:
    document = client_of(viewer).get(url(desk, "annotation")).json()
    assert (document["revision"], document["objects"], document["background"]) == (0, [], [])
    assert document["state"] == "new"


def test_log_tells_what_is_in_effect(desk: Any, bob: Any, client_of: Any) -> None:
    desk.click(bob, A, 16, 24)
    desk.answer()
    desk.undo(bob)
    rows = client_of(bob).get(url(desk, "operations")).json()["results"]
    assert [(row["revision"], row["kind"], row["in_effect"]) for row in rows] == [
        (1, "click", False),
        (2, "decoded", True),
        (3, "undo", False),
    ]
    later = client_of(bob).get(url(desk, "operations"), {"after": 2}).json()["results"]
    assert [row["revision"] for row in later] == [3]


def test_what_people_did_is_told_newest_first_with_who_did_it(desk: Any, bob: Any, client_of: Any) -> None:
    desk.click(bob, A, 16, 24)
    desk.answer()
    mask = desk.object(A).rle
    desk.reshape(bob, {A: mask}, reason="smooth")
    rows = client_of(bob).get(url(desk, "operations"), {"of": "people", "ordering": "-revision"}).json()["results"]
    assert [(row["revision"], row["kind"]) for row in rows] == [(3, "reshape"), (1, "click")]
    assert rows[0]["payload"] == {"objects": [{"object": str(A)}], "removed": [], "reason": "smooth"}
    assert rows[0]["by"] == {"id": bob.pk, "name": bob.display_name, "color": bob.color}
    assert client_of(bob).get(url(desk, "operations"), {"of": "models"}).status_code == 400


def test_document_of_an_earlier_revision(desk: Any, viewer: Any, bob: Any, client_of: Any) -> None:
    desk.click(bob, A, 16, 24)
    desk.answer()
    desk.delete(bob, A)
    asked = client_of(viewer)
    assert asked.get(url(desk, "annotation"), {"revision": 0}).json()["objects"] == []
    past = asked.get(url(desk, "annotation"), {"revision": 2}).json()
    assert (past["revision"], past["objects"][0]["id"]) == (2, str(A))
    assert past["objects"][0]["rle"] is not None
    assert asked.get(url(desk, "annotation")).json()["objects"] == []
    refused = asked.get(url(desk, "annotation"), {"revision": 4})
    assert refused.status_code == 400
    assert "the last one of this image is 3" in refused.json()["detail"]
    assert asked.get(url(desk, "annotation"), {"revision": "first"}).status_code == 400


def test_annotator_submits_and_reviewer_decides(desk: Any, bob: Any, reviewer: Any, client_of: Any) -> None:
    assert client_of(bob).post(url(desk, "annotation/accept")).status_code == 403
    assert client_of(reviewer).post(url(desk, "annotation/accept")).status_code == 409
    assert client_of(bob).post(url(desk, "annotation/submit")).json()["state"] == "submitted"
    assert client_of(bob).post(url(desk, "annotation/submit")).status_code == 200
    answer = client_of(reviewer).post(url(desk, "annotation/reject"), {"reason": "the ear is missing"})
    assert answer.json() == {"state": "rejected", "revision": 1}
    again = client_of(reviewer).post(url(desk, "annotation/reject"), {"reason": "the ear is missing"})
    assert again.json() == {"state": "rejected", "revision": 1}
    last = client_of(bob).get(url(desk, "operations")).json()["results"][-1]
    assert last["payload"] == {"reason": "the ear is missing"}
    desk.click(bob, A, 16, 24)
    assert client_of(bob).get(url(desk, "annotation")).json()["state"] == "in_progress"
    desk.answer()
    desk.undo(bob)
    desk.check()


def test_charlie_finds_nothing_and_viewer_may_only_look(desk: Any, charlie: Any, viewer: Any, client_of: Any) -> None:
    for part in ("annotation", "operations"):
        assert client_of(charlie).get(url(desk, part)).status_code == 404
        assert client_of(viewer).get(url(desk, part)).status_code == 200
    for part in ("submit", "accept", "reject"):
        assert client_of(charlie).post(url(desk, f"annotation/{part}")).status_code == 404
        assert client_of(viewer).post(url(desk, f"annotation/{part}")).status_code == 403
