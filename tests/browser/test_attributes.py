"""Attributes of a label: described in the settings, filled in beside the photo, asked for when submitting."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from backend.operations.bench.temporary_product import TemporaryProduct
from tests.browser import people

pytestmark = pytest.mark.browser


def describe(page: Page) -> None:
    """The label asks for a pose, which is required, and a note."""
    page.get_by_role("tab", name="Labels").click()
    page.get_by_role("button", name="Edit").first.click()
    fields = page.get_by_test_id("attribute-fields")
    fields.get_by_test_id("add-attribute").click()
    pose = fields.get_by_role("group").nth(0)
    pose.get_by_label("Name", exact=True).fill("pose")
    pose.get_by_label("Type", exact=True).first.click()
    page.get_by_role("option", name="Choice").click()
    for option in ("full", "empty"):
        pose.get_by_label("Choices").first.fill(option)
        page.keyboard.press("Enter")
    pose.get_by_label("Required").check()
    fields.get_by_test_id("add-attribute").click()
    fields.get_by_role("group").nth(1).get_by_label("Name", exact=True).fill("note")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(fields).to_have_count(0)


def test_attributes_are_described_filled_in_and_asked_for(
    product: TemporaryProduct, open_page: Callable[..., Page], photos: list[Path]
) -> None:
    page = open_page()
    people.log_in(page, product)
    people.make_project(page, f"Attributes {uuid.uuid4()}", "One label")
    project = page.url
    people.upload(page, [photo for photo in photos if photo.stem == "coffee"])
    people.wait_until_ready(page, 1)
    page.goto(f"{project}/settings")
    describe(page)

    page.goto(project)
    people.open_editor(page, "coffee.png")
    people.click_at(page, 300, 200)
    people.wait_until_settled(page)
    form = page.get_by_test_id("attribute-form")
    expect(form).to_contain_text("Fill in before submitting: pose")
    page.get_by_test_id("canvas").focus()
    page.keyboard.press("Escape")
    expect(form).to_have_count(0)
    page.get_by_test_id("submit").click()
    expect(page.get_by_text("1 object lacks a required attribute; it is selected now.")).to_be_visible()
    expect(form).to_contain_text("Fill in before submitting: pose")

    page.get_by_test_id("canvas").focus()
    page.keyboard.press("Shift+a")
    expect(form.get_by_label("pose").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")  # closes the list, and only that
    expect(form.get_by_label("pose").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.get_by_role("option", name="empty").click()
    expect(form).not_to_contain_text("Fill in before submitting")
    form.get_by_label("note").fill("with a spoon")
    page.keyboard.press("Enter")
    people.wait_until_settled(page)
    image = page.url.split("/images/")[1].split("?")[0]
    told = page.request.get(f"{product.url}/api/v1/images/{image}/annotation/").json()["objects"]
    assert told[0]["attributes"] == {"pose": "empty", "note": "with a spoon"}
    page.get_by_test_id("submit").click()
    expect(page.get_by_test_id("workflow-state")).to_have_text("Submitted")
