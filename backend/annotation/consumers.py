"""The socket of an image, /ws/images/{id}/ (hop 3 and the last part of hop 10).

Every message of a client is parsed, its sender's role is looked up, and one visit to the database does the rest
(``actions.perform``). Every document message is sent only after the receiver's access was looked up again. A heartbeat
tells the revision that the database holds, so that a client that missed something notices within two seconds.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from contextlib import suppress
from typing import Any
from uuid import UUID

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from django.db import DatabaseError, DataError
from redis import RedisError

from backend.accounts.models import User
from backend.accounts.roles import Action, allows
from backend.accounts.scopes import permits
from backend.accounts.sessions import is_still_valid
from backend.annotation import reading
from backend.annotation.actions import Outcome, perform
from backend.annotation.dispatch import send_encode, worker_for
from backend.annotation.leases import do_leave, do_take_over
from backend.annotation.messages import Cursor, Look, Message, Operation, TakeOver, id_of, is_late, parse
from backend.annotation.models import Annotation
from backend.annotation.permissions import check_message, check_token
from backend.annotation.presence import Peer, Presence
from backend.annotation.publishing import event, group_of, publish
from backend.annotation.rate import Rate
from backend.annotation.refusal import Refused
from backend.annotation.refusals import Refusals
from backend.annotation.representation import person_view
from backend.annotation.watchdog import sweep
from backend.config.problems import Code
from backend.images.publishing import publish_image
from backend.work.leasing import do_renew

log = logging.getLogger(__name__)

NOT_LOGGED_IN = 4401
NO_ACCESS = 4404
LEFT = (1000, 1001, 1005)
"""The browser has closed the page, as opposed to a connection that broke: then leases last until they run out."""
MAX_MESSAGE_BYTES = 1_000_000
MESSAGES_PER_S = 60
BURST = 300
HEARTBEAT_S = 2.0
CURSOR_EVERY_S = 0.04


class ImageConsumer(AsyncJsonWebsocketConsumer):
    """One open editor."""

    user: User
    opened: reading.Opened
    presence: Presence | None = None
    heartbeat: asyncio.Task[None] | None = None

    async def __call__(self, *connection: Any) -> None:
        """However the connection ends: what raises on the way reaches no ``disconnect``, and the heart must stop."""
        try:
            await super().__call__(*connection)
        finally:
            if self.heartbeat is not None:
                self.heartbeat.cancel()

    async def connect(self) -> None:
        """Accept first in any case: a browser cannot read the close code of a handshake that was refused."""
        await self.accept()
        self.image_id: UUID = self.scope["url_route"]["kwargs"]["image_id"]
        user = self.scope.get("user")
        if user is None or not user.is_authenticated:
            await self.close(NOT_LOGGED_IN)
            return
        self.user = user
        with suppress(RedisError, OSError):
            await self.channel_layer.group_add(group_of(self.image_id), self.channel_name)
        opened = await database_sync_to_async(reading.open_image)(user, self.image_id)
        if opened is None:
            await self.close(NO_ACCESS)
            return
        await self._greet(opened)

    async def disconnect(self, code: int) -> None:
        if self.heartbeat is not None:
            self.heartbeat.cancel()
        with suppress(RedisError, OSError):
            await self.channel_layer.group_discard(group_of(self.image_id), self.channel_name)
        if self.presence is not None:
            try:
                if code in LEFT and not await self._is_elsewhere():
                    await self._tell_all_leases(await database_sync_to_async(do_leave)(self.user, self.image_id))
            finally:
                await self.presence.leave()
                await self.refusals.close()
            await publish(self.image_id, {"type": "image.presence"})

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None, **kwargs: Any) -> None:
        """One message. Whatever is wrong with it is answered, and the connection stays."""
        if self.heartbeat is None:
            return
        raw: Any = None
        try:
            raw = self._decode(text_data)
            self._check_turn(id_of(raw))
            await self._handle(parse(raw, self.opened.size_hw), is_late=is_late(raw))
        except Refused as refused:
            await self._send_error(id_of(raw), refused)
        except Annotation.DoesNotExist:
            await self.close(NO_ACCESS)
        except DataError as error:
            unkept = Refused(Code.BAD_MESSAGE, f"the database cannot keep this: {error}")
            await self._send_error(id_of(raw), unkept)
        except DatabaseError as error:
            log.warning("image %s: %s", self.image_id, error)
            detail = "the database did not answer; your change was not stored yet, send it again"
            await self._send_error(id_of(raw), Refused(Code.SERVER_ERROR, detail, retry=True))

    async def image_event(self, content: dict[str, Any]) -> None:
        """A document message for this editor, if the person may still see the image."""
        if self.presence is None:
            return
        if not await self._may_view():
            await self.close(NO_ACCESS)
            return
        message = content["message"]
        if message["op"] == "changed":
            if content["actor"] == self.user.pk and content["flags"]:
                self.flags = content["flags"]
            message = {**message, **self.flags}
        await self.send_json(message)

    async def image_cursor(self, content: dict[str, Any]) -> None:
        if self.presence is not None and content["channel"] != self.me.channel:
            await self.send_json({"op": "cursor", **{key: content[key] for key in ("channel", "x", "y")}})

    async def image_presence(self, content: dict[str, Any]) -> None:
        if self.presence is not None:
            await self.send_json({"op": "presence", "peers": await self.presence.peers()})

    async def image_leases(self, content: dict[str, Any]) -> None:
        if self.presence is not None and await self._may_view():
            await self._send_leases(content["leases"])

    async def image_status(self, content: dict[str, Any]) -> None:
        """Something about the worker or the workflow changed: tell it now, not at the next heartbeat."""
        if self.presence is None:
            return
        await self._send_status(only_changes=True)

    @classmethod
    async def encode_json(cls, content: Any) -> str:
        return json.dumps(content, separators=(",", ":"))

    async def _greet(self, opened: reading.Opened) -> None:
        self.opened = opened
        self.flags = {"can_undo": opened.can_undo, "can_redo": opened.can_redo}
        self.rate = Rate(MESSAGES_PER_S, BURST, time.monotonic())
        self.awaited: str | None = None
        self.last_cursor = 0.0
        self.last_status: dict[str, Any] = {}
        self.last_problem: dict[str, Any] | None = None
        self.last_leases = opened.leases
        self.me = Peer(channel=self.channel_name.rsplit(".", 1)[-1][-12:], **person_view(self.user))
        self.presence = Presence(self.image_id, self.me)
        self.refusals = Refusals(self.user.pk)
        await self.presence.renew()
        features = await database_sync_to_async(self._prepare)()
        await self.send_json(
            {
                "op": "hello",
                "revision": opened.revision,
                "you": {**person_view(self.user), "channel": self.me.channel},
                "peers": await self.presence.peers(),
                "model": opened.model,
                "overlap": opened.overlap,
                "features": features,
                "can_write": allows(opened.role, Action.ANNOTATE) and permits(self.user, Action.ANNOTATE),
                "leases": opened.leases,
                **self.flags,
            }
        )
        await publish(self.image_id, {"type": "image.presence"})
        self.heartbeat = asyncio.create_task(self._beat())

    def _prepare(self) -> str:
        """Have the features made ready, and work that lies unanswered taken up; returns the state of the features."""
        if not self.opened.is_ready:
            return "unavailable"
        digest = self.opened.model["digest"]
        send_encode(reading.to_encode(self.image_id, digest))
        sweep(image_id=self.image_id)
        worker = worker_for(self.image_id, digest)
        return reading.features_state(str(self.image_id), digest, worker.id if worker else None)

    def _look(self, message: Look) -> None:
        """Have a crop encoded for who may click in it, so that the first click there finds it done."""
        role = reading.role_of(self.user.pk, self.image_id)
        if role is None:
            raise Annotation.DoesNotExist(f"no image {self.image_id} that user {self.user.pk} may see")
        check_message(role, message, self.opened.state)
        digest = reading.pinned_digest(self.image_id) or self.opened.model["digest"]
        if self.opened.is_ready and digest:
            send_encode([{"image": str(self.image_id), "digest": digest, "crop": message.crop.to_list()}])

    def _check_turn(self, client_id: str | None) -> None:
        """Operations are done in the order in which a person made them: none before one that is to be sent again."""
        if not self.rate.allows(time.monotonic()):
            detail = f"more than {MESSAGES_PER_S} messages a second; send it again a little later"
            raise Refused(Code.RATE_LIMITED, detail, retry=True)
        if client_id is None or self.awaited is None:
            return
        if client_id != self.awaited:
            detail = f"operation {self.awaited} comes before this one; send that again, then this"
            raise Refused(Code.CONFLICT, detail, retry=True)
        self.awaited = None

    def _decode(self, text_data: str | None) -> Any:
        if text_data is None or len(text_data) > MAX_MESSAGE_BYTES:
            raise Refused(Code.BAD_MESSAGE, f"a message must be JSON text of at most {MAX_MESSAGE_BYTES} bytes")
        try:
            return json.loads(text_data)
        except (ValueError, RecursionError) as error:
            raise Refused(Code.BAD_MESSAGE, f"this is not JSON: {error}") from error

    async def _handle(self, message: Message, *, is_late: bool) -> None:
        check_token(self.user, message)
        if isinstance(message, Cursor):
            await self._move_cursor(message)
            return
        if isinstance(message, Look):
            await database_sync_to_async(self._look)(message)
            return
        if isinstance(message, TakeOver):
            await self._tell_all_leases(await database_sync_to_async(do_take_over)(self.user, self.image_id, message))
            return
        outcome = await self._perform(message, is_late=is_late)
        ack = {"op": "ack", "id": str(message.id), "revision": outcome.revision, "repeated": outcome.is_repeated}
        await self.send_json(ack)
        if outcome.changed is not None:
            await self._announce(outcome)
        await self._tell_all_leases(outcome.leases)
        if outcome.is_unserved:
            await self._send_status(only_changes=True)

    async def _perform(self, message: Operation, *, is_late: bool) -> Outcome:
        if is_late:
            await self.refusals.check(message.id)
        try:
            act = database_sync_to_async(perform)
            return await act(self.user, self.image_id, message, is_late=is_late, takes_lease=True)
        except Refused as refused:
            if not refused.retry:
                await self.refusals.remember(message.id, refused)
            raise

    async def _announce(self, outcome: Outcome) -> None:
        flags = {"can_undo": outcome.can_undo, "can_redo": outcome.can_redo}
        content = event(outcome.changed or {}, actor=self.user.pk, flags=flags)
        if not await publish(self.image_id, content):
            await self.image_event(content)
        if outcome.image_state is not None:
            await database_sync_to_async(publish_image)(self.image_id)

    async def _tell_all_leases(self, leases: list[dict[str, Any]] | None) -> None:
        if leases is not None and not await publish(self.image_id, {"type": "image.leases", "leases": leases}):
            await self._send_leases(leases)

    async def _send_leases(self, leases: list[dict[str, Any]]) -> None:
        if leases != self.last_leases:
            self.last_leases = leases
            await self.send_json({"op": "leases", "leases": leases})

    async def _is_elsewhere(self) -> bool:
        """Whether the person has this image open in another tab, or has come back already."""
        assert self.presence is not None
        peers = await self.presence.peers()
        return any(peer["id"] == self.user.pk and peer["channel"] != self.me.channel for peer in peers)

    async def _move_cursor(self, message: Cursor) -> None:
        self.me.cursor_xy = message.point_xy
        now = time.monotonic()
        if message.point_xy is not None and now - self.last_cursor < CURSOR_EVERY_S:
            return
        self.last_cursor = now
        x, y = message.point_xy or (None, None)
        await publish(self.image_id, {"type": "image.cursor", "channel": self.me.channel, "x": x, "y": y})

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT_S)
            try:
                assert self.presence is not None
                if not await database_sync_to_async(is_still_valid)(self.scope):
                    await self.close(NOT_LOGGED_IN)
                    return
                with suppress(RedisError, OSError):  # a subscription that failed while Redis was away is made now
                    await self.channel_layer.group_add(group_of(self.image_id), self.channel_name)
                await self.presence.renew()
                await self._send_status()
            except Exception:
                log.exception("heartbeat of image %s", self.image_id)

    async def _send_status(self, *, only_changes: bool = False) -> None:
        read = database_sync_to_async(reading.read_status)
        status = await read(self.user.pk, self.image_id, is_fresh=only_changes)
        if status is None or not allows(status.role, Action.VIEW):
            await self.close(NO_ACCESS)
            return
        if status.is_ready and status.size_hw != self.opened.size_hw:
            self.opened = reading.with_size(self.opened, status.size_hw)
        message = {
            "op": "status",
            "revision": status.revision,
            "features": status.features,
            "queue": status.queue,
            "pending": status.is_pending,
            "state": str(status.state),
            "overlap": status.overlap,
            "model": status.availability.model,
            "problem": status.availability.problem,
        }
        await self._tell_unserved(status)
        await self._send_leases(status.leases)
        if not only_changes or message != self.last_status:
            self.last_status = message
            await self.send_json(message)
        if status.is_lease_due:
            await database_sync_to_async(do_renew)(self.image_id, self.user.pk)
        if status.is_pending and not only_changes:
            await database_sync_to_async(sweep)(image_id=self.image_id)

    async def _tell_unserved(self, status: reading.Status) -> None:
        """An error, once, for who waits for masks that nobody can make. What a worker failed at, the worker tells."""
        is_unserved = status.is_pending and status.availability.model == "unavailable"
        problem = status.availability.problem if is_unserved else None
        if problem is not None and problem != self.last_problem:
            await self.send_json({"op": "error", "id": None, "retry": True, **problem})
        self.last_problem = problem

    async def _may_view(self) -> bool:
        return allows(await database_sync_to_async(reading.role_of)(self.user.pk, self.image_id), Action.VIEW)

    async def _send_error(self, client_id: str | None, refused: Refused) -> None:
        if refused.retry:
            self.awaited = self.awaited or client_id
        error = {"op": "error", "id": client_id, "code": refused.code, "detail": refused.detail, "retry": refused.retry}
        await self.send_json(error)
