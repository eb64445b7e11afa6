"""JSON lines of progress: few, but never without the end of a stage."""

from __future__ import annotations

import io
import json

from model.checkpoints.progress import JsonLines


def test_many_steps_become_few_lines_and_the_last_is_among_them() -> None:
    stream = io.StringIO()
    progress = JsonLines(stream)
    for done in range(1001):
        progress("fetch", done, 1000, "a.pth")
    progress("verify", 0, 2, "reading")
    progress("verify", 0, 2, "comparing")
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    fetched = [line for line in lines if line["stage"] == "fetch"]
    assert fetched[0]["done"] == 0 and fetched[-1] == {"stage": "fetch", "done": 1000, "total": 1000, "detail": "a.pth"}
    assert len(fetched) < 100
    assert [line["detail"] for line in lines if line["stage"] == "verify"] == ["reading", "comparing"]
