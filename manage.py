#!/usr/bin/env python3
"""Django's entry point and the one command line of the product."""

import os
import sys

INSTALL = "Run `make run` once: it installs everything into .venv."


def main(arguments: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.config.settings")
    try:
        if arguments[1:2] == ["run"]:
            # The supervisor needs no Django: a second less before the first child starts.
            from backend.operations.supervisor.command import main as run

            return run(arguments[2:])
        from django.core.management import execute_from_command_line
    except ImportError as error:
        raise SystemExit(f"{error}. {INSTALL}") from error
    execute_from_command_line(arguments)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
