"""What a person does in the browser, and what that person sees; each function is one act."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from backend.operations.bench.temporary_product import TemporaryProduct
from backend.operations.client.account import Account
from backend.operations.client.editor import Editor

ANSWER_MS = 20_000
ANNOTATOR = """
from backend.accounts.models import Membership, Organization, User
user = User.objects.create_user({username!r}, password={password!r}, name={name!r})
for team in Organization.objects.all():
    Membership.objects.create(organization=team, user=user, role="annotator")
"""
OBJECTS = """() => {
  const { sync } = window.__stipple.store.get();
  return [...sync.document.objects.values()].map(({ id, label, area, rle, clicks, bbox }) =>
    ({ id, label, area, rle, clicks, bbox }));
}"""
IS_SETTLED = """() => {
  const { sync, link } = window.__stipple?.store.get() ?? {};
  return Boolean(sync?.document) && sync.pending.length === 0 && !link.isAnswerPending
    && [...sync.document.objects.values()].every((object) => object.rle !== null || object.shape === 'box');
}"""


@dataclass(frozen=True)
class Person:
    """Somebody with an account of the product at ``url``."""

    url: str
    username: str
    password: str


def add_annotator(product: TemporaryProduct, username: str, name: str) -> Person:
    """A new annotator of every team that there is."""
    made = Person(product.url, username, secrets.token_urlsafe(16))
    product.manage("shell", "--no-imports", "-c", ANNOTATOR.format(name=name, **vars(made)))
    return made


def log_in(page: Page, who: TemporaryProduct | Person, path: str = "/") -> None:
    page.goto(who.url + path)
    page.get_by_label("Username or e-mail").fill(who.username)
    page.get_by_label("Password", exact=True).fill(who.password)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.wait_for_url(lambda url: "/login" not in url)


def make_project(page: Page, name: str, labels: str) -> None:
    page.get_by_role("button", name="New project").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Name").fill(name)
    dialog.get_by_label("Labels to start with").click()
    page.get_by_role("option", name=labels).click()
    page.get_by_role("button", name="Create the project").click()
    page.wait_for_url("**/projects/*")


def upload(page: Page, photos: list[Path]) -> None:
    page.locator("input[type=file]").first.set_input_files([str(photo) for photo in photos])


def wait_until_ready(page: Page, count: int) -> None:
    cards = page.locator('[data-testid="image-card"][data-status="ready"]')
    expect(cards).to_have_count(count, timeout=60_000)


def open_editor(page: Page, image: str) -> None:
    page.get_by_role("link", name=f"Open {image}").click()
    wait_for_model(page)


def wait_for_model(page: Page) -> None:
    expect(page.get_by_test_id("model-state")).to_contain_text("Model ready", timeout=ANSWER_MS)


def click_at(page: Page, x: float, y: float, **options: Any) -> None:
    """Click at image pixels (x, y)."""
    point = page.evaluate("([x, y]) => window.__stipple.toPage(x, y)", [x, y])
    page.mouse.click(point["x"], point["y"], **options)


async def scribble(
    product: TemporaryProduct, image: str, lines: list[tuple[str | None, list[tuple[float, float]]]]
) -> None:
    """A script draws (object or None, line) one after the other and waits until all are answered."""
    with Account(product.url, product.username, product.password) as account:
        async with Editor(account, image) as editor:
            for target, line in lines:
                drawn = await editor.scribble(target, line)
            await editor.answer(drawn.revision)


def wait_until_settled(page: Page) -> None:
    """Every operation is in the database, and every click has become a mask."""
    page.wait_for_function(IS_SETTLED, timeout=ANSWER_MS)


def objects(page: Page) -> list[dict[str, Any]]:
    return list(page.evaluate(OBJECTS))
