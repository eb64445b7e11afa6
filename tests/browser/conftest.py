"""The whole product on a data folder of its own, and a real Chromium to use it with."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from backend.config.env import REPOSITORY
from backend.operations.bench.chromium import VIEWPORT, chromium
from backend.operations.bench.temporary_product import TemporaryProduct

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
PhotoFiles = list[Path]


@pytest.fixture(scope="session")
def product() -> Iterator[TemporaryProduct]:
    with TemporaryProduct() as running:
        yield running


@pytest.fixture(scope="module", name="chromium")
def running_chromium() -> Iterator[Browser]:
    """One for each file of tests: a browser that stops to answer after hundreds of pages fails no others."""
    with chromium() as browser:
        yield browser


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """``open_page()`` is a page of a new browser profile; console errors that it printed fail the test."""
    contexts: list[Any] = []
    problems: list[str] = []

    def make(**options: Any) -> Page:
        context = chromium.new_context(viewport=VIEWPORT, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(f"{page.url}: {error}"))
        return page

    yield make
    for context in contexts:
        context.close()
    assert problems == [], "the page threw"


@pytest.fixture(scope="session")
def photos() -> PhotoFiles:
    """The photos of the demo project."""
    folder = REPOSITORY / "backend" / "images" / "demo"
    return sorted(path for path in folder.iterdir() if path.suffix in (".jpg", ".png"))
