"""A key leads to the places where the model is least sure, from the worst on."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from backend.operations.bench.temporary_product import TemporaryProduct
from tests.browser import people

pytestmark = pytest.mark.browser

STOP = "window.__stipple.store.get().view.unsure"
PLACES = (
    """() => [...window.__stipple.store.get().sync.document.objects.values()].map(({ id, unsure }) => [id, unsure])"""
)


def middle_of_canvas(page: Page) -> tuple[float, float]:
    box = page.get_by_test_id("canvas").bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def where(page: Page, place: dict[str, float]) -> tuple[float, float]:
    point = page.evaluate("([x, y]) => window.__stipple.toPage(x, y)", [place["x"], place["y"]])
    return point["x"], point["y"]


def test_a_key_goes_through_the_places_from_the_worst_on_and_shows_them(
    product: TemporaryProduct, open_page: Callable[..., Page], photos: list[Path]
) -> None:
    page = open_page()
    people.log_in(page, product)
    people.make_project(page, f"Unsure {uuid.uuid4()}", "One label")
    people.upload(page, [next(photo for photo in photos if photo.stem == "coffee")])
    people.wait_until_ready(page, 1)
    people.open_editor(page, "coffee.png")
    page.keyboard.press("j")
    expect(page.get_by_text("The model is unsure of no object")).to_be_visible()

    for x, y in ((300, 190), (110, 330)):
        people.click_at(page, x, y)
        people.wait_until_settled(page)
        page.keyboard.press("Escape")
    places: dict[str, Any] = dict(page.evaluate(PLACES))
    assert all(places.values())

    page.keyboard.press("j")
    first = page.evaluate(STOP)
    expect(page.get_by_test_id("unsure-note")).to_contain_text("1 of 2")
    assert page.evaluate("window.__stipple.store.get().view.selection") == first["object"]
    assert where(page, places[first["object"]]) == pytest.approx(middle_of_canvas(page), abs=1)
    ring = page.get_by_test_id("unsure-ring").bounding_box()
    assert ring is not None
    assert (ring["x"] + ring["width"] / 2, ring["y"] + ring["height"] / 2) == pytest.approx(
        middle_of_canvas(page), abs=1
    )

    page.keyboard.press("j")
    expect(page.get_by_test_id("unsure-note")).to_contain_text("2 of 2")
    assert page.evaluate(STOP)["object"] != first["object"]

    page.reload()  # the places are stored with the masks
    people.wait_for_model(page)
    people.wait_until_settled(page)
    assert dict(page.evaluate(PLACES)) == places
    page.keyboard.press("j")
    assert page.evaluate(STOP)["object"] == first["object"]
    people.click_at(page, first["place"]["x"], first["place"]["y"])
    people.wait_until_settled(page)
    expect(page.get_by_test_id("unsure-ring")).to_have_count(0)
    page.keyboard.press("Escape")


def test_the_ring_stands_still_for_people_who_want_that(
    product: TemporaryProduct, open_page: Callable[..., Page], photos: list[Path]
) -> None:
    page = open_page(reduced_motion="reduce")
    people.log_in(page, product)
    people.make_project(page, f"Still {uuid.uuid4()}", "One label")
    people.upload(page, [next(photo for photo in photos if photo.stem == "coffee")])
    people.wait_until_ready(page, 1)
    people.open_editor(page, "coffee.png")
    people.click_at(page, 300, 190)
    people.wait_until_settled(page)
    page.get_by_test_id("canvas").focus()
    page.keyboard.press("j")
    ring = page.get_by_test_id("unsure-ring")
    expect(ring).to_be_visible()
    assert ring.evaluate("node => getComputedStyle(node).animationName") == "none"
