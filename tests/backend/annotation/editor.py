"""One open page, as a browser has it: its end of a socket."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from asgiref.testing import ApplicationCommunicator
from channels.routing import URLRouter

from backend.config.urls import websocket_urlpatterns


class Editor:
    def __init__(self, path: str, user: Any) -> None:
        scope = {"type": "websocket", "path": path, "headers": [], "user": user}
        self.socket = ApplicationCommunicator(URLRouter(websocket_urlpatterns), scope)

    async def connect(self) -> None:
        await self.socket.send_input({"type": "websocket.connect"})
        assert (await self.socket.receive_output(5))["type"] == "websocket.accept"

    async def disconnect(self, code: int = 1000) -> None:
        if self.socket.future.done():
            return
        await self.socket.send_input({"type": "websocket.disconnect", "code": code})
        await self.socket.wait(5)

    async def send(self, **message: Any) -> None:
        await self.send_text(json.dumps(message))

    async def send_text(self, text: str) -> None:
        await self.socket.send_input({"type": "websocket.receive", "text": text})

    async def any(self) -> dict[str, Any]:
        output = await self.socket.receive_output(5)
        assert output["type"] == "websocket.send", output
        return json.loads(output["text"])

    async def next(self, op: str) -> dict[str, Any]:
        """The next message ``op``; others are passed over, but for an error that nobody expects."""
        async with asyncio.timeout(10):
            while (message := await self.any())["op"] != op:
                assert message["op"] != "error", message
        return message

    async def next_error(self) -> dict[str, Any]:
        async with asyncio.timeout(10):
            while (message := await self.any())["op"] != "error":
                pass
        return message

    async def closed(self) -> int:
        while (output := await self.socket.receive_output(5))["type"] != "websocket.close":
            pass
        return int(output["code"])

    async def refused(self) -> int:
        """The code with which it is closed before it was told anything."""
        output = await self.socket.receive_output(5)
        assert output["type"] == "websocket.close", output
        return int(output["code"])
