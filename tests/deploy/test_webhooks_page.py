"""docs/webhooks.md names every event, and its ten lines of Python take what Stipple sends and nothing else."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

from backend.webhooks.events import Happening
from backend.webhooks.signing import new_secret, signature

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "webhooks.md").read_text(encoding="utf-8")


def test_the_page_names_every_event() -> None:
    named: set[str] = set()
    for row in re.findall(r"^\| (`[a-z.`, ]+) \|", PAGE, re.MULTILINE):
        first, *others = re.findall(r"`([a-z.]+)`", row)
        named |= {first, *(first.split(".")[0] + other if other.startswith(".") else other for other in others)}
    assert named == {event.value for event in Happening}


def test_the_pages_python_takes_what_is_genuine_only() -> None:
    defined: dict[str, Any] = {}
    (source,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    exec(source, defined)
    is_genuine, secret, body, now = defined["is_genuine"], new_secret(), b'{"event":"ping"}', int(time.time())

    def headers(timestamp: int, *given: str) -> dict[str, str]:
        signed = {"webhook-id": "m", "webhook-timestamp": str(timestamp)}
        return signed | {"webhook-signature": " ".join(given or (signature(secret, "m", timestamp, body),))}

    assert is_genuine(secret, headers(now), body)
    assert is_genuine(secret, headers(now, "v1,old", signature(secret, "m", now, body)), body)
    assert not is_genuine(new_secret(), headers(now), body)
    assert not is_genuine(secret, headers(now), body + b" ")
    assert not is_genuine(secret, headers(now - 3600), body)
