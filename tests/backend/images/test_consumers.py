"""The project socket: who may open it, and who still hears when the role is gone."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from asgiref.testing import ApplicationCommunicator
from channels.db import database_sync_to_async
from channels.layers import get_channel_layer
from channels.routing import URLRouter
from django.contrib.auth.models import AnonymousUser
from pytest_django import Settings

from backend.accounts.models import Membership
from backend.config.urls import websocket_urlpatterns
from backend.images.consumers import NO_ACCESS, NOT_LOGGED_IN
from backend.images.models import Image
from backend.images.publishing import publish_image
from backend.projects.models import Project
from tests.conftest import Cast, ClientOf

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def layer(settings: Settings) -> None:
    settings.CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}


class Socket(ApplicationCommunicator):
    """A page's end of the socket of a project."""

    def __init__(self, user: Any, project_id: int, **more: Any) -> None:
        path = f"/ws/projects/{project_id}/"
        scope = {
            "type": "websocket",
            "path": path,
            "headers": [],
            "query_string": b"",
            "subprotocols": [],
            "user": user,
            **more,
        }
        super().__init__(URLRouter(websocket_urlpatterns), scope)

    async def connect(self) -> None:
        await self.send_input({"type": "websocket.connect"})
        assert (await self.receive_output())["type"] == "websocket.accept"

    async def message(self) -> Any:
        return json.loads((await self.receive_output())["text"])

    async def close(self) -> None:
        await self.send_input({"type": "websocket.disconnect", "code": 1000})
        await self.wait()


async def close_code(user: Any, project_id: int) -> int:
    socket = Socket(user, project_id)
    await socket.connect()
    message = await socket.receive_output()
    assert message["type"] == "websocket.close"
    return int(message["code"])


async def test_every_member_is_greeted(cast: Cast, project: Project) -> None:
    for user in (cast.alice, cast.mallory, cast.rita, cast.bob, cast.victor):
        socket = Socket(user, project.pk)
        await socket.connect()
        assert await socket.message() == {"op": "hello"}
        await socket.close()


async def test_strangers_and_nobody_are_sent_away(cast: Cast, project: Project) -> None:
    assert await close_code(cast.charlie, project.pk) == NO_ACCESS
    assert await close_code(AnonymousUser(), project.pk) == NOT_LOGGED_IN
    assert await close_code(cast.alice, 987_654) == NO_ACCESS


async def test_members_hear_of_an_image(cast: Cast, project: Project, make_image: Callable[..., Image]) -> None:
    image = await database_sync_to_async(make_image)()
    socket = Socket(cast.victor, project.pk)
    await socket.connect()
    await socket.message()
    await socket.send_input({"type": "websocket.receive", "text": "{not json"})
    await database_sync_to_async(publish_image)(image.pk)
    message = await socket.message()
    assert (message["op"], message["image"]["id"], message["image"]["object_count"]) == ("image", str(image.pk), 0)
    await socket.close()


async def test_who_lost_the_role_hears_nothing_more(cast: Cast, project: Project) -> None:
    socket = Socket(cast.bob, project.pk)
    await socket.connect()
    await socket.message()
    await Membership.objects.filter(user=cast.bob).adelete()
    layer = get_channel_layer()
    assert layer is not None
    await layer.group_send(f"project-{project.pk}", {"type": "project.news", "message": {"op": "secret"}})
    message = await socket.receive_output()
    assert (message["type"], message["code"]) == ("websocket.close", NO_ACCESS)


async def test_who_logged_out_hears_nothing_more(cast: Cast, project: Project, client_of: ClientOf) -> None:
    client = await database_sync_to_async(client_of)(cast.bob)
    session = client.session
    socket = Socket(cast.bob, project.pk, session=session)
    await socket.connect()
    assert await socket.message() == {"op": "hello"}
    await database_sync_to_async(client.logout)()
    layer = get_channel_layer()
    assert layer is not None
    await layer.group_send(f"project-{project.pk}", {"type": "project.news", "message": {"op": "secret"}})
    message = await socket.receive_output()
    assert (message["type"], message["code"]) == ("websocket.close", NOT_LOGGED_IN)
