"""Two people on one image, and one who loses the connection or the session."""

from __future__ import annotations

import asyncio
import math
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from backend.operations.bench.temporary_product import TemporaryProduct
from kernels.rle import decode
from tests.browser import people
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser

STROKES = """(id) => {
  const { document } = window.__stipple.store.get().sync;
  const points = (strokes) => strokes.map((stroke) => stroke.points);
  return { object: points(document.objects.get(id).strokes), background: points(document.backgroundStrokes) };
}"""


@pytest.fixture
def photo_url(product: TemporaryProduct, open_page: Callable[..., Page], photos: list[Path]) -> str:
    """The editor's path of a photo that nobody has worked on."""
    page = open_page()
    people.log_in(page, product)
    people.make_project(page, f"Together {uuid.uuid4()}", "One label")
    people.upload(page, [photo for photo in photos if photo.stem in ("coffee", "chelsea")])
    people.wait_until_ready(page, 2)
    people.open_editor(page, "coffee.png")
    return page.url.removeprefix(product.url)


def test_what_one_person_clicks_the_other_sees_at_once(
    product: TemporaryProduct, open_page: Callable[..., Page], photo_url: str
) -> None:
    first, second = open_page(), open_page()
    for page in (first, second):
        people.log_in(page, product, photo_url)
        people.wait_for_model(page)
    people.click_at(first, 300, 200)
    people.wait_until_settled(first)
    expect(second.get_by_test_id("object-row")).to_have_count(1)
    people.wait_until_settled(second)
    assert people.objects(first) == people.objects(second)

    people.click_at(first, 120, 90)
    people.click_at(second, 520, 330)
    for page in (first, second):
        people.wait_until_settled(page)
    expect(first.get_by_test_id("object-row")).to_have_count(people_count := len(people.objects(second)))
    assert people_count >= 2
    assert sorted(map(repr, people.objects(first))) == sorted(map(repr, people.objects(second)))


def test_scribbles_of_a_script_show_as_strokes_with_their_masks(
    product: TemporaryProduct, open_page: Callable[..., Page], photo_url: str
) -> None:
    page = open_page()
    people.log_in(page, product, photo_url)
    people.wait_for_model(page)
    item, image = str(uuid.uuid4()), photo_url.rstrip("/").rsplit("/", 1)[-1]
    along = [(180.0 + 10 * n, 120.0 + 40 * math.sin(n / 4)) for n in range(25)]
    beside = [(20.0, 20.0), (20.0, 380.0)]
    with ThreadPoolExecutor(1) as pool:  # this thread has the browser's event loop
        pool.submit(asyncio.run, people.scribble(product, image, [(item, along), (None, beside)])).result()
    people.wait_until_settled(page)
    expect(page.get_by_test_id("object-row")).to_have_count(1)
    drawn = page.evaluate(STROKES, item)
    assert [len(stroke) for stroke in drawn["object"]] == [25] and drawn["background"] == [[[20, 20], [20, 380]]]
    page.reload()
    people.wait_for_model(page)
    people.wait_until_settled(page)
    assert page.evaluate(STROKES, item) == drawn
    mask = decode(people.objects(page)[0]["rle"])
    assert sum(bool(mask[int(y), int(x)]) for x, y in along) > 20
    assert not any(mask[int(y), int(x)] for x, y in beside)


def test_clicks_made_offline_are_kept_and_sent_later(
    product: TemporaryProduct, open_page: Callable[..., Page], photo_url: str
) -> None:
    page = open_page()
    people.log_in(page, product, photo_url)
    people.wait_for_model(page)
    before = len(people.objects(page))
    product.kill("web")
    people.click_at(page, 300, 200)
    expect(page.get_by_test_id("saving-state")).to_contain_text("kept")
    people.wait_until_settled(page)
    assert len(people.objects(page)) == before + 1
    page.reload()
    people.wait_until_settled(page)
    assert len(people.objects(page)) == before + 1


def test_an_object_that_somebody_works_on_is_marked_refused_and_taken_over_with_a_key(
    product: TemporaryProduct, open_page: Callable[..., Page], photo_url: str
) -> None:
    bob = people.add_annotator(product, f"bob-{uuid.uuid4().hex[:8]}", "Bob")
    mine, his = open_page(), open_page()
    for page, who in ((mine, product), (his, bob)):
        people.log_in(page, who, photo_url)
        people.wait_for_model(page)
    people.click_at(his, 300, 200)
    people.wait_until_settled(his)
    row = mine.get_by_test_id("object-row")
    expect(row.get_by_role("button", name="Bob is working on this object")).to_be_visible()
    expect(his.get_by_test_id("lease")).to_have_count(0)

    row.get_by_role("button", name="Bob is working on this object").click()
    note = mine.get_by_test_id("lease-note")
    expect(note.get_by_role("status")).to_contain_text("Bob is working on this object")
    assert violations(mine) == []
    people.click_at(mine, 320, 220)
    expect(mine.get_by_text("Take it over, or press Enter")).to_be_visible()
    people.wait_until_settled(mine)
    assert len(people.objects(mine)[0]["clicks"]) == 1

    mine.keyboard.press("Shift+T")
    expect(note.get_by_role("status")).to_be_empty()
    expect(his.get_by_test_id("lease")).to_have_count(1)
    people.click_at(mine, 320, 220)
    people.wait_until_settled(mine)
    people.wait_until_settled(his)
    assert len(people.objects(his)[0]["clicks"]) == 2


def test_work_without_a_connection_goes_in_although_somebody_works_on_the_object_by_now(
    product: TemporaryProduct, open_page: Callable[..., Page], photo_url: str
) -> None:
    bob = people.add_annotator(product, f"bob-{uuid.uuid4().hex[:8]}", "Bob")
    mine, his = open_page(), open_page()
    for page, who in ((mine, product), (his, bob)):
        people.log_in(page, who, photo_url)
        people.wait_for_model(page)
    people.click_at(his, 300, 200)
    people.wait_until_settled(his)
    mine.get_by_test_id("object-row").get_by_role("button", name="Select").click()
    expect(mine.get_by_test_id("lease-note").get_by_role("status")).not_to_be_empty()
    product.kill("web")
    expect(mine.get_by_test_id("lease-note").get_by_role("status")).to_be_empty()
    people.click_at(mine, 320, 220)
    people.wait_until_settled(mine)
    people.wait_until_settled(his)
    assert len(people.objects(his)[0]["clicks"]) == 2
