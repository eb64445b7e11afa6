"""Two thousand objects on one image: found, grouped, changed one by one and together."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from backend.operations.bench.blobs import blobs
from backend.operations.bench.temporary_product import TemporaryProduct
from backend.operations.client.account import Account
from backend.operations.client.editor import Editor
from backend.operations.client.photos import resized_photos
from backend.operations.client.projects import ClientProject, make_project
from kernels.rle import Rle
from tests.browser import people

pytestmark = pytest.mark.browser

COUNT = 2000
WIDTH, HEIGHT = 1600, 1200
PER_OPERATION = 200
CHOSEN = 1234
"""The number, from 1, of the object that is worked on."""
MASKS = (
    "() => Object.fromEntries([...window.__stipple.store.get().sync.document.objects.values()].map(o => [o.id, o.rle]))"
)
ORDER = "() => [...window.__stipple.store.get().sync.document.objects.keys()]"
LABELS = """() => Object.fromEntries([...window.__stipple.store.get().sync.document.objects.values()]
  .map((object) => [object.id, object.label]))"""
IS_SAVED = "() => window.__stipple.store.get().sync.pending.length === 0"


@pytest.fixture(scope="module")
def crowd(product: TemporaryProduct) -> tuple[str, ClientProject, list[str], np.ndarray]:
    """An image with ``COUNT`` objects, its project, their ids as they were made, and their label map."""
    masks, labels = blobs(COUNT, (HEIGHT, WIDTH), seed=5)
    ids = [str(uuid.uuid4()) for _ in masks]
    with Account(product.url, product.username, product.password) as account:
        project = make_project(account, f"Crowd {uuid.uuid4()}", resized_photos(1, (WIDTH, HEIGHT), variant=7))
        with ThreadPoolExecutor(1) as thread:  # Playwright has a running loop in this one
            thread.submit(asyncio.run, _paste(account, project, ids, masks)).result()
    return project.image_ids[0], project, ids, labels


async def _paste(account: Account, project: ClientProject, ids: list[str], masks: list[Rle]) -> None:
    labels = project.label_ids
    shapes = [
        {"object": key, "label": labels[number % len(labels)], "rle": rle}
        for number, (key, rle) in enumerate(zip(ids, masks, strict=True))
    ]
    async with Editor(account, project.image_ids[0]) as editor:
        for start in range(0, COUNT, PER_OPERATION):
            part = shapes[start : start + PER_OPERATION]
            await editor.send({"op": "reshape", "objects": part, "removed": [], "reason": "paste"})


@pytest.fixture
def page(product: TemporaryProduct, open_page: Callable[..., Page], crowd: tuple[str, Any, Any, Any]) -> Page:
    page = open_page()
    people.log_in(page, product, f"/images/{crowd[0]}")
    people.wait_for_model(page)
    expect(page.get_by_test_id("object-count")).to_have_text(f"{COUNT}")
    return page


def rows(page: Page) -> Locator:
    return page.get_by_test_id("object-row")


def search(page: Page, text: str) -> None:
    page.get_by_test_id("object-search").fill(text)


def test_the_list_holds_only_what_is_in_sight_and_scrolls_to_the_last(page: Page) -> None:
    assert 0 < rows(page).count() < 60
    last = rows(page).filter(has_text=f" {COUNT}").first
    page.get_by_test_id("object-row").first.evaluate(
        "row => { const l = row.closest('div'); l.scrollTop = l.scrollHeight; }"
    )
    expect(last).to_be_visible()
    assert rows(page).count() < 60


def test_a_click_on_one_of_them_changes_only_that_one(
    page: Page, crowd: tuple[str, Any, list[str], np.ndarray]
) -> None:
    _, _, ids, labels = crowd
    before, chosen = page.evaluate(MASKS), page.evaluate(ORDER)[CHOSEN - 1]
    search(page, f"#{CHOSEN}")
    expect(rows(page)).to_have_count(1)
    rows(page).get_by_role("button", name="Select").click()
    assert page.evaluate("window.__stipple.store.get().view.selection") == chosen
    ys, xs = np.nonzero(labels == ids.index(chosen) + 1)
    x, y = _beside(labels, float(xs.mean()), float(ys.mean()))
    page.keyboard.press("c")
    people.click_at(page, x, y)
    people.wait_until_settled(page)
    after = page.evaluate(MASKS)
    assert [key for key in ids if after[key] != before[key]] == [chosen]


def _beside(labels: np.ndarray, x: float, y: float) -> tuple[float, float]:
    """The free pixel nearest to the middle of an object."""
    free = np.argwhere(labels == 0)
    row, column = free[np.hypot(free[:, 0] - y, free[:, 1] - x).argmin()]
    return float(column) + 0.5, float(row) + 0.5


def test_all_that_were_found_get_another_label_in_one_step(page: Page) -> None:
    before, ids = page.evaluate(LABELS), page.evaluate(ORDER)
    search(page, "401-600")
    expect(page.get_by_test_id("object-count")).to_have_text(f"200 of {COUNT:,}")
    page.get_by_test_id("bulk-menu").click()
    page.get_by_role("menuitem", name="No label").click()
    page.wait_for_function(IS_SAVED)
    after = page.evaluate(LABELS)
    assert {after[key] for key in ids[400:600]} == {None}
    assert all(after[key] == before[key] for key in [*ids[:400], *ids[600:]])
    page.keyboard.press("Escape")
    page.get_by_test_id("canvas").focus()
    page.keyboard.press("Control+z")
    page.wait_for_function(IS_SAVED)
    page.wait_for_function(f"before => JSON.stringify(({LABELS})()) === JSON.stringify(before)", arg=before)


def test_grouped_by_label_a_group_is_folded_hidden_and_locked_as_one(
    page: Page, crowd: tuple[str, ClientProject, list[str], Any]
) -> None:
    labels = page.evaluate(LABELS)
    page.get_by_test_id("object-order").click()
    page.get_by_role("menuitem", name="Group by label").click()
    heading = page.get_by_test_id("group-row").first
    fold = heading.locator("[aria-expanded]")
    first_label = crowd[1].label_ids[0]
    mine = [key for key, label in labels.items() if label == first_label]
    expect(heading).to_contain_text(str(len(mine)))
    expect(page.get_by_test_id("group-row")).to_have_count(1)  # the others are farther down

    fold.focus()
    page.keyboard.press("ArrowLeft")
    expect(fold).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("ArrowRight")
    expect(fold).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Enter")
    expect(fold).to_have_attribute("aria-expanded", "false")
    if len(crowd[1].label_ids) > 1:
        expect(page.get_by_test_id("group-row")).to_have_count(2)

    heading.get_by_role("button", name="Hide all of").click()
    assert sorted(page.evaluate("[...window.__stipple.store.get().view.hidden]")) == sorted(mine)
    heading.get_by_role("button", name="Show all of").click()
    assert page.evaluate("window.__stipple.store.get().view.hidden.size") == 0
    heading.get_by_role("button", name="Lock all of").click()
    expect(heading.get_by_role("button", name="Unlock all of")).to_be_visible()
    page.wait_for_function(IS_SAVED)
    locked = page.evaluate(
        "[...window.__stipple.store.get().sync.document.objects.values()].filter(o => o.locked).map(o => o.id)"
    )
    assert sorted(locked) == sorted(mine)
    heading.get_by_role("button", name="Unlock all of").click()
    page.wait_for_function(IS_SAVED)
