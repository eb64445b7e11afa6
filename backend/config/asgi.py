"""The web process: HTTP by Django, websockets by Channels."""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.config.settings")

import django

django.setup(set_prefix=False)

from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402

from backend.accounts.socket_gate import SocketGate  # noqa: E402
from backend.config.streaming import StreamingHandler  # noqa: E402
from backend.config.urls import websocket_urlpatterns  # noqa: E402

application = ProtocolTypeRouter(
    {
        "http": StreamingHandler(),
        "websocket": SocketGate(URLRouter(websocket_urlpatterns)),
    }
)
