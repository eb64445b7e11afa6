"""A mail server on loopback that keeps what it is sent: letters are read from it as their addressees would."""

from __future__ import annotations

import email
import re
from email.message import EmailMessage
from email.policy import default
from queue import Queue
from types import TracebackType
from typing import Any, Self

from aiosmtpd.controller import Controller

PATIENCE_S = 20


class SmtpSink:
    """Use as a context manager; ``url`` is what STIPPLE_EMAIL_URL takes."""

    def __init__(self, port: int) -> None:
        self.url = f"smtp://127.0.0.1:{port}/?from=stipple@example.org"
        self.letters: Queue[EmailMessage] = Queue()
        self._controller = Controller(self, hostname="127.0.0.1", port=port)

    def __enter__(self) -> Self:
        self._controller.start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._controller.stop()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.letters.put(email.message_from_bytes(envelope.content, policy=default))
        return "250 kept"

    def next_letter(self, address: str) -> str:
        """The text of the next letter, which must be to ``address``; waits for it."""
        letter = self.letters.get(timeout=PATIENCE_S)
        assert letter["To"] == address, f"a letter to {letter['To']}: {letter['Subject']}"
        assert letter["From"] == "stipple@example.org"
        return str(letter.get_content())

    def next_link(self, address: str) -> str:
        found = re.search(r"https?://\S+", self.next_letter(address))
        assert found, "the letter holds no link"
        return found.group()
