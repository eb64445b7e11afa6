"""A command that prints JSON lines: what it says, how it ends, and that nothing of it is left."""

from __future__ import annotations

import sys
from contextlib import closing

import psutil
import pytest

from worker.json_process import ProcessFailed, json_lines


def command(program: str) -> list[str]:
    return [sys.executable, "-c", program]


def test_gives_the_objects_and_passes_over_everything_else() -> None:
    program = "print('hello'); print('[1]'); print('{\"a\": 1}'); print('{\"a\": 2}', end='\\n')"
    assert list(json_lines(command(program), lambda: None, 0.05)) == [{"a": 1}, {"a": 2}]


def test_variables_are_added_to_the_environment() -> None:
    program = "import json, os; print(json.dumps(dict(x=os.environ['X'], path='PATH' in os.environ)))"
    assert list(json_lines(command(program), lambda: None, 0.05, {"X": "y"})) == [{"x": "y", "path": True}]


def test_a_bad_end_gives_its_last_words_unless_it_said_why() -> None:
    with pytest.raises(ProcessFailed, match=r"ended with code 1: no room for that\."):
        list(json_lines(command("import sys; sys.exit('no room for that')"), lambda: None, 0.05))
    said = 'import sys; print(\'{"stage": "failed"}\'); sys.exit(1)'
    assert list(json_lines(command(said), lambda: None, 0.05)) == [{"stage": "failed"}]


def test_who_stops_reading_ends_the_process() -> None:
    program = "import json, os, time; print(json.dumps(dict(pid=os.getpid())), flush=True); time.sleep(600)"
    with closing(json_lines(command(program), lambda: None, 0.05)) as lines:
        pid = next(lines)["pid"]
        assert psutil.pid_exists(pid)
    assert not psutil.pid_exists(pid)


def test_a_process_that_will_not_end_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("worker.json_process.END_S", 0.2)
    program = (
        "import json, os, signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
        "print(json.dumps(dict(pid=os.getpid())), flush=True); time.sleep(600)"
    )
    with closing(json_lines(command(program), lambda: None, 0.05)) as lines:
        pid = next(lines)["pid"]
    assert not psutil.pid_exists(pid)
