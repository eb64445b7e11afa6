"""`manage.py run` with a real Valkey and children that only sleep; one of them has a child of its own.

The children's readiness is a printed line. A file named ``ill`` in the data folder makes "web" end with code 3.
"""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import replace
from pathlib import Path

from backend.config.env import Environment
from backend.operations.supervisor.child import ChildSpec
from backend.operations.supervisor.command import add_arguments, run
from backend.operations.supervisor.processes import Plan, plan
from backend.operations.supervisor.readiness import PrintsLine

WEB = """
import pathlib, sys, time
is_ill = pathlib.Path(sys.argv[1], "ill").exists
if not is_ill():
    print("up", flush=True)
while not is_ill():
    time.sleep(0.02)
print("ValueError: I feel ill", flush=True)
sys.exit(3)
"""
PARENT = """
import signal, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print("child", child.pid, flush=True)
print("up", flush=True)
signal.signal(signal.SIGTERM, lambda *_: (child.terminate(), sys.exit(0)))
time.sleep(600)
"""
STUBBORN = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("up", flush=True)
time.sleep(600)
"""


def small_plan(environment: Environment, listener: int) -> Plan:
    real = plan(environment, listener)
    ready = PrintsLine(re.compile("^up$"))

    def spec(name: str, program: str, rank: int) -> ChildSpec:
        command = (sys.executable, "-c", program, str(environment.data))
        variables = real.others[0].environment
        return ChildSpec(name, command, variables, ready, rank=rank, stop_s=0.5)

    children = (spec("web", WEB, 0), spec("interactive", PARENT, 1), spec("batch", STUBBORN, 1))
    return replace(real, others=children)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    sys.exit(run(parser.parse_args(["--no-setup"]), small_plan))
