"""Webhooks in the browser: made, tried out, read about and sent again; the receiver gets what the page shows."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from standardwebhooks import Webhook as Verifier

from backend.operations.bench.temporary_product import TemporaryProduct
from tests.browser import people
from tests.browser.test_accessibility import SCHEMES, violations
from tests.receiver import Receiver, status

pytestmark = pytest.mark.browser

LOOK = os.environ.get("STIPPLE_SCREENSHOTS")
"""A folder for pictures of what is tested, to be looked at."""


@pytest.fixture(scope="module")
def product() -> Iterator[TemporaryProduct]:
    """Its operator allows receivers on loopback, by http."""
    variables = {
        "STIPPLE_OUTGOING_HOSTS": "127.0.0.0/8",
        "STIPPLE_WEBHOOK_HTTP": "true",
        "STIPPLE_WEBHOOK_RETRY_S": "1",
    }
    with TemporaryProduct(variables) as running:
        yield running


def look(page: Page, name: str) -> None:
    if LOOK:
        page.wait_for_timeout(400)
        page.screenshot(path=Path(LOOK) / f"{name}.png")


def row(page: Page) -> Locator:
    return page.get_by_test_id("webhook")


def make(page: Page, url: str) -> str:
    """Make the webhook; its secret."""
    page.get_by_role("button", name="New webhook").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Name").fill("Our storage")
    dialog.get_by_role("textbox", name="Address").fill("https://10.0.0.1/")
    dialog.get_by_role("checkbox", name="Images", exact=True).check()
    look(page, "form")
    dialog.get_by_role("button", name="Make the webhook").click()
    expect(dialog.get_by_text("no address of the public internet")).to_be_visible()
    look(page, "refused")
    dialog.get_by_role("textbox", name="Address").fill(url)
    dialog.get_by_role("button", name="Make the webhook").click()
    secret = dialog.get_by_test_id("webhook-secret").inner_text()
    look(page, "secret")
    dialog.get_by_role("button", name="Done").click()
    return secret


def test_a_webhook_is_made_tried_read_about_and_sent_again(
    product: TemporaryProduct, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    people.log_in(page, product)
    people.make_project(page, f"Hooks {uuid.uuid4()}", "One label")
    page.goto(page.url + "/settings?tab=webhooks")
    expect(page.get_by_text("No webhooks yet")).to_be_visible()
    look(page, "empty")
    with Receiver([status(500, b"out of order")]) as receiver:
        secret = make(page, receiver.url)
        row(page).get_by_role("button", name="More about").click()
        page.get_by_role("menuitem", name="Send a test message").click()
        deliveries = page.get_by_test_id("deliveries")
        expect(deliveries.get_by_text("Delivered")).to_be_visible(timeout=60_000)
        deliveries.get_by_role("button").first.click()
        detail = page.get_by_test_id("delivery")
        expect(detail.get_by_text("The receiver answered 500.")).to_be_visible()
        expect(detail.get_by_text("out of order")).to_be_visible()
        look(page, "deliveries")
        detail.get_by_role("button", name="Send again").click()
        expect(detail.get_by_text("Try 3")).to_be_visible(timeout=60_000)
        assert len({got.body for got in receiver.received}) == 1
        for got in receiver.received:
            assert Verifier(secret).verify(got.body, dict(got.headers))["event"] == "ping"
            assert detail.get_by_text(got.header("webhook-signature")).count() == 1
    page.keyboard.press("Escape")
    row(page).get_by_role("button", name="More about").click()
    page.get_by_role("menuitem", name="Switch off").click()
    expect(row(page).get_by_role("button", name="Switch on")).to_be_visible()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_pages_of_webhooks_have_no_serious_violation(
    product: TemporaryProduct, open_page: Callable[..., Page], scheme: str
) -> None:
    page = open_page(color_scheme=scheme, reduced_motion="reduce")
    people.log_in(page, product)
    people.make_project(page, f"Hooks {uuid.uuid4()}", "One label")
    page.goto(page.url + "/settings?tab=webhooks")
    found = {"empty": violations(page)}
    with Receiver([status(410)]) as receiver:
        page.get_by_role("button", name="New webhook").click()
        found["form"] = violations(page)
        page.keyboard.press("Escape")
        make(page, receiver.url)
        row(page).get_by_role("button", name="More about").click()
        page.get_by_role("menuitem", name="Send a test message").click()
        expect(page.get_by_test_id("deliveries").get_by_text("Failed")).to_be_visible(timeout=60_000)
        page.get_by_test_id("deliveries").get_by_role("button").first.click()
        expect(page.get_by_test_id("delivery")).to_be_visible()
        found["deliveries"] = violations(page)
        look(page, f"deliveries-{scheme}")
    page.reload()
    expect(row(page).get_by_text("Switched off", exact=True)).to_be_visible()
    found["off"] = violations(page)
    look(page, f"off-{scheme}")
    page.goto(f"{product.url}/team")
    page.get_by_role("tab", name="Settings").click()
    expect(page.get_by_text("No webhooks yet")).to_be_visible()
    look(page, f"team-{scheme}")
    assert {name: problems for name, problems in found.items() if problems} == {}
