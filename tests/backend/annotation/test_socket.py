"""The socket of an image, on a real Redis: who may connect and say what, what everybody is told, what comes back."""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from channels.layers import channel_layers
from django.contrib.auth.models import AnonymousUser

from backend.accounts.models import Membership
from backend.accounts.scopes import Scope
from backend.annotation import consumers, leases, live_workers
from backend.annotation.messages import PARSERS
from backend.annotation.models import Operation
from backend.annotation.publishing import event, publish
from backend.projects.models import Project
from tests.backend.annotation.editor import Editor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]

CONTRACT = Path(__file__).parents[2] / "contract"
A = str(uuid.UUID(int=1))
Open = Callable[[Any], Awaitable[Editor]]


@pytest.fixture
async def open_editor(discs: Any, image: Any, redis_url: str, sent: list[Any]) -> AsyncIterator[Open]:
    live_workers.connection.cache_clear()
    opened: list[Editor] = []

    async def connect(user: Any) -> Editor:
        editor = Editor(f"/ws/images/{image.pk}/", user)
        await editor.connect()
        opened.append(editor)
        return editor

    yield connect
    for editor in opened:
        await editor.disconnect()
    channel_layers.backends = {}


def click(**changes: Any) -> dict[str, Any]:
    return {"op": "click", "id": str(uuid.uuid4()), "object": A, "label": None, "x": 20.5, "y": 16.0, **changes}


async def test_strangers_and_anonymous_get_no_socket(open_editor: Open, charlie: Any) -> None:
    assert await (await open_editor(charlie)).closed() == 4404
    assert await (await open_editor(AnonymousUser())).closed() == 4401


async def test_hello_tells_revision_people_model_and_rights(open_editor: Open, alice: Any, viewer: Any) -> None:
    hello = await (await open_editor(alice)).next("hello")
    assert (hello["revision"], hello["can_write"], hello["can_undo"]) == (0, True, False)
    assert hello["you"]["name"] == "Alice"
    assert hello["features"] == "encoding"
    other = await (await open_editor(viewer)).next("hello")
    assert other["can_write"] is False
    assert [peer["name"] for peer in other["peers"]] == ["Alice", "Victor"]


async def test_click_is_acknowledged_and_shown_to_everybody(open_editor: Open, alice: Any, bob: Any) -> None:
    one, two = await open_editor(alice), await open_editor(bob)
    message = click()
    await one.send(**message)
    assert await one.next("ack") == {"op": "ack", "id": message["id"], "revision": 1, "repeated": False}
    mine, theirs = await one.next("changed"), await two.next("changed")
    assert (mine["since"], mine["revision"], mine["by"]["name"]) == (0, 1, "Alice")
    assert (mine["can_undo"], theirs["can_undo"]) == (True, False)
    assert mine["objects"] == theirs["objects"]
    assert "rle" not in mine["objects"][0]


async def test_repeated_click_is_acknowledged_again_and_shown_once(open_editor: Open, bob: Any) -> None:
    editor = await open_editor(bob)
    message = click()
    for repeated in (False, True):
        await editor.send(**message)
        assert (await editor.next("ack"))["repeated"] is repeated
    await editor.send(**click(x=3))
    assert (await editor.next("changed"))["revision"] == 1
    assert (await editor.next("changed"))["revision"] == 2


async def test_masks_of_the_worker_reach_every_open_editor(open_editor: Open, image: Any, alice: Any, bob: Any) -> None:
    editors = [await open_editor(alice), await open_editor(bob)]
    for editor in editors:
        await editor.next("hello")
    await publish(image.pk, event({"op": "masks", "since": 0, "revision": 1}))
    for editor in editors:
        assert (await editor.next("masks"))["revision"] == 1


async def test_access_is_checked_again_on_sending(open_editor: Open, image: Any, bob: Any) -> None:
    editor = await open_editor(bob)
    await editor.next("hello")
    await sync_to_async(Membership.objects.filter(user=bob).delete)()
    await publish(image.pk, event({"op": "masks", "since": 0, "revision": 1}))
    assert await editor.closed() == 4404


