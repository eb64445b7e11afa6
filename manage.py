#!/usr/bin/env python3
"""Django's entry point and the one command line of the product."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.config.settings")
    try:
        from django.core.management import execute_from_command_line
    except ImportError as error:
        raise SystemExit(f"{error}. Run `make run` once: it installs everything into .venv.") from error
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
