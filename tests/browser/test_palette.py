"""The palette: whatever can be done is found by a part of its name; and how the photo and its masks are shown."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from backend.operations.bench.temporary_product import TemporaryProduct
from tests.browser import people

pytestmark = pytest.mark.browser

FILTER = "() => getComputedStyle(document.querySelector('[data-testid=photo]')).filter"
MASK_OPACITY = "() => getComputedStyle(document.querySelector('[data-testid=masks]')).opacity"
SHOWN = """() => {
  const canvas = document.querySelector('[data-testid="masks"]');
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  let count = 0;
  for (let index = 3; index < data.length; index += 4) if (data[index] !== 0) count++;
  return count;
}"""


@pytest.fixture
def page(product: TemporaryProduct, open_page: Callable[..., Page], photos: list[Path]) -> Page:
    """The editor with one of two photos."""
    page = open_page()
    people.log_in(page, product)
    people.make_project(page, f"By name {uuid.uuid4()}", "Everyday things")
    people.upload(page, [photo for photo in photos if photo.stem in ("astronaut", "coffee")])
    people.wait_until_ready(page, 2)
    people.open_editor(page, "coffee.png")
    return page


def test_commands_labels_and_images_are_found_by_a_part_of_their_name(page: Page) -> None:
    query, options = page.get_by_test_id("palette-query"), page.get_by_role("option")
    page.keyboard.press("Control+k")
    expect(query).to_be_focused()
    page.keyboard.type("ersr")
    expect(options.first).to_contain_text("Eraser")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("canvas")).to_have_attribute("data-tool", "eraser")
    expect(query).to_have_count(0)

    labels = page.get_by_role("radiogroup", name="Active label").get_by_role("radio")
    last = (labels.last.locator("span[title]").get_attribute("title")) or ""
    page.keyboard.press("Control+k")
    expect(query).to_be_focused()
    page.keyboard.type(f"label {last}")
    expect(options.first).to_contain_text(f"Label: {last}")
    page.keyboard.press("Enter")
    expect(labels.last).to_be_checked()
    expect(query).to_have_count(0)

    page.keyboard.press("Control+k")
    expect(query).to_be_focused()
    page.keyboard.type("xyzzy")
    expect(page.get_by_text("Nothing is called so")).to_be_visible()
    query.fill("astro")
    options.filter(has_text="Open the image astronaut.png").click()
    expect(page.get_by_test_id("image-name")).to_have_text("astronaut.png")
    people.wait_for_model(page)


def test_an_image_is_found_by_its_number_in_the_list(page: Page) -> None:
    query, options = page.get_by_test_id("palette-query"), page.get_by_role("option")
    page.goto(page.url.split("?")[0] + "?ordering=-name")
    people.wait_for_model(page)
    expect(page.get_by_test_id("image-index")).to_have_text("1 / 2")
    page.keyboard.press("Control+k")
    expect(query).to_be_focused()
    page.keyboard.type("3")
    expect(page.get_by_text("There is no image 3: the list has 2")).to_be_visible()
    query.fill("#2")
    expect(options.first).to_have_text("Go to image 2 of 2")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("image-name")).to_have_text("astronaut.png")
    expect(page.get_by_test_id("image-index")).to_have_text("2 / 2")
    people.wait_for_model(page)


def test_the_photo_is_brightened_and_masks_are_thinned_out_on_this_screen_only(page: Page) -> None:
    page.keyboard.press("b")
    for x in (100, 300):
        people.click_at(page, x, 100)
        page.keyboard.press("Enter")
    people.wait_until_settled(page)
    both = page.evaluate(SHOWN)

    page.get_by_test_id("canvas").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("i")
    page.wait_for_function(f"both => ({SHOWN})() * 2 === both", arg=both)
    page.keyboard.press("i")
    page.wait_for_function(f"both => ({SHOWN})() === both", arg=both)

    page.keyboard.press("y")
    page.wait_for_function(f"() => ({MASK_OPACITY})() === '0'")
    page.keyboard.press("y")

    assert page.evaluate(FILTER) == "none"
    page.get_by_test_id("display").click()
    page.get_by_test_id("brightness").get_by_role("slider").press("ArrowRight")
    page.wait_for_function(f"() => ({FILTER})() === 'brightness(1.05) contrast(1)'")
    page.reload()
    people.wait_for_model(page)
    page.wait_for_function(f"() => ({FILTER})() === 'brightness(1.05) contrast(1)'")
    page.keyboard.press("Shift+Z")
    page.wait_for_function(f"() => ({FILTER})() === 'none'")


def test_the_guidelines_of_the_project_are_one_key_away(page: Page) -> None:
    editor = page.url
    page.get_by_test_id("image-name").wait_for()
    page.keyboard.press("Shift+G")
    expect(page.get_by_test_id("guidelines")).to_contain_text("Nobody has written guidelines")
    page.get_by_test_id("guidelines").get_by_role("link").click()
    page.get_by_role("textbox", name="Guidelines").fill(
        "# Edges\n\nHair belongs to the **person**. <script>alert(1)</script>"
    )
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_text("saved", exact=False).first).to_be_visible()
    page.goto(editor)
    people.wait_for_model(page)
    page.keyboard.press("Shift+G")
    expect(page.get_by_test_id("guidelines").get_by_role("heading", name="Edges")).to_be_visible()
    expect(page.get_by_test_id("guidelines")).to_contain_text("<script>")
