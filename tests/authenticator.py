"""An authenticator app of our own (RFC 6238 with HMAC-SHA-1), so that tests do not ask the code they check."""

from __future__ import annotations

import base64
import hmac
import struct
import time
from dataclasses import dataclass, field

from backend.accounts import second_factor
from backend.accounts.models import User

STEP_S = 30


@dataclass
class Authenticator:
    """``code()`` is one that has not been used: of now, or of a step beside it, which servers take as well."""

    secret: str
    used: set[int] = field(default_factory=set)
    recovery_codes: list[str] = field(default_factory=list)

    def code(self) -> str:
        now = int(time.time()) // STEP_S
        step = next(step for step in (now, now + 1, now - 1) if step not in self.used)
        self.used.add(step)
        return self.code_at(step)

    def code_at(self, step: int) -> str:
        key = base64.b32decode(self.secret)
        digest = hmac.new(key, struct.pack(">Q", step), "sha1").digest()
        offset = digest[-1] & 15
        number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
        return f"{number % 10**6:06}"


def with_app(user: User) -> Authenticator:
    """Two-step login of ``user`` is on, with this app."""
    app = Authenticator(second_factor.offer(user).secret)
    app.recovery_codes = second_factor.switch_on(user, app.secret, app.code())
    return app
