"""The command `manage.py run`: check, lock, set up on the first start, supervise. Exit code 0 after a stop, else 1."""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from backend.config.env import REPOSITORY, BadSetting, Environment, read_environment
from backend.operations.supervisor.first_start import is_setup_due, write_stamp
from backend.operations.supervisor.guard import Guard
from backend.operations.supervisor.listening import PortUnavailable, listen
from backend.operations.supervisor.lock import AlreadyRunning, run_folder, take_lock
from backend.operations.supervisor.logs import Logs
from backend.operations.supervisor.processes import Plan, plan
from backend.operations.supervisor.supervisor import StartFailed, Supervisor
from backend.operations.supervisor.valkey import NoValkey

MakePlan = Callable[[Environment, int], Plan]
HELP = "Run the whole product on this machine: Valkey, the web process, an interactive and a batch worker."


class SetupFailed(RuntimeError):
    """`manage.py setup` ended with an error; it has printed why."""


FAILURES = (BadSetting, AlreadyRunning, PortUnavailable, NoValkey, StartFailed, SetupFailed)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, help="overrides PORT")
    parser.add_argument("--verbose-children", action="store_true", help="print every line of the children")
    parser.add_argument("--no-setup", action="store_true", help="never run `manage.py setup` first")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="manage.py run", description=HELP)
    add_arguments(parser)
    return run(parser.parse_args(arguments))


def run(options: argparse.Namespace, make_plan: MakePlan = plan) -> int:
    """``make_plan`` says what to start; tests give a smaller product than the real one."""
    try:
        environment = read_environment()
        if options.port:
            environment = replace(environment, port=options.port)
        _supervise(environment, options, make_plan)
    except FAILURES as failure:
        print(f"Stipple cannot run: {failure}", file=sys.stderr)
        return 1
    return 0


def _supervise(environment: Environment, options: argparse.Namespace, make_plan: MakePlan) -> None:
    run_folder(environment.data)
    lock = take_lock(environment.data)
    with listen(environment.host, environment.port) as listener:
        logs = Logs(environment.data / "logs", show_all=options.verbose_children)
        chosen = make_plan(environment, listener.fileno())
        guard = Guard(lock)
        supervisor = Supervisor(environment, chosen, guard, logs, _url(environment))
        try:
            _begin(supervisor, chosen, logs, is_setup_wanted=not options.no_setup)
            supervisor.run()
        finally:
            supervisor.stop()
            guard.close()
            logs.close()


def _begin(supervisor: Supervisor, chosen: Plan, logs: Logs, is_setup_wanted: bool) -> None:
    environment = supervisor.environment
    logs.say(f"starting on {environment.data}")
    for note in chosen.notes:
        logs.say(note)
    if not _front_end_index().exists():
        logs.say("the front end is not built, the pages will say so: run `make run`, or `make frontend` once")
    supervisor.start_valkey()
    if is_setup_wanted and not supervisor.is_asked_to_stop and is_setup_due(environment):
        logs.say("setting up the database")
        _set_up()
        write_stamp(environment)
    if not supervisor.is_asked_to_stop:
        supervisor.start_others()


def _set_up() -> None:
    code = subprocess.run([sys.executable, "manage.py", "setup"], cwd=REPOSITORY, stdin=subprocess.DEVNULL).returncode
    if code:
        raise SetupFailed(f"`manage.py setup` ended with code {code}; its last lines above say why")


def _front_end_index() -> Path:
    return REPOSITORY / "frontend" / "dist" / "index.html"


def _url(environment: Environment) -> str:
    host = "localhost" if environment.host in ("127.0.0.1", "0.0.0.0", "::", "::1", "") else environment.host  # noqa: S104
    return f"http://{f'[{host}]' if ':' in host else host}:{environment.port}"
