"""Asking again: after a broken connection, and when the server says that it is busy. Pure."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from stipple.effects import Answer, Effect, Flow, Pause, Receive, Request, T
from stipple.errors import StippleError, Unreachable, refusal

BUSY = frozenset({429, 503})
GATEWAY = frozenset({502, 504})


@dataclass(frozen=True)
class Retries:
    """``first_s`` doubles with each attempt up to ``longest_s``; a server's own Retry-After is waited for up to
    ``patience_s``, and beyond that the error is the caller's."""

    count: int = 5
    first_s: float = 0.5
    longest_s: float = 20.0
    patience_s: float = 120.0

    def pause_s(self, attempt: int) -> float:
        """Before attempt ``attempt`` + 1; spread, so that many clients don't come back together."""
        whole: float = min(self.first_s * 2**attempt, self.longest_s)
        return whole * random.uniform(0.5, 1.0)  # noqa: S311


def with_retries(flow: Flow[T], retries: Retries) -> Flow[T]:
    """The same flow with its requests repeated where that is safe, and error answers raised in it."""
    try:
        effect = next(flow)
        while True:
            try:
                outcome = yield from _settled(effect, retries)
            except StippleError as error:
                effect = flow.throw(error)
            else:
                effect = flow.send(outcome)
    except StopIteration as stop:
        result: T = stop.value
        return result
    finally:
        flow.close()


def _settled(effect: Effect, retries: Retries) -> Flow[Any]:
    """The outcome of one effect. A ``Receive`` that broke is for its flow to go on with: it knows where it stood."""
    if isinstance(effect, Pause):
        yield effect
        return None
    request = effect.request if isinstance(effect, Receive) else effect
    attempt = 0
    while True:
        try:
            answer: Answer = yield effect
            pause_s = _pause_after(answer, request, attempt, retries)
        except Unreachable as error:
            may = not error.may_have_arrived or (request.may_repeat and not isinstance(effect, Receive))
            if attempt >= retries.count or not may:
                raise
            pause_s = retries.pause_s(attempt)
        if pause_s is None:
            if answer.status >= 400:
                raise _error(answer, request)
            return answer
        yield Pause(pause_s)
        attempt += 1


def _pause_after(answer: Answer, request: Request, attempt: int, retries: Retries) -> float | None:
    """How long to wait before asking again; None: this is the answer. 429, and 503 with Retry-After, say that nothing
    was done."""
    asked = retry_after_s(answer)
    is_untouched = answer.status == 429 or (answer.status == 503 and asked is not None)
    is_passing = answer.status in BUSY | GATEWAY and (is_untouched or request.may_repeat)
    if not is_passing or attempt >= retries.count or (asked or 0.0) > retries.patience_s:
        return None
    return max(asked or 0.0, retries.pause_s(attempt))


def retry_after_s(answer: Answer) -> float | None:
    """Of the header, which holds seconds or a date."""
    text = answer.headers.get("retry-after", "").strip()
    if text.isdigit():
        return float(text)
    try:
        at = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max((at - datetime.now(UTC)).total_seconds(), 0.0)


def _error(answer: Answer, request: Request) -> StippleError:
    try:
        problem = json.loads(answer.body) if "json" in answer.headers.get("content-type", "") else {}
    except ValueError:
        problem = {}
    found = problem if isinstance(problem, dict) else {}
    return refusal(request.where, answer.status, found, retry_after_s(answer))
