"""A manager hands out work: a batch to a person, an image to a person, and what each of them has is seen."""

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
def annotator(product: TemporaryProduct) -> people.Person:
    return people.add_annotator(product, f"ben{uuid.uuid4().hex[:8]}", "Ben Handout")


@pytest.fixture
def project_page(
    product: TemporaryProduct, annotator: people.Person, open_page: Callable[..., Page], photos: list[Path]
) -> Page:
    """The page of a project with three photos, as its owner sees it."""
    page = open_page()
    people.log_in(page, product)
    people.make_project(page, f"Work {uuid.uuid4()}", "One label")
    people.upload(page, [photo for photo in photos if photo.stem in ("coffee", "chelsea", "cats")])
    people.wait_until_ready(page, 3)
    return page


def test_a_batch_is_given_to_a_person_who_gets_its_image_first(
    project_page: Page, annotator: people.Person, open_page: Callable[..., Page]
) -> None:
    page = project_page
    path = page.url.removeprefix(annotator.url)
    page.get_by_role("link", name="Hand out work").click()
    expect(page.get_by_text("Hand out the first batch")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="New batch").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Name", exact=True).fill("Coffee first")
    dialog.get_by_role("combobox", name="Who does it").click()
    page.get_by_role("option", name="Ben Handout").first.click()
    dialog.get_by_label("Search by file name").fill("coffee")
    dialog.get_by_role("button", name="Make the batch").click()
    row = page.get_by_test_id("batch-row")
    expect(row).to_contain_text("1 image")
    expect(row).to_contain_text("Ben Handout")
    expect(dialog).to_have_count(0)
    assert violations(page) == []

    work = page.url
    bens = open_page()
    people.log_in(bens, annotator, path)
    expect(bens.get_by_role("link", name="Hand out work")).to_have_count(0)
    bens.get_by_role("button", name="Annotate next").click()
    people.wait_for_model(bens)
    expect(bens.get_by_role("application", name="coffee.png")).to_be_visible()
    page.goto(work)
    expect(page.get_by_role("row", name="Ben Handout").filter(has_text="coffee.png")).to_be_visible()

    people.click_at(bens, 300, 200)
    people.wait_until_settled(bens)
    bens.get_by_test_id("submit").click()
    onward = bens.get_by_role("button", name="Annotate next")
    expect(onward).to_be_focused()
    onward.press("Enter")
    expect(bens.get_by_role("application", name="coffee.png")).to_have_count(0)
    people.wait_for_model(bens)
    page.reload()
    expect(row).to_contain_text("1 of 1 handed in")

    page.get_by_role("button", name="More about Coffee first").click()
    page.get_by_role("menuitem", name="Delete").click()
    expect(page.get_by_role("dialog")).to_contain_text("stays with all annotations")
    page.get_by_role("button", name="Delete the batch").click()
    expect(row).to_have_count(0)
    page.goto(annotator.url + path)
    expect(page.get_by_test_id("image-card")).to_have_count(3)


def test_an_image_is_assigned_from_its_card_and_found_by_the_filter(
    project_page: Page, annotator: people.Person
) -> None:
    page = project_page
    page.get_by_role("button", name="More about cats.jpg").click()
    page.get_by_role("menuitem", name="Assign to").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("combobox", name="Who does it").click()
    page.get_by_role("option", name="Ben Handout").first.click()
    dialog.get_by_role("button", name="Assign", exact=True).click()
    expect(page.get_by_test_id("assignee")).to_contain_text("Ben Handout")
    page.get_by_test_id("filters").click()
    page.get_by_role("combobox", name="Assigned to").click()
    page.get_by_role("option", name="Nobody’s").click()
    expect(page.get_by_test_id("image-card")).to_have_count(2)
    assert "assignee=none" in page.url


def test_the_rules_of_work_are_kept(project_page: Page) -> None:
    page = project_page
    address = page.url.split("?")[0]
    page.goto(f"{address}/settings")
    page.get_by_label("People per image").fill("3")
    page.get_by_label("Minutes until an image goes back").fill("40")
    page.locator("section", has_text="People per image").get_by_role("button", name="Save").click()
    expect(page.get_by_text("saved", exact=False).first).to_be_visible()
    page.reload()
    expect(page.get_by_label("People per image")).to_have_value("3")
    expect(page.get_by_label("Minutes until an image goes back")).to_have_value("40")
    assert violations(page) == []
