"""Comments pinned to a place: two people talk about it, live; words survive a failed send; keys alone are enough."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from backend.operations.bench.temporary_product import TemporaryProduct
from tests.browser import people
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser


@pytest.fixture
def project_url(product: TemporaryProduct, open_page: Callable[..., Page], photos: list[Path]) -> str:
    """The path of a project with two photos."""
    page = open_page()
    people.log_in(page, product)
    people.make_project(page, f"Comments {uuid.uuid4()}", "One label")
    people.upload(page, [photo for photo in photos if photo.stem in ("coffee", "chelsea")])
    people.wait_until_ready(page, 2)
    return page.url.removeprefix(product.url)


def pin_box(page: Page) -> dict[str, float]:
    box = page.get_by_test_id("comment-pin").bounding_box()
    assert box is not None
    return {"tip_x": box["x"], "tip_y": box["y"] + box["height"], "width": box["width"], "height": box["height"]}


def two_people(product: TemporaryProduct, open_page: Callable[..., Page], project_url: str) -> tuple[Page, Page]:
    """The same photo, open with the admin and with an annotator, Bea."""
    annotator = people.add_annotator(product, f"bea{uuid.uuid4().hex[:8]}", "Bea")
    first, second = open_page(), open_page()
    people.log_in(first, product, project_url)
    people.open_editor(first, "coffee.png")
    people.log_in(second, annotator, first.url.removeprefix(product.url))
    people.wait_for_model(second)
    return first, second


def test_two_people_talk_about_a_place(
    product: TemporaryProduct, open_page: Callable[..., Page], project_url: str
) -> None:
    first, second = two_people(product, open_page, project_url)

    place = first.evaluate("() => window.__stipple.toPage(300, 200)")
    first.mouse.move(place["x"], place["y"])
    first.keyboard.press("Shift+m")
    field = first.get_by_label("What is to be said about this place?")
    expect(field).to_be_focused()
    expect(first.get_by_test_id("new-pin")).to_be_visible()
    first.keyboard.type("One cup or two?")

    first.route("**/comments/", lambda route: route.abort())
    first.keyboard.press("Control+Enter")
    expect(first.get_by_test_id("comment-form")).to_contain_text("This was not sent. Your words are kept.")
    expect(field).to_have_value("One cup or two?")
    first.unroute("**/comments/")
    first.get_by_role("button", name="Try again").click()
    expect(first.get_by_test_id("comment-form")).to_have_count(0)
    expect(first.get_by_test_id("canvas")).to_be_focused()

    expect(second.get_by_test_id("comment-pin")).to_have_text("1")
    shown = pin_box(second)
    at = second.evaluate("() => window.__stipple.toPage(300, 200)")
    assert abs(shown["tip_x"] - at["x"]) < 2 and abs(shown["tip_y"] - at["y"]) < 2
    second.mouse.move(at["x"], at["y"] - 10)
    second.mouse.wheel(0, -400)
    expect(second.get_by_test_id("comment-pin")).to_be_visible()
    zoomed = pin_box(second)
    assert (zoomed["width"], zoomed["height"]) == (shown["width"], shown["height"])

    second.get_by_test_id("comment-pin").click()
    thread = second.get_by_test_id("comment-thread")
    expect(thread).to_contain_text("One cup or two?")
    thread.get_by_label("Reply").fill("Two.")
    thread.get_by_role("button", name="Reply").click()
    expect(thread.get_by_test_id("comment")).to_have_count(2)
    assert violations(second) == []

    first.get_by_test_id("comment-thread").get_by_role("button").first.click()
    expect(first.get_by_test_id("comment")).to_have_count(2)
    words = second.get_by_role("textbox", name="Reply")
    words.fill("Wait")
    first.get_by_test_id("settle").click()
    expect(second.get_by_test_id("comments")).to_contain_text("Resolved by")
    expect(words).to_be_focused()  # whoever writes goes on writing
    expect(words).to_have_value("Wait")
    expect(second.get_by_test_id("settle")).to_have_text("Reopen")
    second.get_by_test_id("settle").click()
    expect(second.get_by_test_id("settle")).to_have_text("Resolve")

    first.goto(product.url + project_url)
    people.wait_until_ready(first, 2)
    expect(first.get_by_test_id("comments-badge")).to_have_text("1 open")
    first.get_by_test_id("filters").click()
    first.get_by_test_id("comments-filter").click()
    first.get_by_role("option", name="With open comments").click()
    expect(first.get_by_test_id("image-card")).to_have_count(1)


def test_keys_alone_comment_and_lose_nothing_that_was_typed(
    product: TemporaryProduct, open_page: Callable[..., Page], project_url: str
) -> None:
    page = open_page()
    people.log_in(page, product, project_url)
    people.open_editor(page, "chelsea.png")
    page.get_by_test_id("canvas").focus()
    page.keyboard.press("Shift+m")
    page.keyboard.type("The whiskers")
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("canvas")).to_be_focused()
    expect(page.get_by_test_id("new-pin")).to_have_count(0)

    page.reload()
    people.wait_for_model(page)
    page.keyboard.press("Shift+m")
    expect(page.get_by_label("What is to be said about this place?")).to_have_value("The whiskers")
    page.keyboard.type(" belong to the cat")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_test_id("comment-pin")).to_have_text("1")
    expect(page.get_by_test_id("canvas")).to_be_focused()

    page.keyboard.press("Shift+p")
    expect(page.get_by_test_id("comment-pin")).to_have_count(0)
    page.keyboard.press("Shift+p")
    page.get_by_test_id("comment-thread").get_by_role("button").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("comment")).to_contain_text("The whiskers belong to the cat")
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("canvas")).to_be_focused()
    page.keyboard.press("Shift+y")
    expect(page.get_by_test_id("comments")).to_have_count(0)
    people.click_at(page, 100, 100)
    people.wait_until_settled(page)
    assert len(people.objects(page)) == 1


def test_a_reply_that_was_begun_outlives_its_thread(
    product: TemporaryProduct, open_page: Callable[..., Page], project_url: str
) -> None:
    first, second = two_people(product, open_page, project_url)
    place = first.evaluate("() => window.__stipple.toPage(300, 200)")
    first.mouse.move(place["x"], place["y"])
    first.keyboard.press("Shift+m")
    first.keyboard.type("One cup or two?")
    first.keyboard.press("Control+Enter")

    second.get_by_test_id("comment-pin").click()
    thread = second.get_by_test_id("comment-thread")
    expect(thread.get_by_role("button", name="Discard")).to_have_count(0)
    thread.get_by_label("Reply").fill("Two, I think")
    expect(thread.get_by_role("button", name="Discard")).to_be_visible()

    first.get_by_test_id("comment-thread").get_by_role("button").first.click()
    first.get_by_role("button", name="Delete this comment").click()
    first.get_by_role("dialog").get_by_role("button", name="Delete").click()
    lost = second.get_by_test_id("lost-reply")
    expect(lost).to_contain_text("The thread was deleted")
    expect(lost.get_by_role("textbox")).to_have_value("Two, I think")
    expect(lost.get_by_role("textbox")).to_be_focused()
    assert violations(second) == []
    second.reload()
    people.wait_for_model(second)
    second.keyboard.press("Shift+y")
    expect(lost.get_by_role("textbox")).to_have_value("Two, I think")
    lost.get_by_role("button", name="Discard").click()
    expect(lost).to_have_count(0)