async def test_access_is_checked_again_on_every_message(open_editor: Open, bob: Any) -> None:
    editor = await open_editor(bob)
    await editor.next("hello")
    await sync_to_async(Membership.objects.filter(user=bob).update)(role="viewer")
    await editor.send(**click())
    assert (await editor.next("error"))["code"] == "role-too-low"
    await sync_to_async(Membership.objects.filter(user=bob).delete)()
    await editor.send(**click())
    assert await editor.closed() == 4404
    assert not await sync_to_async(Operation.objects.exists)()


async def test_each_verb_is_refused_to_a_viewer_and_open_to_an_annotator(
    open_editor: Open, alice: Any, bob: Any, viewer: Any
) -> None:
    looking, editors = await open_editor(viewer), [await open_editor(alice), await open_editor(bob)]
    for verb in sorted(PARSERS):
        golden = json.loads(min((CONTRACT / "client").glob(f"{verb}*.json")).read_text())
        await looking.send(**golden)
        await looking.send(op="unknown")
        expected = "bad-message" if verb == "cursor" else "role-too-low"
        assert (await looking.next("error"))["code"] == expected
        if verb != "cursor":
            assert (await looking.next("error"))["code"] == "bad-message"
        for editor in editors:
            await editor.send(**golden)
            await editor.send(op="unknown", id="last")
            while (answer := await editor.next("error"))["id"] != "last":
                assert answer["code"] != "role-too-low"


async def test_bad_messages_are_answered_and_the_connection_stays(open_editor: Open, bob: Any) -> None:
    editor = await open_editor(bob)
    for path in sorted((CONTRACT / "refused").glob("*.json")):
        golden = json.loads(path.read_text())
        await editor.send_text(json.dumps(golden["message"]))
        error = await editor.next("error")
        assert (path.stem, error["code"]) == (path.stem, golden["code"])
        assert len(error["detail"]) > 10
    await editor.send(**click())
    assert (await editor.next("ack"))["revision"] == 1


@pytest.mark.parametrize("text", ["1e999", '"\\u0000"', '"\\ud800"'])
async def test_attributes_that_a_database_cannot_keep_are_refused_for_good(
    open_editor: Open, bob: Any, text: str
) -> None:
    editor = await open_editor(bob)
    await editor.send(**click())
    await editor.send_text(f'{{"op": "set", "id": "{uuid.uuid4()}", "object": "{A}", "attributes": {{"a": {text}}}}}')
    error = await editor.next("error")
    assert (error["code"], error["retry"]) == ("bad-message", False)


async def test_what_is_not_a_message_is_answered_as_such(open_editor: Open, bob: Any) -> None:
    editor = await open_editor(bob)
    for text in ("", "{", "null", '"click"', "[" * 5000, '{"op": "click", "x": NaN}'):
        await editor.send_text(text)
        assert (await editor.next("error"))["code"] == "bad-message"


@pytest.mark.parametrize(
    ("points", "hint"),
    [
        ("[[1, NaN]]", "points[0]=nan must be a finite number"),
        ("[[1, 1], [1e999, 1]]", "points[1]=inf must be a finite number"),
        ("[[1, 1], null]", "points[1]=None must be a pair [x, y]"),
        ("[[-1, 5]]", "points[0] (-1, 5) lies outside this 64 x 48 image; send image pixels"),
        ("[" + ",".join(["[1, 1]"] * 2001) + "]", "1 to 2000 pairs [x, y], this has 2001; draw a longer line in parts"),
    ],
)
async def test_a_bad_scribble_says_which_point_and_what_to_do_and_nothing_is_lost(
    open_editor: Open, bob: Any, points: str, hint: str
) -> None:
    editor = await open_editor(bob)
    await editor.send(**click())
    await editor.next("ack")
    await editor.send_text(f'{{"op": "scribble", "id": "{uuid.uuid4()}", "object": "{A}", "points": {points}}}')
    error = await editor.next("error")
    assert hint in error["detail"] and error["retry"] is False
    await editor.send(op="scribble", id=str(uuid.uuid4()), object=A, points=[[1, 1], [20, 20]])
    assert (await editor.next("ack"))["revision"] == 2
    while (changed := await editor.next("changed"))["revision"] < 2:
        pass
    view = changed["objects"][0]
    assert ([len(view["clicks"]), view["strokes"][0]["points"]]) == [1, [[1.0, 1.0], [20.0, 20.0]]]


