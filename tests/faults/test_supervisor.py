"""The supervisor with small children: nothing is left behind, the dead come back, mistakes are named."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from backend.operations.supervisor.guard import Guard

REPOSITORY = Path(__file__).resolve().parents[2]
PATIENCE_S = 20.0


class SmallProduct:
    """A running tests/faults/small_product.py on a data folder and a port of its own."""

    def __init__(self, data: Path, port: int) -> None:
        self.data = data
        self.port = port
        self.output = data.parent / f"output-{time.monotonic_ns()}.txt"
        variables = os.environ | {"STIPPLE_DATA": str(data), "PORT": str(port), "PYTHONPATH": str(REPOSITORY)}
        variables.pop("STIPPLE_REDIS_URL", None)
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "tests/faults/small_product.py"],
                cwd=REPOSITORY,
                env=variables,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def status(self) -> dict[str, Any]:
        try:
            return json.loads((self.data / "run" / "status.json").read_text())
        except (OSError, ValueError):
            return {}

    def printed(self) -> str:
        return self.output.read_text()

    def wait_until_ready(self) -> dict[str, Any]:
        wait_for(lambda: self.status().get("ready") and self.status()["pid"] == self.process.pid, self.printed)
        return self.status()

    def everybody(self) -> list[psutil.Process]:
        """The supervisor, its children, their children."""
        top = psutil.Process(self.process.pid)
        return [top, *top.children(recursive=True)]


def wait_for(holds: Callable[[], object], explain: Callable[[], str] = lambda: "") -> None:
    until = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < until, f"waited {PATIENCE_S} s in vain. {explain()}"
        time.sleep(0.02)


def alive(processes: list[psutil.Process]) -> list[str]:
    def is_there(process: psutil.Process) -> bool:
        try:
            return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return False

    return [f"{process.pid}" for process in processes if is_there(process)]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., SmallProduct]]:
    started: list[SmallProduct] = []

    def make(data: Path | None = None, port: int | None = None) -> SmallProduct:
        product = SmallProduct(data or tmp_path / "data", port or free_port())
        started.append(product)
        return product

    yield make
    for product in started:
        if product.process.poll() is None:
            product.process.terminate()
            product.process.wait(PATIENCE_S)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_stop_signal_ends_every_process_within_ten_seconds(
    start: Callable[..., SmallProduct], number: signal.Signals
) -> None:
    product = start()
    product.wait_until_ready()
    everybody = product.everybody()
    assert len(everybody) == 7, "supervisor, guardian, Valkey, three children, one grandchild"
    began = time.monotonic()
    product.process.send_signal(number)
    assert product.process.wait(PATIENCE_S) == 0, product.printed()
    assert time.monotonic() - began < 10
    assert alive(everybody) == []
    assert "stopped" in product.printed()


def test_kill_9_of_the_supervisor_leaves_no_process(start: Callable[..., SmallProduct]) -> None:
    product = start()
    product.wait_until_ready()
    everybody = product.everybody()
    product.process.kill()
    product.process.wait()
    wait_for(lambda: not alive(everybody), lambda: f"still there: {alive(everybody)}")


def test_a_new_guardian_knows_every_process_from_its_first_moment(tmp_path: Path) -> None:
    """The supervisor may be killed right after it has started one, before it can tell it anything."""
    with (tmp_path / "lock").open("w") as lock:
        guard = Guard(lock.fileno())
        child = subprocess.Popen(["sleep", "60"], start_new_session=True)
        guard.add(child.pid)
        os.kill(guard.pid, signal.SIGKILL)
        guard._process.wait(PATIENCE_S)
        guard._process = guard._start()
        guard.close()
        assert child.wait(PATIENCE_S) == -signal.SIGTERM


def test_kill_9_of_guardian_then_supervisor_leaves_no_process(start: Callable[..., SmallProduct]) -> None:
    product = start()
    guardian = product.wait_until_ready()["guardian"]
    os.kill(guardian, signal.SIGKILL)
    wait_for(lambda: len(alive(product.everybody())) == 7 and not psutil.pid_exists(guardian))
    everybody = product.everybody()
    product.process.kill()
    product.process.wait()
    wait_for(lambda: not alive(everybody), lambda: f"still there: {alive(everybody)}")


@pytest.mark.parametrize("name", ["valkey", "web", "interactive", "batch"])
def test_a_killed_child_is_started_again_and_said_so(start: Callable[..., SmallProduct], name: str) -> None:
    product = start()
    before = product.wait_until_ready()["children"][name]["pid"]
    group = [process for process in product.everybody() if os.getpgid(process.pid) == before]
    os.kill(before, signal.SIGKILL)
    wait_for(lambda: product.status()["children"][name]["restarts"] == 1 and product.status()["ready"])
    assert product.status()["children"][name]["pid"] != before
    assert alive(group) == [], "what the dead child had started is gone as well"
    assert re.search(rf"{name} \(process {before}\) was killed by SIGKILL .* it starts again", product.printed())
    wait_for(lambda: f"{name} is back" in product.printed())


def test_a_child_that_keeps_dying_waits_longer_each_time(start: Callable[..., SmallProduct]) -> None:
    product = start()
    product.wait_until_ready()
    (product.data / "ill").touch()
    wait_for(lambda: product.status()["children"]["web"]["restarts"] >= 3, product.printed)
    (product.data / "ill").unlink()
    said = re.findall(r"ended with code 3 .* starts again (.*)", product.printed())
    assert said[:3] == ["at once", "in 0.5 s", "in 1 s"]
    wait_for(lambda: product.status()["ready"], product.printed)


def test_a_child_that_never_starts_ends_the_start_with_its_last_words(
    start: Callable[..., SmallProduct], tmp_path: Path
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "ill").touch()
    product = start(data)
    assert product.process.wait(PATIENCE_S) == 1
    assert "web does not start (it ended 3 times, code 3)" in product.printed()
    assert "ValueError: I feel ill" in product.printed()


def test_a_second_start_on_the_same_folder_names_the_first(start: Callable[..., SmallProduct]) -> None:
    first = start()
    first.wait_until_ready()
    second = start(first.data)
    assert second.process.wait(PATIENCE_S) == 1
    assert f"already running on the data folder {first.data} (process {first.process.pid}" in second.printed()
    assert first.status()["ready"], "the first one goes on undisturbed"


def test_a_start_right_after_kill_9_waits_for_the_guardian(start: Callable[..., SmallProduct]) -> None:
    first = start()
    first.wait_until_ready()
    first.process.kill()
    first.process.wait()
    start(first.data, first.port).wait_until_ready()


def test_a_busy_port_is_named_with_another_to_take(start: Callable[..., SmallProduct]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        product = start(port=port)
        assert product.process.wait(PATIENCE_S) == 1
        assert f"Port {port} on 127.0.0.1 is taken by another program" in product.printed()


def test_a_deep_data_folder_gets_a_short_socket_of_its_own(start: Callable[..., SmallProduct], tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 60) / ("e" * 60)
    deep.mkdir(parents=True)
    product = start(deep)
    product.wait_until_ready()
    assert "too long for a unix socket" in product.printed()
    place = Path(re.search(r"Valkey's lies in (\S+)\.", product.printed()).group(1))  # type: ignore[union-attr]
    assert (place / "valkey.sock").is_socket()
    assert place.stat().st_mode & 0o077 == 0
