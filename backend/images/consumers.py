"""/ws/projects/{id}/: news of uploads, processing and jobs to the open pages of a project. It listens to nothing."""

from __future__ import annotations

from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer

from backend.accounts.roles import Action, Role, allows
from backend.accounts.sessions import is_still_valid
from backend.images.visibility import news_for
from backend.projects.access import role_in
from backend.projects.channel import project_group

NOT_LOGGED_IN = 4401
NO_ACCESS = 4404


class ProjectConsumer(AsyncJsonWebsocketConsumer):
    group = ""
    role: Role | None = None

    async def connect(self) -> None:
        """Accept first in any case: a browser cannot read the close code of a handshake that was refused."""
        await self.accept()
        self.project_id = int(self.scope["url_route"]["kwargs"]["project_id"])
        user = self.scope.get("user")
        if user is None or not user.is_authenticated:
            await self.close(NOT_LOGGED_IN)
        elif (code := await self._refusal()) is not None:
            await self.close(code)
        else:
            self.group = project_group(self.project_id)
            await self.channel_layer.group_add(self.group, self.channel_name)
            await self.send_json({"op": "hello"})

    async def disconnect(self, code: int) -> None:
        if self.group:
            await self.channel_layer.group_discard(self.group, self.channel_name)

    async def receive_json(self, content: Any, **kwargs: Any) -> None:
        """Nothing is expected from the page; whatever comes is dropped."""

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None, **kwargs: Any) -> None:
        """Not even parsed."""

    async def project_news(self, event: dict[str, Any]) -> None:
        """Pass on what the person may read of it, if they are still logged in and may still see the project."""
        if (code := await self._refusal()) is not None:
            await self.close(code)
        elif (message := news_for(self.role, event["message"])) is not None:
            await self.send_json(message)

    @database_sync_to_async
    def _refusal(self) -> int | None:
        """The close code when the person is logged out or has no access (any more)."""
        if not is_still_valid(self.scope):
            return NOT_LOGGED_IN
        self.role = role_in(self.scope["user"], self.project_id)
        return None if allows(self.role, Action.VIEW) else NO_ACCESS