async def test_message_that_is_too_large_is_refused(open_editor: Open, bob: Any) -> None:
    editor = await open_editor(bob)
    await editor.send(**click(label="x" * consumers.MAX_MESSAGE_BYTES))
    assert "bytes" in (await editor.next("error"))["detail"]


async def test_flood_is_answered_with_rate_limited(
    open_editor: Open, bob: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consumers, "MESSAGES_PER_S", 0.001)
    monkeypatch.setattr(consumers, "BURST", 5)
    editor = await open_editor(bob)
    for _ in range(6):
        await editor.send(op="cursor", x=1.0, y=1.0)
    error = await editor.next("error")
    assert (error["code"], error["retry"]) == ("rate-limited", True)


async def test_nothing_is_done_before_an_operation_that_is_to_be_sent_again(
    open_editor: Open, bob: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consumers, "MESSAGES_PER_S", 0.001)
    monkeypatch.setattr(consumers, "BURST", 1)
    editor = await open_editor(bob)
    await editor.send(op="cursor", x=1.0, y=1.0)
    first, second = click(), click()
    await editor.send(**first)
    error = await editor.next("error")
    assert (error["id"], error["code"], error["retry"]) == (first["id"], "rate-limited", True)
    monkeypatch.setattr(consumers.Rate, "allows", lambda *_: True)
    await editor.send(**second)
    error = await editor.next("error")
    assert (error["id"], error["retry"]) == (second["id"], True)
    for message in (first, second):
        await editor.send(**message)
        assert (await editor.next("ack"))["id"] == message["id"]


async def test_what_was_refused_is_refused_again_after_the_connection_that_lost_the_answer(
    open_editor: Open, alice: Any, bob: Any
) -> None:
    """Between the two its object is unlocked: as it was not done then, it is not done after that."""
    editor = await open_editor(bob)
    first, refused = click(), click(x=22.0)
    await editor.send(**first)
    for is_locked in (True, False):
        await editor.send(op="set", id=str(uuid.uuid4()), object=A, locked=is_locked)
        if is_locked:
            await editor.send(**refused)
    error = await editor.next_error()
    assert (error["id"], error["code"]) == (refused["id"], "object-locked")
    await editor.next("ack")
    await editor.disconnect(1006)
    again = await open_editor(bob)
    await again.send(**refused, late=True)
    assert await again.next_error() == error
    other = await open_editor(alice)
    await other.send(**refused, late=True)
    assert (await other.next("ack"))["repeated"] is False, "another person's refusals are not hers"


async def test_cursors_move_in_the_other_editors_only(open_editor: Open, alice: Any, bob: Any) -> None:
    one, two = await open_editor(alice), await open_editor(bob)
    me = (await one.next("hello"))["you"]
    await two.next("hello")
    await one.send(op="cursor", x=12.5, y=40.0)
    assert await two.next("cursor") == {"op": "cursor", "channel": me["channel"], "x": 12.5, "y": 40.0}
    await one.send(**click())
    while (message := await one.any())["op"] != "changed":
        assert message["op"] != "cursor"


async def test_who_leaves_is_gone_from_the_others(open_editor: Open, alice: Any, bob: Any) -> None:
    one, two = await open_editor(alice), await open_editor(bob)
    await one.next("hello")
    await two.next("hello")
    await two.disconnect()
    async with asyncio.timeout(5):
        while [peer["name"] for peer in (await one.next("presence"))["peers"]] != ["Alice"]:
            pass


async def test_heartbeat_tells_the_revision_that_the_database_holds(
    open_editor: Open, bob: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consumers, "HEARTBEAT_S", 0.05)
    editor = await open_editor(bob)
    await editor.send(**click())
    async with asyncio.timeout(5):
        while (status := await editor.next("status"))["revision"] != 1:
            pass
    assert (status["pending"], status["state"], status["features"]) == (True, "in_progress", "encoding")


