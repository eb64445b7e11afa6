"""The Chromium of benchmarks and browser tests: headless, drawing in software. Importing this needs no playwright."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
VIEWPORT: Any = {"width": 1440, "height": 900}


class NoBrowser(RuntimeError):
    """Playwright or Chromium is missing; the message says which, and what to do."""


def find_chromium() -> str:
    """The path of the program. Raises NoBrowser, also where playwright is not installed."""
    try:
        import playwright.sync_api  # noqa: F401
    except ImportError as error:
        raise NoBrowser("this needs a browser: install playwright (it is in deploy/requirements/test.txt)") from error
    path = os.environ.get("STIPPLE_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        raise NoBrowser(f"no Chromium ({', '.join(NAMES)}); install one, or set STIPPLE_CHROMIUM to its path")
    return path


@contextmanager
def chromium() -> Iterator[Browser]:
    """Raises NoBrowser."""
    path = find_chromium()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()
