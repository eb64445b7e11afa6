"""A manager looks at a month of work; a reviewer sends an image back; its annotator finds it among what is to mend."""

from __future__ import annotations

import csv
import re
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from backend.operations.bench.temporary_product import TemporaryProduct
from backend.operations.client.account import Account
from tests.browser import people
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser
SCHEMES = ("light", "dark")


@pytest.fixture(scope="module")
def seeded(product: TemporaryProduct) -> dict[str, Any]:
    """A project with a made-up month of six people, as the API tells it."""
    name = f"Month {uuid.uuid4().hex[:6]}"
    product.manage("seed_month", "--project", name, "--people", "6", "--images", "160", "--owner", product.username)
    with Account(product.url, product.username, product.password) as account:
        return next(row for row in account.all_pages("/api/v1/projects/") if row["name"] == name)


def figures(product: TemporaryProduct, project: dict[str, Any]) -> Any:
    with Account(product.url, product.username, product.password) as account:
        return account.get(f"/api/v1/projects/{project['id']}/statistics/")


def test_the_page_shows_the_figures_of_the_month(
    product: TemporaryProduct, open_page: Callable[..., Page], seeded: dict[str, Any], tmp_path: Path
) -> None:
    page, wanted = open_page(), figures(product, seeded)
    people.log_in(page, product, f"/projects/{seeded['id']}")
    page.get_by_role("link", name="Quality and figures").click()
    expect(page.get_by_text(str(wanted["totals"]["images"]), exact=True).first).to_be_visible()
    rows = page.get_by_test_id("people-table").locator("tbody tr")
    expect(rows).to_have_count(5)
    busiest = wanted["people"][0]
    expect(rows.first).to_contain_text(busiest["person"]["name"])

    page.get_by_role("button", name="Sort by Time per object").click()
    slowest = max(wanted["people"], key=lambda row: row["seconds_per_object"])
    expect(rows.first).to_contain_text(slowest["person"]["name"])

    page.get_by_role("button", name="Throughput as a table").click()
    table = page.get_by_role("region", name="Throughput").get_by_role("table")
    shown = sum(int(text) for text in table.locator("tbody tr td:nth-child(2)").all_inner_texts())
    assert shown == wanted["totals"]["images"]

    with page.expect_download() as started:
        page.get_by_role("link", name="Download “People” as a CSV file").click()
    kept = tmp_path / "people.csv"
    started.value.save_as(kept)
    with kept.open(newline="") as file:
        assert [row["person"] for row in csv.DictReader(file)] == [row["person"]["name"] for row in wanted["people"]]

    rows.filter(has_text=busiest["person"]["name"]).get_by_role("link").click()
    expect(page.get_by_role("heading", name=f"What {busiest['person']['name']} has done")).to_be_visible()
    expect(page.get_by_text(str(busiest["images"]), exact=True).first).to_be_visible()
    page.get_by_text("7 days", exact=True).click()
    expect(page).to_have_url(re.compile(rf"person={busiest['person']['id']}.*days=7"))
    page.reload()
    expect(page.get_by_role("radio", name="7 days")).to_be_checked()


def test_the_page_of_a_team_leads_to_its_projects_and_people(
    product: TemporaryProduct, open_page: Callable[..., Page], seeded: dict[str, Any], tmp_path: Path
) -> None:
    page, team = open_page(), seeded["organization"]
    with Account(product.url, product.username, product.password) as account:
        idle = account.post("/api/v1/projects/", {"organization": team, "name": f"Idle {uuid.uuid4()}"})
        wanted = account.get(f"/api/v1/organizations/{team}/statistics/")
    assert idle["name"] not in [row["project"]["name"] for row in wanted["projects"]], "it has no image"
    people.log_in(page, product, "/projects")
    page.get_by_role("button", name="Quality and figures").click()
    page.get_by_role("menuitem", name=seeded["name"]).click()
    expect(page.get_by_text(str(wanted["totals"]["images"]), exact=True).first).to_be_visible()
    project = page.get_by_test_id("projects-table").get_by_role("link", name=seeded["name"])
    busiest = wanted["people"][0]["person"]
    rows = page.get_by_test_id("people-table").locator("tbody tr")
    expect(rows.first).to_contain_text(busiest["name"])

    page.get_by_test_id("people-table").get_by_role("button", name="Sort by Time per object").press("Enter")
    slowest = max(wanted["people"], key=lambda row: row["seconds_per_object"])["person"]["name"]
    expect(rows.first).to_contain_text(slowest)
    page.get_by_text("90 days", exact=True).click()
    expect(page).to_have_url(re.compile(r"people_by=-time&days=90"))
    page.reload()
    expect(rows.first).to_contain_text(slowest)

    with page.expect_download() as started:
        page.get_by_role("link", name="Download “Projects” as a CSV file").click()
    started.value.save_as(tmp_path / "projects.csv")
    with (tmp_path / "projects.csv").open(newline="") as file:
        assert [row["project"] for row in csv.DictReader(file)] == [seeded["name"]]

    project.click()
    expect(page).to_have_url(f"{product.url}/projects/{seeded['id']}/quality?days=90")
    expect(page.get_by_role("heading", name="Quality and figures")).to_be_visible()
    page.go_back()
    rows.filter(has_text=busiest["name"]).get_by_role("link", name=busiest["name"], exact=True).click()
    expect(page.get_by_role("heading", name=f"What {busiest['name']} has done")).to_be_visible()
    page.get_by_role("link", name="Activity").click()
    expect(page.get_by_role("combobox", name="Who")).to_have_value(busiest["name"])
    expect(page.get_by_text("Nothing was recorded that fits these filters.")).to_be_visible()