async def test_heartbeat_tells_that_masks_may_overlap_from_now_on(
    open_editor: Open, image: Any, bob: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consumers, "HEARTBEAT_S", 0.05)
    editor = await open_editor(bob)
    assert (await editor.next("hello"))["overlap"] is False
    assert (await editor.next("status"))["overlap"] is False
    await sync_to_async(Project.objects.filter(pk=image.project_id).update)(overlap=True)
    async with asyncio.timeout(5):
        while not (await editor.next("status"))["overlap"]:
            pass
    assert (await (await open_editor(bob)).next("hello"))["overlap"] is True


async def test_socket_ends_with_the_session_that_opened_it(
    open_editor: Open, bob: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consumers, "HEARTBEAT_S", 0.05)
    editor = await open_editor(bob)
    monkeypatch.setattr(consumers, "is_still_valid", lambda scope: False)
    assert await editor.closed() == consumers.NOT_LOGGED_IN


async def test_workflow_is_told_to_open_editors(open_editor: Open, image: Any, bob: Any, client_of: Any) -> None:
    editor = await open_editor(bob)
    await editor.next("hello")
    client = client_of(None)
    await sync_to_async(client.force_login)(bob)
    answer = await sync_to_async(client.post)(f"/api/v1/images/{image.pk}/annotation/submit/")
    assert answer.json()["state"] == "submitted"
    assert (await editor.next("status"))["state"] == "submitted"


async def test_both_clicking_at_once_end_in_the_same_document(
    open_editor: Open, image: Any, alice: Any, bob: Any, client_of: Any
) -> None:
    editors = [await open_editor(alice), await open_editor(bob)]
    for n in range(10):
        for k, editor in enumerate(editors):
            await editor.send(**click(object=str(uuid.UUID(int=10 + k)), x=2.0 + n, y=5.0 + 20 * k))
    seen = []
    for editor in editors:
        objects: dict[str, Any] = {}
        revision = 0
        while revision < 20:
            changed = await editor.next("changed")
            assert changed["since"] == revision
            revision = changed["revision"]
            objects |= {view["id"]: view for view in changed["objects"]}
        seen.append({key: view["clicks"] for key, view in objects.items()})
    assert seen[0] == seen[1]
    client = client_of(None)
    await sync_to_async(client.force_login)(bob)
    document = (await sync_to_async(client.get)(f"/api/v1/images/{image.pk}/annotation/")).json()
    assert {view["id"]: view["clicks"] for view in document["objects"]} == seen[0]


