"""Run the browser tests in this machine's Chromium (STIPPLE_CHROMIUM, or on the PATH); without one say so and pass."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str | None:
    named = os.environ.get("STIPPLE_CHROMIUM")
    return named or next((path for path in map(shutil.which, NAMES) if path), None)


def main() -> int:
    chromium = find_chromium()
    if not chromium:
        print(f"SKIPPED: the browser tests: no Chromium ({', '.join(NAMES)}); install one or set STIPPLE_CHROMIUM")
        return 0
    environment = os.environ | {"STIPPLE_CHROMIUM": chromium}
    code = subprocess.run([sys.executable, "-m", "pytest", "-m", "browser"], env=environment).returncode
    if code == 5:
        print("the browser tests: pytest collected none", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
