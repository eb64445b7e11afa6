"""Which model answers an image: taken from the project at the first request, kept, and changed only when asked."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from backend.annotation import live_workers
from backend.annotation.availability import availability
from backend.annotation.live_workers import LiveWorker
from backend.annotation.models import Object, Operation
from backend.annotation.pinning import do_pin_model
from backend.annotation.reading import read_document, read_status
from backend.annotation.replay import differences
from backend.model_store.models import StoredModel
from backend.projects.models import Project

A, B = uuid.UUID(int=1), uuid.UUID(int=2)
DISCS, RINGS = "d" * 64, "e" * 64

pytestmark = pytest.mark.database


def rings() -> StoredModel:
    return StoredModel.objects.get(name="rings")


def pinned(desk: Any) -> tuple[str, str]:
    return desk.annotation.model_name, desk.annotation.model_digest


def pin(client: Any, desk: Any, name: str) -> Any:
    return client.post(f"/api/v1/images/{desk.image.pk}/annotation/model/", {"model": name})


def test_the_first_request_pins_the_projects_model_to_the_image(desk: Any, bob: Any) -> None:
    assert pinned(desk) == ("", "")
    desk.click(bob, A, 16, 24)
    assert pinned(desk) == ("discs", DISCS)
    assert desk.sent[0]["model"] == {"name": "discs", "digest": DISCS}


def test_an_image_that_was_begun_keeps_its_model_and_a_new_one_takes_the_new(
    make_desk: Any, bob: Any, project: Project
) -> None:
    begun, new = make_desk(name="begun.jpg"), make_desk(name="new.jpg")
    begun.click(bob, A, 16, 24)
    Project.objects.filter(pk=project.pk).update(model="rings")
    begun.click(bob, A, 20, 24)
    new.click(bob, B, 16, 24)
    assert [request["model"]["name"] for request in begun.sent] == ["discs", "discs", "rings"]
    assert (pinned(begun), pinned(new)) == (("discs", DISCS), ("rings", RINGS))


def test_new_weights_of_the_same_name_do_not_move_an_image_that_was_begun(desk: Any, bob: Any) -> None:
    desk.click(bob, A, 16, 24)
    StoredModel.objects.filter(name="discs").update(digest="f" * 64)
    desk.click(bob, A, 20, 24)
    assert desk.sent[-1]["model"] == {"name": "discs", "digest": DISCS}


def test_every_mask_says_what_made_it_and_a_brush_says_nothing(desk: Any, alice: Any, bob: Any, rectangle: Any) -> None:
    desk.click(bob, A, 16, 24)
    desk.answer()
    made = {"name": "discs", "digest": DISCS, "engine": "fake/cpu"}
    assert desk.object(A).model == made
    assert Operation.objects.get(kind="decoded").payload["engine"] == "fake/cpu"
    desk.paint(bob, B, rectangle(40, 10, 10, 10))
    views = {view["id"]: view["model"] for view in read_document(alice, desk.image)["objects"]}
    assert views == {str(A): made, str(B): None}
    desk.paint(bob, A, rectangle(14, 20, 30, 5))
    assert desk.object(A).model is None
    desk.undo(bob)
    assert desk.object(A).model == made
    desk.check()


def test_another_model_answers_later_clicks_and_leaves_the_masks(desk: Any, bob: Any, client_of: Any) -> None:
    desk.click(bob, A, 16, 24)
    desk.answer()
    before = desk.object(A)
    answer = pin(client_of(bob), desk, "rings")
    assert answer.json() == {"model": {"name": "rings", "digest": RINGS}, "revision": 3}
    assert (desk.object(A).rle, desk.object(A).model) == (before.rle, before.model)
    assert desk.sent == []  # nothing was unanswered
    desk.click(bob, B, 48, 24)
    desk.answer()
    assert desk.object(B).model["name"] == "rings"
    assert desk.object(B).area > desk.object(A).area
    assert (desk.object(A).rle, desk.object(A).model) == (before.rle, before.model)
    desk.click(bob, A, 18, 24)  # clicked on, it is the new model's
    desk.answer()
    assert desk.object(A).model["name"] == "rings" and desk.object(A).area > before.area
    desk.check()


def test_pinning_is_in_the_log_and_cannot_be_undone(desk: Any, bob: Any, client_of: Any) -> None:
    desk.click(bob, A, 16, 24)
    desk.answer()
    pin(client_of(bob), desk, "rings")
    entry = Operation.objects.get(kind="model")
    assert (entry.payload, entry.actor) == ({"name": "rings", "digest": RINGS}, bob)
    desk.undo(bob)  # takes back the click, not the model
    assert not Object.objects.filter(pk=A).exists()
    assert pinned(desk) == ("rings", RINGS)
    assert differences(desk.annotation.pk) == []


def test_a_document_whose_model_is_not_the_logs_is_found(desk: Any, bob: Any, client_of: Any) -> None:
    pin(client_of(bob), desk, "rings")
    annotation = desk.annotation
    annotation.model_digest = DISCS
    annotation.save()
    assert "the log pins model rings" in differences(annotation.pk)[0]


def test_pinning_the_same_model_again_is_no_operation(desk: Any, bob: Any) -> None:
    first = do_pin_model(bob, desk.image, rings())
    again = do_pin_model(bob, desk.image, rings())
    assert (first.revision, again.revision, again.changed) == (1, 1, None)
    assert first.changed is not None
    assert (first.changed["kind"], first.changed["model"]) == ("model", {"name": "rings", "digest": RINGS})


def test_what_is_unanswered_is_asked_of_the_new_model_and_the_old_answer_is_dropped(desk: Any, bob: Any) -> None:
    desk.click(bob, A, 16, 24)
    old = desk.sent.pop()
    do_pin_model(bob, desk.image, rings())
    assert desk.sent[0]["model"]["name"] == "rings" and desk.sent[0]["requested"] == 2
    assert desk.runner.answer({**old, "requested": 3}) is None  # as if it had been newer
    desk.answer()
    assert desk.object(A).model["name"] == "rings"
    assert [entry.payload["model"]["name"] for entry in Operation.objects.filter(kind="decoded")] == ["rings"]
    desk.check()


def test_bob_pins_victor_may_not_and_charlie_finds_nothing(
    desk: Any, bob: Any, viewer: Any, charlie: Any, client_of: Any
) -> None:
    answers = [pin(client_of(user), desk, "rings") for user in (viewer, charlie, bob)]
    assert [answer.status_code for answer in answers] == [403, 404, 200]


def test_on_an_accepted_image_only_a_reviewer_pins(make_desk: Any, bob: Any, reviewer: Any, client_of: Any) -> None:
    desk = make_desk(state="accepted")
    assert [pin(client_of(user), desk, "rings").status_code for user in (bob, reviewer)] == [403, 200]


@pytest.mark.parametrize("change", [{"is_enabled": False}, {"state": "failed"}])
def test_a_model_that_cannot_be_used_is_named_with_those_that_can(
    desk: Any, bob: Any, client_of: Any, change: dict[str, Any]
) -> None:
    StoredModel.objects.filter(name="rings").update(**change)
    for name in ("rings", "unheard-of"):
        answer = pin(client_of(bob), desk, name)
        assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
        assert "discs" in answer.json()["detail"]
    assert Operation.objects.count() == 0


def test_the_document_names_the_projects_model_while_none_is_pinned(desk: Any, alice: Any) -> None:
    assert read_document(alice, desk.image)["model"] == {"name": "discs", "digest": DISCS}


def test_after_the_first_click_the_model_costs_no_query(desk: Any, bob: Any) -> None:
    counts = []
    for x in (10, 16, 22):
        with CaptureQueriesContext(connection) as queries:
            desk.click(bob, A, x, 24)
        counts.append(len(queries))
    assert counts[1] == counts[2] < counts[0]
    assert not any("model_store" in query["sql"] for query in queries.captured_queries)


def test_a_click_that_no_worker_serves_is_kept_and_says_what_to_do(
    desk: Any, bob: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = LiveWorker("w2", "boot2", models={"rings": RINGS})
    monkeypatch.setattr(live_workers.LIVE, "workers", lambda fresh=False: {"w2": other})
    outcome = desk.click(bob, A, 16, 24)
    assert outcome.is_unserved and desk.sent == []
    status = read_status(bob.pk, desk.image.pk)
    assert status is not None and status.is_pending
    assert (status.features, status.availability.model) == ("unavailable", "unavailable")
    problem = status.availability.problem
    assert problem is not None and problem["code"] == "model-unavailable"
    assert "Start one with STIPPLE_MODELS=discs, or choose another model" in problem["detail"]


def test_availability_tells_loading_ready_replaced_and_nobody() -> None:
    model = {"name": "discs", "digest": DISCS}
    here = LiveWorker("w1", "b", models={"discs": DISCS})
    loading = LiveWorker("w1", "b", models={"discs": DISCS}, loading=(DISCS,))
    newer = LiveWorker("w1", "b", models={"discs": RINGS})
    failure = {"code": "out-of-memory", "detail": "too large"}
    assert availability(model, here, {"w1": here}).model == "ready"
    assert availability(model, here, {"w1": here}, failure).problem == failure
    assert availability(model, loading, {"w1": loading}).model == "loading"
    assert "was replaced by another" in availability(model, None, {"w1": newer}).problem["detail"]  # type: ignore[index]
    assert availability(model, None, {}).problem is None
    assert "is not installed" in availability({"name": "x", "digest": ""}, None, {"w1": here}).problem["detail"]  # type: ignore[index]