async def test_a_click_that_nobody_serves_is_acknowledged_and_says_once_what_to_do(
    open_editor: Open, bob: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = live_workers.LiveWorker("w2", "boot2", models={"rings": "e" * 64})
    monkeypatch.setattr(live_workers.LIVE, "workers", lambda fresh=False: {"w2": other})
    monkeypatch.setattr(consumers, "HEARTBEAT_S", 0.05)
    editor = await open_editor(bob)
    await editor.next("hello")
    assert (await editor.next("status"))["problem"]["code"] == "model-unavailable"  # nobody waits yet: no error
    await editor.send(**click())
    await editor.next("ack")
    seen: list[dict[str, Any]] = []
    async with asyncio.timeout(10):
        while [message["op"] for message in seen].count("status") < 4:
            seen.append(await editor.any())
    errors = [message for message in seen if message["op"] == "error"]
    assert [(error["code"], error["retry"], error["id"]) for error in errors] == [("model-unavailable", True, None)]
    assert "STIPPLE_MODELS=discs" in errors[0]["detail"]


async def test_everybody_is_told_which_model_answers_from_now_on(
    open_editor: Open, image: Any, alice: Any, bob: Any, client_of: Any
) -> None:
    one, two = await open_editor(alice), await open_editor(bob)
    await one.next("hello")
    await two.next("hello")
    client = client_of(None)
    await sync_to_async(client.force_login)(bob)
    await sync_to_async(client.post)(f"/api/v1/images/{image.pk}/annotation/model/", {"model": "rings"})
    expected = json.loads((CONTRACT / "server" / "changed_model.json").read_text())
    for editor in (one, two):
        changed = await editor.next("changed")
        assert (changed["kind"], changed["model"]) == ("model", {"name": "rings", "digest": "e" * 64})
        assert set(changed) == set(expected)
    assert (await (await open_editor(alice)).next("hello"))["model"] == {"name": "rings", "digest": "e" * 64}


async def test_an_object_that_somebody_works_on_is_leased_shown_and_taken_over(
    open_editor: Open, alice: Any, bob: Any
) -> None:
    one, two = await open_editor(alice), await open_editor(bob)
    assert (await two.next("hello"))["leases"] == []
    await one.send(**click())
    (lease,) = (await two.next("leases"))["leases"]
    assert (lease["object"], lease["by"]["name"]) == (A, "Alice")
    await two.send(**click(x=22.0))
    assert (await two.next("error"))["code"] == "object-leased"
    assert (await (await open_editor(bob)).next("hello"))["leases"] == [lease]

    await two.send(op="takeover", object=A)
    await one.next("leases")
    (mine,) = (await one.next("leases"))["leases"]
    assert mine["by"]["name"] == "Bob"
    await two.send(**click(x=22.0))
    await two.next("ack")
    await one.send(**click(x=23.0))
    assert (await one.next("error"))["code"] == "object-leased"
    await one.send(**click(x=24.0, late=True))
    await one.next("ack")


async def test_a_lease_ends_when_the_last_page_of_its_person_is_closed(open_editor: Open, alice: Any, bob: Any) -> None:
    one, again, two = await open_editor(alice), await open_editor(alice), await open_editor(bob)
    await again.next("hello")
    await one.send(**click())
    assert len((await two.next("leases"))["leases"]) == 1
    await one.disconnect()
    await two.next("presence")
    await two.send(**click(x=22.0))
    assert (await two.next("error"))["code"] == "object-leased"
    await again.disconnect()
    assert (await two.next("leases"))["leases"] == []
    await two.send(**click(x=22.0))
    await two.next("ack")


async def test_a_lease_outlives_a_connection_that_broke(open_editor: Open, alice: Any, bob: Any) -> None:
    one, two = await open_editor(alice), await open_editor(bob)
    await one.send(**click())
    assert len((await two.next("leases"))["leases"]) == 1
    await one.disconnect(1006)
    await two.send(**click(x=22.0))
    assert (await two.next("error"))["code"] == "object-leased"


async def test_a_lease_that_has_run_out_is_told_with_the_heartbeat(
    open_editor: Open, alice: Any, bob: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consumers, "HEARTBEAT_S", 0.05)
    monkeypatch.setattr(leases, "LEASE_S", 0.2)
    one, two = await open_editor(alice), await open_editor(bob)
    await one.send(**click())
    assert len((await two.next("leases"))["leases"]) == 1
    assert (await two.next("leases"))["leases"] == []


async def test_the_heart_stops_also_where_something_raises(
    open_editor: Open, bob: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    hearts: list[Any] = []

    async def broken(consumer: Any, message: Any, **_: Any) -> None:
        hearts.append(consumer.heartbeat)
        raise RuntimeError("the client is gone")

    monkeypatch.setattr(consumers.ImageConsumer, "_handle", broken)
    editor = await open_editor(bob)
    await editor.any()
    await editor.send(op="cursor", x=1, y=1)
    with pytest.raises(RuntimeError, match="the client is gone"):
        await editor.socket.wait(5)
    assert hearts[0].cancelling() or hearts[0].cancelled()


@pytest.mark.parametrize("scope", Scope)
async def test_a_token_says_on_the_socket_what_its_scope_allows(open_editor: Open, bob: Any, scope: Scope) -> None:
    bob.token_scope = scope
    editor = await open_editor(bob)
    hello = await editor.next("hello")
    assert hello["can_write"] == (scope is not Scope.READ)
    message = click()
    await editor.send(**message)
    if scope is Scope.READ:
        assert (await editor.next_error())["code"] == "scope-too-low"
    else:
        assert (await editor.next("ack"))["id"] == message["id"]
    assert await sync_to_async(Operation.objects.count)() == (scope is not Scope.READ)