def test_who_may_not_see_the_figures_of_a_team_sees_no_way_to_them(
    product: TemporaryProduct, open_page: Callable[..., Page], seeded: dict[str, Any]
) -> None:
    page, team = open_page(), seeded["organization"]
    people.log_in(page, people.add_annotator(product, f"bea{uuid.uuid4().hex[:8]}", "Bea"), "/projects")
    expect(page.get_by_text(seeded["name"])).to_be_visible()
    expect(page.get_by_text("Quality and figures")).to_have_count(0)
    page.goto(f"{product.url}/team/{team}")
    expect(page.get_by_role("heading", name=seeded["name"])).to_be_visible()
    expect(page.get_by_text("Quality and figures")).to_have_count(0)
    page.goto(f"{product.url}/team/{team}/quality")
    expect(page.get_by_role("heading", name="Not found, or no access")).to_be_visible()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    "path", ["/team/{organization}/quality", "/projects/{id}/quality", "/projects/{id}/review", "/account/work"]
)
def test_everybody_can_read_the_pages(
    product: TemporaryProduct, open_page: Callable[..., Page], seeded: dict[str, Any], path: str, scheme: str
) -> None:
    page = open_page(color_scheme=scheme)
    people.log_in(page, product, path.format(**seeded))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert violations(page) == []


def test_an_image_that_is_sent_back_is_found_with_its_reason_and_mended(
    product: TemporaryProduct, open_page: Callable[..., Page], photos: list[Path]
) -> None:
    manager = open_page()
    people.log_in(manager, product)
    people.make_project(manager, f"Review {uuid.uuid4()}", "One label")
    project = manager.url.removeprefix(product.url)
    people.upload(manager, [photo for photo in photos if photo.stem == "coffee"])
    people.wait_until_ready(manager, 1)
    manager.goto(f"{product.url}{project}/settings")
    manager.get_by_role("combobox", name="Reasons").fill("The handle is missing")
    manager.get_by_role("combobox", name="Reasons").press("Enter")
    section = manager.locator("section", has=manager.get_by_role("heading", name="Reasons to reject"))
    section.get_by_role("button", name="Save").click()
    expect(manager.get_by_text("Reasons saved.")).to_be_visible()

    annotator = open_page()
    people.log_in(annotator, people.add_annotator(product, f"bea{uuid.uuid4().hex[:8]}", "Bea"), project)
    people.open_editor(annotator, "coffee.png")
    annotator.get_by_test_id("submit").click()
    expect(annotator.get_by_test_id("workflow-state")).to_have_text("Submitted")

    manager.goto(f"{product.url}{project}/review")
    expect(manager.get_by_text("1 image waits for a review")).to_be_visible()
    expect(manager.get_by_test_id("submission-card")).to_contain_text("Bea")
    manager.get_by_role("button", name="Review next").click()
    people.wait_for_model(manager)
    manager.get_by_role("button", name="Reject").click()
    dialog = manager.get_by_role("dialog")
    dialog.get_by_text("The handle is missing").click()
    dialog.get_by_label("What should be different?").fill("And the spoon.")
    dialog.get_by_role("button", name="Reject").click()
    expect(manager.get_by_test_id("workflow-state")).to_have_text("Rejected")
    manager.get_by_role("button", name="Review next").click()
    expect(manager.get_by_text("No image waits for review here.")).to_be_visible()

    annotator.goto(f"{product.url}/account/work")
    card = annotator.get_by_test_id("to-mend")
    expect(card).to_contain_text("The handle is missing")
    card.click()
    people.wait_for_model(annotator)
    expect(annotator.get_by_test_id("rejection")).to_contain_text("And the spoon.")
    annotator.get_by_test_id("submit").click()
    expect(annotator.get_by_test_id("workflow-state")).to_have_text("Submitted")
    annotator.goto(f"{product.url}/account/work")
    expect(annotator.get_by_text("Nothing was sent back to you.")).to_be_visible()
