"""A manager keeps two versions, sees what differs between them, and downloads the same archive twice."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from backend.operations.bench.temporary_product import TemporaryProduct
from tests.browser import people
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser
PAINT = """
import uuid, numpy
from backend.accounts.models import User
from backend.annotation import messages
from backend.annotation.actions import perform
from backend.annotation.reading import annotation_of
from backend.images.models import Image
from kernels import rle
for image in Image.objects.filter(project={project}, name__contains={name!r}):
    annotation_of(image)
    mask = numpy.zeros((image.height, image.width), numpy.uint8)
    mask[40:120, 50:200] = 1
    label = image.project.labels.first().pk
    perform(User.objects.get(username={user!r}), image.pk,
        messages.Paint(uuid.uuid4(), uuid.uuid4(), label, rle.encode(mask), "add"))
"""


@pytest.fixture
def versions_page(product: TemporaryProduct, open_page: Callable[..., Page], photos: list[Path]) -> Page:
    """The versions of a project with three photos, each with an object; there are none yet."""
    page = open_page(reduced_motion="reduce")
    people.log_in(page, product)
    people.make_project(page, f"Kept {uuid.uuid4()}", "One label")
    people.upload(page, [photo for photo in photos if photo.stem in ("coffee", "chelsea", "cats")])
    people.wait_until_ready(page, 3)
    paint(product, page, "")
    page.get_by_role("link", name="Versions", exact=True).click()
    return page


def paint(product: TemporaryProduct, page: Page, name: str) -> None:
    project = int(page.url.split("/projects/")[1].split("/")[0])
    product.manage("shell", "--no-imports", "-c", PAINT.format(project=project, name=name, user=product.username))


def make_version(page: Page, name: str) -> Locator:
    """The row of a new version, once it is ready."""
    page.get_by_role("button", name="New version").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Name", exact=True).fill(name)
    expect(dialog.get_by_test_id("version-preview")).to_contain_text("It would hold")
    assert violations(page) == []
    page.keyboard.press("Enter")
    row = page.get_by_test_id("version-row").filter(has_text=name)
    expect(row).to_have_attribute("data-state", "ready", timeout=people.ANSWER_MS)
    return row


def download(page: Page) -> bytes:
    """The archive of a new export of the version that is shown."""
    jobs = page.get_by_test_id("export-job")
    count = jobs.count()
    page.get_by_role("button", name="Start the export").click()
    expect(jobs).to_have_count(count + 1)
    link = jobs.first.get_by_test_id("download-export")
    expect(link).to_be_visible(timeout=people.ANSWER_MS)
    with page.expect_download() as started:
        link.click()
    return Path(started.value.path()).read_bytes()


def test_two_versions_are_made_exported_compared_and_one_is_deleted(
    versions_page: Page, product: TemporaryProduct
) -> None:
    page = versions_page
    expect(page.get_by_text("Keep the first version")).to_be_visible()
    assert violations(page) == []
    row = make_version(page, "March")
    expect(row).to_contain_text("3 images and 3 objects")
    assert violations(page) == []

    row.get_by_role("link", name="March").click()
    expect(page.get_by_test_id("version-content")).to_contain_text("object")
    first = download(page)
    paint(product, page, "coffee")
    assert download(page) == first
    page.mouse.move(5, 5)
    assert violations(page) == []

    page.get_by_role("link", name="Versions", exact=True).click()
    make_version(page, "April")
    page.get_by_role("button", name="Compare", exact=True).click()
    expect(page.get_by_role("heading", name="From “March” to “April”")).to_be_visible()
    changed = page.get_by_test_id("differing-image")
    expect(changed).to_have_count(1)
    expect(changed).to_contain_text("+ object")
    assert violations(page) == []

    page.get_by_role("link", name="Versions", exact=True).click()
    page.get_by_role("button", name="More about March").click()
    page.get_by_role("menuitem", name="Delete…").click()
    page.get_by_role("button", name="Delete the version").click()
    expect(page.get_by_test_id("version-row")).to_have_count(1)
    expect(page.get_by_test_id("version-row")).to_contain_text("April")
