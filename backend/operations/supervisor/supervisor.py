"""The loop that starts the children, passes on what they print, restarts the dead and stops them all in order.

One thread: the kernel's parent-death signal (``child``) belongs to the thread that forked.
"""

from __future__ import annotations

import os
import selectors
import signal
import socket
import time
from pathlib import Path
from typing import Any

from backend.config.env import REPOSITORY, Environment
from backend.operations.supervisor.child import Child, ChildSpec, kill_group
from backend.operations.supervisor.guard import Guard
from backend.operations.supervisor.lock import write_status
from backend.operations.supervisor.logs import Logs
from backend.operations.supervisor.processes import Plan
from backend.operations.supervisor.readiness import RedisKeys
from backend.operations.supervisor.valkey import prepare_socket

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
STARTS_BEFORE_GIVING_UP = 3
LOOK_S = 0.05
REMIND_AFTER_S = 30.0


class StartFailed(RuntimeError):
    """A child died again and again before everything had been ready once; the message ends with its last words."""


class Supervisor:
    def __init__(self, environment: Environment, plan: Plan, guard: Guard, logs: Logs, url: str) -> None:
        self.environment = environment
        self.children: list[Child] = []
        self.was_ready = False
        self._plan = plan
        self._guard = guard
        self._logs = logs
        self._url = url
        self._keys = RedisKeys(environment.redis_url)
        self._selector = selectors.DefaultSelector()
        self._signals: list[int] = []
        self._began = time.monotonic()
        self._listen_to_signals()

    def start_valkey(self) -> None:
        """Start the embedded server and wait until it answers; raises StartFailed."""
        if self._plan.valkey is None:
            return
        self._add(self._plan.valkey)
        while not all(child.is_ready for child in self.children) and not self.is_asked_to_stop:
            self.step()

    def start_others(self) -> None:
        for spec in self._plan.others:
            self._add(spec)

    def run(self) -> None:
        """Keep everything running until a stop signal arrives; raises StartFailed."""
        while not self.is_asked_to_stop:
            self.step()

    @property
    def is_asked_to_stop(self) -> bool:
        return bool(self._signals)

    def step(self) -> None:
        """One turn: read what was printed, bury the dead, start what is due, look who has become ready."""
        for key, _ in self._selector.select(LOOK_S):
            if isinstance(key.data, Child):
                self._read(key.data)
            else:
                self._drain(key.fd)
        self._guard.check()
        for child in self.children:
            if child.process is not None and child.process.poll() is not None:
                self._bury(child, child.process.returncode)
            if child.process is None and time.monotonic() >= child.start_at:
                self._start(child)
            if not child.is_ready and child.process is not None:
                self._look(child, None)
                self._remind(child)

    def stop(self) -> None:
        """End the children rank by rank: SIGTERM, then SIGKILL to the whole group after the child's ``stop_s``."""
        self._logs.say("stopping")
        for rank in sorted({child.spec.rank for child in self.children}):
            self._stop_rank([child for child in self.children if child.spec.rank == rank and child.process])
        self._write_status()
        self._selector.close()
        self._logs.say("stopped")

    def _add(self, spec: ChildSpec) -> None:
        child = Child(spec)
        self.children.append(child)
        self._start(child)

    def _start(self, child: Child) -> None:
        if child.spec.name == "valkey":
            prepare_socket(_socket_path(child.spec))
        if child.spec.ready_key:
            self._keys.delete(child.spec.ready_key)
        child.start(str(REPOSITORY))
        assert child.process and child.process.stdout
        self._guard.add(child.process.pid)
        self._selector.register(child.process.stdout, selectors.EVENT_READ, child)
        self._write_status()

    def _read(self, child: Child) -> None:
        for line in child.read_lines():
            self._logs.child_line(child.spec.name, line)
            if not child.is_ready:
                self._look(child, line)

    def _look(self, child: Child, line: str | None) -> None:
        if not child.spec.readiness.is_ready(line):
            return
        child.became_ready()
        if child.restarts:
            self._logs.say(f"{child.spec.name} is back")
        if not self.was_ready and len(self.children) > 1 and all(other.is_ready for other in self.children):
            self.was_ready = True
            self._logs.say(self._welcome())
        self._write_status()

    def _remind(self, child: Child) -> None:
        """Say once per start that a child takes unusually long."""
        if child.is_ready or child.is_late or time.monotonic() - child.started_at < REMIND_AFTER_S:
            return
        child.is_late = True
        path = self.environment.data / "logs" / f"{child.spec.name}.log"
        self._logs.say(f"{child.spec.name} is still not ready after {REMIND_AFTER_S:.0f} s; see {path}")

    def _bury(self, child: Child, code: int) -> None:
        assert child.process and child.process.stdout
        group = child.process.pid
        self._read(child)
        self._selector.unregister(child.process.stdout)
        child.process.stdout.close()
        kill_group(group)
        self._guard.remove(group)
        lived_s = child.died()
        if not self.was_ready and child.restarts >= STARTS_BEFORE_GIVING_UP:
            raise StartFailed(self._last_words(child, code))
        when = "at once" if child.backoff.delay_s == 0 else f"in {child.backoff.delay_s:g} s"
        how = f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"
        self._logs.say(f"{child.spec.name} (process {group}) {how} after {lived_s:.0f} s; it starts again {when}")
        self._write_status()

    def _stop_rank(self, children: list[Child]) -> None:
        for child in children:
            assert child.process
            child.process.terminate()
        until = {child.spec.name: time.monotonic() + child.spec.stop_s for child in children}
        while left := [child for child in children if child.process and child.process.poll() is None]:
            for key, _ in self._selector.select(LOOK_S):
                if isinstance(key.data, Child):
                    self._read(key.data)
            for child in left:
                if time.monotonic() > until[child.spec.name] or len(self._signals) > 1:
                    child.kill_group()
        for child in children:
            assert child.process and child.process.stdout
            self._read(child)
            child.kill_group()
            self._guard.remove(child.process.pid)
            self._selector.unregister(child.process.stdout)
            child.process.stdout.close()
            child.process = None
            child.is_ready = False

    def _welcome(self) -> str:
        return (
            f"Stipple is ready: {self._url}   ({time.monotonic() - self._began:.1f} s)\n"
            f"data: {self.environment.data}   logs: {self.environment.data / 'logs'}   stop: Ctrl-C"
        )

    def _last_words(self, child: Child, code: int) -> str:
        tail = "\n".join(f"  {line}" for line in self._logs.tail(child.spec.name, 12))
        path = self.environment.data / "logs" / f"{child.spec.name}.log"
        return f"{child.spec.name} does not start (it ended {child.restarts} times, code {code}). {path} ends:\n{tail}"

    def _write_status(self) -> None:
        children: dict[str, Any] = {
            child.spec.name: {
                "pid": child.process.pid if child.process else None,
                "ready": child.is_ready,
                "restarts": child.restarts,
            }
            for child in self.children
        }
        write_status(
            self.environment.data,
            {
                "pid": os.getpid(),
                "guardian": self._guard.pid,
                "url": self._url,
                "ready": self.was_ready and all(child["ready"] for child in children.values()),
                "children": children,
            },
        )

    def _listen_to_signals(self) -> None:
        reader, writer = socket.socketpair()
        reader.setblocking(False)
        writer.setblocking(False)
        self._pair = (reader, writer)
        self._selector.register(reader, selectors.EVENT_READ, None)
        signal.set_wakeup_fd(writer.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        for number in STOP_SIGNALS:
            signal.signal(number, lambda number, _: self._signals.append(number))

    def _drain(self, descriptor: int) -> None:
        os.read(descriptor, 4096)


def _socket_path(spec: ChildSpec) -> Path:
    return Path(spec.command[spec.command.index("--unixsocket") + 1])
