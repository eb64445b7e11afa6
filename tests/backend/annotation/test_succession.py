"""An image outlives the weights that it was begun with: the model of the same name takes over, and the log says so."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from backend.annotation import live_workers
from backend.annotation.live_workers import LiveWorker
from backend.annotation.models import Object, Operation
from backend.annotation.reading import open_image, read_document, read_status
from backend.annotation.refusal import Refused
from backend.annotation.watchdog import sweep
from backend.model_store.models import StoredModel
from tests.worker.fake_model import DiscModel

A, B = uuid.UUID(int=1), uuid.UUID(int=2)
OLD, NEW = "d" * 64, "f" * 64
SUCCESSOR = {"name": "discs", "digest": NEW}

pytestmark = pytest.mark.database


def serve(monkeypatch: pytest.MonkeyPatch, **models: str) -> None:
    worker = LiveWorker("w1", "boot2", models=models)
    monkeypatch.setattr(live_workers.LIVE, "workers", lambda fresh=False: {"w1": worker} if models else {})


def install(**changes: Any) -> None:
    """Replace the weights of ``discs`` by new ones of its name, or change its row otherwise."""
    StoredModel.objects.filter(name="discs").update(**(changes or {"digest": NEW}))


@pytest.fixture
def begun(desk: Any, bob: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """An image with one answered object; then an upgrade replaces the model that was pinned to it."""
    desk.click(bob, A, 16, 24)
    desk.answer()
    desk.models[NEW] = DiscModel(14.0, NEW)
    install()
    serve(monkeypatch, discs=NEW)
    return desk


def test_the_next_click_pins_what_took_the_name_and_leaves_the_masks(begun: Any, bob: Any) -> None:
    before = begun.object(A)
    outcome = begun.click(bob, B, 48, 24)
    entries = list(Operation.objects.order_by("revision").values_list("revision", "kind", "actor"))
    assert entries[2:] == [(3, "model", None), (4, "click", bob.pk)]
    assert Operation.objects.get(kind="model").payload == SUCCESSOR
    assert (begun.annotation.model_name, begun.annotation.model_digest) == ("discs", NEW)
    assert (outcome.revision, outcome.is_unserved) == (4, False)
    begun.answer()
    assert begun.object(B).model["digest"] == NEW and begun.object(B).area > before.area
    assert (begun.object(A).rle, begun.object(A).model) == (before.rle, before.model)
    begun.check()


def test_one_message_tells_editors_both_operations(begun: Any, bob: Any) -> None:
    changed = begun.click(bob, B, 48, 24).changed
    assert (changed["since"], changed["revision"], changed["kind"]) == (2, 4, "click")
    assert changed["model"] == SUCCESSOR
    assert "model" not in begun.click(bob, B, 46, 24).changed


def test_undo_takes_back_the_click_and_not_the_model(begun: Any, bob: Any) -> None:
    begun.click(bob, B, 48, 24)
    begun.answer()
    begun.undo(bob)
    assert not Object.objects.filter(pk=B).exists() and Object.objects.filter(pk=A).exists()
    assert begun.annotation.model_digest == NEW
    begun.check()


def test_a_refused_operation_pins_nothing(begun: Any, bob: Any) -> None:
    begun.set(bob, A, "locked", True)
    with pytest.raises(Refused):
        begun.click(bob, A, 18, 24)
    assert not Operation.objects.filter(kind="model").exists()
    assert begun.annotation.model_digest == OLD


def test_editors_are_told_what_will_answer_before_anybody_clicks(begun: Any, bob: Any) -> None:
    assert read_document(bob, begun.image)["model"] == SUCCESSOR
    assert open_image(bob, begun.image.pk).model == SUCCESSOR  # type: ignore[union-attr]
    status = read_status(bob.pk, begun.image.pk)
    assert status is not None and (status.availability.model, status.availability.problem) == ("ready", None)


def test_what_was_unanswered_at_the_upgrade_is_asked_of_the_successor(
    desk: Any, bob: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.click(bob, A, 16, 24)
    desk.sent.clear()
    desk.models[NEW] = DiscModel(14.0, NEW)
    install()
    serve(monkeypatch, discs=NEW)
    later = timezone.now() + timedelta(seconds=2)
    assert [sweep(later), sweep(later)] == [1, 0]
    desk.answer()
    assert desk.object(A).model["digest"] == NEW
    desk.check()


@pytest.mark.parametrize(
    ("change", "served"),
    [
        ({"digest": NEW}, {"discs": OLD}),  # a worker still has the old weights
        ({"digest": NEW}, {}),  # nobody lives: what comes back may have them
        ({"title": "installed"}, {"rings": "e" * 64}),  # they are installed; their worker is away
        ({"digest": NEW, "is_enabled": False}, {"discs": NEW}),
        ({"digest": NEW, "state": "failed"}, {"discs": NEW}),
    ],
)
def test_an_image_keeps_weights_that_may_answer_again_or_that_nothing_usable_replaces(
    desk: Any, bob: Any, monkeypatch: pytest.MonkeyPatch, change: dict[str, Any], served: dict[str, str]
) -> None:
    desk.click(bob, A, 16, 24)
    install(**change)
    serve(monkeypatch, **served)
    desk.click(bob, B, 48, 24)
    sweep(timezone.now() + timedelta(seconds=2))
    assert desk.annotation.model_digest == OLD
    assert not Operation.objects.filter(kind="model").exists()


def test_weights_that_are_installed_under_another_name_stay_pinned(begun: Any, bob: Any) -> None:
    StoredModel.objects.create(name="kept", digest=OLD, state=StoredModel.State.READY)
    begun.click(bob, B, 48, 24)
    assert begun.annotation.model_digest == OLD


def test_once_pinned_a_successor_costs_no_query(begun: Any, bob: Any) -> None:
    begun.click(bob, B, 48, 24)
    with CaptureQueriesContext(connection) as queries:
        begun.click(bob, B, 46, 24)
    assert not any("model_store" in query["sql"] for query in queries.captured_queries)
