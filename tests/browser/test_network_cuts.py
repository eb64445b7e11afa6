"""Nothing is lost and nothing doubled: the network fails, the tab crashes, the session ends while somebody works.

The full count (twenty runs of 500 operations) is measured by `manage.py bench cuts`.
"""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from backend.operations.bench import cuts
from backend.operations.bench.cut_network import CutNetwork
from backend.operations.bench.temporary_product import TemporaryProduct
from backend.operations.client.account import Account
from kernels.rle import decode
from tests.browser import people

pytestmark = pytest.mark.browser

PENDING = "() => window.__stipple.store.get().sync.pending.length"
KEPT = """() => new Promise((done) => {
  const opening = indexedDB.open('stipple');
  opening.onsuccess = () => {
    const all = opening.result.transaction('operations').objectStore('operations').count();
    all.onsuccess = () => done(all.result);
  };
})"""


class Desk:
    """One person with one photo, behind a network that can be cut."""

    def __init__(self, product: TemporaryProduct, network: CutNetwork, page: Page, image: str) -> None:
        self.product, self.network, self.page, self.image = product, network, page, image
        self.path = f"/images/{image}"

    def log_in(self) -> None:
        self.page.goto(self.network.url + self.path)
        self.page.get_by_label("Username or e-mail").fill(self.product.username)
        self.page.get_by_label("Password", exact=True).fill(self.product.password)
        self.page.get_by_role("button", name="Log in").click()
        people.wait_for_model(self.page)

    def paint_offline(self) -> None:
        """Three dots on three new objects, which only the browser knows."""
        self.network.cut()
        expect(self.page.get_by_test_id("saving-state")).to_contain_text("Offline")
        self.page.keyboard.press("b")
        for x in (100, 200, 300):
            self.page.keyboard.press("Escape")
            people.click_at(self.page, x, 120)
        expect(self.page.get_by_test_id("saving-state")).to_contain_text("3 changes kept")
        assert self.page.evaluate(KEPT) == 3

    def stored(self, account: Account) -> tuple[list[tuple[int, int]], list[str]]:
        """Where the painted objects lie (x, y), in the order in which they were made, and the kinds in the log."""
        objects = account.get(f"/api/v1/images/{self.image}/annotation/")["objects"]
        middles = []
        for thing in sorted(objects, key=lambda thing: thing["z"]):
            x, y, width, height = thing["bbox"]
            assert decode(thing["rle"]).sum() == thing["area"] > 0
            middles.append((round(x + width / 2), round(y + height / 2)))
        log = account.all_pages(f"/api/v1/images/{self.image}/operations/")
        return middles, [operation["kind"] for operation in log]


PAINTED = ([(100, 120), (200, 120), (300, 120)], ["paint"] * 3)


@pytest.fixture
def account(product: TemporaryProduct) -> Iterator[Account]:
    with Account(product.url, product.username, product.password) as account:
        yield account


@pytest.fixture
def desk(product: TemporaryProduct, open_page: Callable[..., Page], photos: list[Path]) -> Iterator[Desk]:
    setup = open_page()
    people.log_in(setup, product)
    people.make_project(setup, f"Cuts {uuid.uuid4()}", "One label")
    people.upload(setup, [photo for photo in photos if photo.stem == "coffee"])
    people.wait_until_ready(setup, 1)
    people.open_editor(setup, "coffee.png")
    image = setup.url.split("/images/")[1].split("?")[0]
    setup.close()
    with CutNetwork(product.port) as network:
        desk = Desk(product, network, open_page(), image)
        desk.log_in()
        yield desk


def test_cut_at_random_moments_both_browsers_end_with_the_stored_document(
    product: TemporaryProduct, chromium: Browser
) -> None:
    result = cuts.run(product, chromium, runs=1, operations=60, seed=5)
    assert (result["different"], result["lost"], result["misplaced"]) == ([], [], [])
    assert result["equal"] == result["runs"] == 1
    assert sum(result["operations"].values()) >= 60 and sum(result["faults"].values()) > 0


def test_what_a_crashed_tab_had_not_sent_is_sent_when_the_image_is_opened_again(desk: Desk, account: Account) -> None:
    desk.paint_offline()
    context = desk.page.context
    with suppress(Error):  # a crash is told as an error
        desk.page.goto("chrome://crash", timeout=5_000)
    desk.page.close()
    desk.network.restore()
    desk.page = context.new_page()
    desk.page.goto(desk.network.url + desk.path)
    people.wait_for_model(desk.page)
    people.wait_until_settled(desk.page)
    assert desk.stored(account) == PAINTED
    assert len(people.objects(desk.page)) == 3
    assert desk.page.evaluate(KEPT) == 0


def test_what_a_closed_tab_had_not_sent_is_sent_from_any_page(desk: Desk, account: Account) -> None:
    desk.paint_offline()
    context = desk.page.context
    desk.page.close()
    desk.network.restore()
    desk.page = context.new_page()
    with desk.page.expect_websocket(lambda socket: desk.image in socket.url) as opened:
        desk.page.goto(desk.network.url + "/projects")
    if not opened.value.is_closed():
        opened.value.wait_for_event("close")
    assert desk.stored(account) == PAINTED
    assert desk.page.evaluate(KEPT) == 0


def test_work_kept_by_an_older_version_is_sent(desk: Desk, account: Account) -> None:
    me = account.me["id"]
    operation = {"op": "scribble", "id": str(uuid.uuid4()), "object": None, "points": [[20.5, 20.5], [40.5, 20.5]]}
    key = f"stipple.operation.{me}.{desk.image}.000001700000000000-000000"
    desk.page.goto(desk.network.url + "/projects")
    desk.page.evaluate("([key, operation]) => localStorage.setItem(key, JSON.stringify(operation))", [key, operation])
    desk.page.goto(desk.network.url + desk.path)
    people.wait_for_model(desk.page)
    people.wait_until_settled(desk.page)
    log: list[dict[str, Any]] = list(account.all_pages(f"/api/v1/images/{desk.image}/operations/"))
    assert [entry["id"] for entry in log if entry["kind"] == "scribble"] == [operation["id"]]
    assert desk.page.evaluate("(key) => localStorage.getItem(key)", key) is None


def test_an_ended_session_asks_for_the_password_in_place_and_then_everything_arrives(
    desk: Desk, account: Account
) -> None:
    desk.paint_offline()
    (cookie,) = [one for one in desk.page.context.cookies() if one.get("name") == "sessionid"]
    with sqlite3.connect(desk.product.data / "stipple.sqlite3", timeout=20) as database:
        gone = database.execute("DELETE FROM django_session WHERE session_key = ?", (cookie["value"],)).rowcount
    database.close()
    assert gone == 1
    desk.network.restore()
    dialog = desk.page.get_by_role("dialog")
    expect(dialog).to_be_visible(timeout=20_000)
    expect(desk.page.get_by_test_id("editor")).to_be_attached()
    dialog.get_by_label("Password", exact=True).fill("not the password")
    dialog.get_by_role("button", name="Log in").click()
    expect(dialog.get_by_role("alert")).to_be_visible()
    assert desk.page.evaluate(PENDING) == 3
    dialog.get_by_label("Password", exact=True).fill(desk.product.password)
    dialog.get_by_role("button", name="Log in").click()
    expect(dialog).to_have_count(0)
    people.wait_until_settled(desk.page)
    assert desk.stored(account) == PAINTED
    people.click_at(desk.page, 400, 300)
    people.wait_until_settled(desk.page)
    assert desk.stored(account)[1] == ["paint"] * 4
