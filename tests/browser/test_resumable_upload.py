"""A large archive arrives whole in a browser whose connection is cut, whose session ends, whose page is closed.

Two gigabytes are measured by `manage.py bench upload`.
"""

from __future__ import annotations

import sqlite3
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from backend.operations.bench import upload
from backend.operations.bench.cut_network import CutNetwork
from backend.operations.bench.temporary_product import TemporaryProduct
from backend.operations.client.account import Account
from tests.browser import people

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("archive") / "photos.zip"
    upload.write_archive(path, 150)
    return path


class Sending:
    """An archive that is on its way from a page when the network is cut."""

    def __init__(self, product: TemporaryProduct, network: CutNetwork, page: Page, archive: Path) -> None:
        self.account = Account(product.url, product.username, product.password)
        self.network, self.page, self.archive = network, page, archive
        page.goto(network.url)
        self._log_in(product)
        people.make_project(page, f"Archive {uuid.uuid4()}", "One label")
        self.path = page.url.removeprefix(network.url)
        self.uploads = f"/api/v1{self.path.rstrip('/')}/uploads/"

    def _log_in(self, product: TemporaryProduct) -> None:
        self.page.get_by_label("Username or e-mail").fill(product.username)
        self.page.get_by_label("Password", exact=True).fill(product.password)
        self.page.get_by_role("button", name="Log in").click()

    def choose(self) -> None:
        self.page.locator("input[type=file]").first.set_input_files(str(self.archive))

    def cut_on_the_way(self) -> dict[str, Any]:
        until = time.monotonic() + 60
        while not ((found := self.state()) and found["offset"] > 0):
            assert time.monotonic() < until, "nothing arrived"
        self.network.cut()
        expect(self.row()).to_contain_text("Connection lost; goes on by itself")
        return self.state()

    def state(self) -> dict[str, Any]:
        found = self.account.get(self.uploads)["results"]
        assert len(found) <= 1, "the file was begun again"
        return dict(found[0]) if found else {}

    def row(self) -> Any:
        return self.page.get_by_test_id("upload-row")

    def expect_whole(self, begun: dict[str, Any]) -> None:
        expect(self.row()).to_have_attribute("data-phase", "unpacking", timeout=90_000)
        state = self.state()
        assert (state["id"], state["result"]["verdict"]) == (begun["id"], "accepted")
        assert begun["offset"] < state["offset"] == self.archive.stat().st_size


@pytest.fixture
def sending(product: TemporaryProduct, open_page: Callable[..., Page], archive: Path) -> Iterator[Sending]:
    with CutNetwork(product.port) as network:
        yield Sending(product, network, open_page(), archive)


def test_ten_cuts_lose_nothing_and_the_photos_come_in(product: TemporaryProduct, chromium: Browser) -> None:
    result = upload.run(product, chromium, megabytes=150, cuts=10)
    assert result["sha256_equal"] and result["cuts"] == 10
    assert result["images_added"] == result["photos"] > 10
    assert result["sent_bytes"] < 2 * result["size_bytes"]


def test_the_same_file_chosen_on_a_new_page_goes_on_where_it_was(sending: Sending) -> None:
    sending.choose()
    begun = sending.cut_on_the_way()
    context = sending.page.context
    sending.page.close()
    sending.network.restore()
    sending.page = context.new_page()
    sending.page.goto(sending.network.url + sending.path)
    sending.choose()
    sending.expect_whole(begun)


def test_a_session_that_ends_on_the_way_asks_for_the_password_and_nothing_begins_again(
    sending: Sending, product: TemporaryProduct
) -> None:
    sending.choose()
    begun = sending.cut_on_the_way()
    (cookie,) = [one for one in sending.page.context.cookies() if one.get("name") == "sessionid"]
    with sqlite3.connect(product.data / "stipple.sqlite3", timeout=20) as database:
        database.execute("DELETE FROM django_session WHERE session_key = ?", (cookie["value"],))
    database.close()
    sending.network.restore()
    dialog = sending.page.get_by_role("dialog")
    expect(dialog).to_be_visible(timeout=30_000)
    dialog.get_by_label("Password", exact=True).fill(product.password)
    dialog.get_by_role("button", name="Log in").click()
    sending.expect_whole(begun)
