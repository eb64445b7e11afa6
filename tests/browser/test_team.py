"""A team in the browser: somebody joins by a link and annotates, and is removed without losing any of the work."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from backend.operations.bench.temporary_product import TemporaryProduct
from tests.browser import people
from tests.browser.people import Person
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser

PASSWORD = "dots into masks 7"
ASSIGN = """
from backend.accounts.models import User
from backend.images.models import Image
Image.objects.filter(pk={image!r}).update(assignee=User.objects.get(username={username!r}))
"""
ASSIGNEE = """
from backend.images.models import Image
image = Image.objects.get(pk={image!r})
made = set(image.annotation.operations.exclude(actor=None).values_list("actor__username", flat=True))
assert image.assignee.username == {heir!r}, image.assignee
assert made == {{{author!r}}}, made
"""
Open = Callable[..., Page]


def in_shell(product: TemporaryProduct, script: str, **values: str) -> None:
    product.manage("shell", "--no-imports", "-c", script.format(**values))


def link_of_this_team(page: Page) -> str:
    """Whoever manages the team whose page is open makes a link into it for one annotator; its address."""
    page.get_by_role("tab", name="Invitations").click()
    page.get_by_role("button", name="Invite people").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Make the link").click()
    link = dialog.get_by_test_id("invitation-link").inner_text()
    dialog.get_by_role("button", name="Done").click()
    return link


def make_link(page: Page) -> str:
    """The same for one's first team, from any page."""
    page.get_by_role("link", name="Team", exact=True).click()
    return link_of_this_team(page)


def join(page: Page, link: str, username: str, name: str) -> None:
    page.goto(link)
    page.get_by_role("textbox", name="Username").fill(username)
    page.get_by_role("textbox", name="Your name").fill(name)
    page.get_by_role("textbox", name="E-mail").fill(f"{username}@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Create my account and join").click()
    page.wait_for_url("**/projects")


def person_row(page: Page, username: str) -> Locator:
    return page.locator(f'[data-testid="person"][data-username="{username}"]')


def test_somebody_joins_by_a_link_annotates_and_is_removed_without_losing_work(
    product: TemporaryProduct, open_page: Open, photos: list[Path]
) -> None:
    username, heir = f"nina{uuid.uuid4().hex[:8]}", f"bea{uuid.uuid4().hex[:8]}"
    people.add_annotator(product, heir, "Bea Heir")
    owner = open_page()
    people.log_in(owner, product)
    people.make_project(owner, f"Team {uuid.uuid4()}", "One label")
    people.upload(owner, [photo for photo in photos if photo.stem == "coffee"])
    people.wait_until_ready(owner, 1)
    project = owner.url
    link = make_link(owner)

    newcomer = open_page()
    join(newcomer, link, username, "Nina New")
    newcomer.goto(project)
    people.open_editor(newcomer, "coffee.png")
    image = newcomer.url.rsplit("/", 1)[1].split("?")[0]
    people.click_at(newcomer, 300, 200)
    people.wait_until_settled(newcomer)
    assert len(people.objects(newcomer)) == 1
    in_shell(product, ASSIGN, image=image, username=username)

    used = open_page()
    used.goto(link)
    expect(used.get_by_role("heading", name="This invitation does not work")).to_be_visible()

    owner.get_by_role("tab", name="People").click()
    expect(person_row(owner, username)).to_contain_text("Nina New")
    person_row(owner, username).get_by_role("button", name="Actions for Nina New").click()
    owner.get_by_role("menuitem", name="Remove Nina New").click()
    dialog = owner.get_by_role("dialog")
    expect(dialog).to_contain_text("Assigned and not done: 1 image, 0 batches.")
    dialog.get_by_role("combobox", name="This work goes to").click()
    owner.get_by_role("option", name="Bea Heir").click()
    dialog.get_by_role("button", name="Remove").click()
    expect(person_row(owner, username)).to_have_count(0)

    in_shell(product, ASSIGNEE, image=image, heir=heir, author=username)
    newcomer.goto(project)
    expect(newcomer.get_by_role("heading", name="Not found, or no access")).to_be_visible()

    owner.get_by_role("tab", name="Activity").click()
    log = owner.get_by_test_id("activity")
    expect(log).to_contain_text(f"Member removed: {username}")
    expect(log).to_contain_text("1 image handed over to")
    expect(log).to_contain_text(f"Invitation accepted: {username}")

    owner.get_by_role("combobox", name="Who").fill("Nina New")
    owner.get_by_role("option", name="Nina New").first.click()
    expect(log.locator("tbody tr")).to_have_count(1)
    expect(log).to_contain_text(f"Invitation accepted: {username}")
    owner.reload()
    expect(owner.get_by_role("combobox", name="Who")).to_have_value("Nina New")
    expect(log.locator("tbody tr")).to_have_count(1)

    owner.get_by_role("tab", name="Invitations").click()
    owner.get_by_role("button", name="Show past ones").click()
    past = owner.get_by_test_id("invitation").and_(owner.locator("[data-state=used]"))
    expect(past.first).to_contain_text("Used up")


def test_somebody_with_an_account_logs_in_on_the_way_and_joins_with_one_button(
    product: TemporaryProduct, open_page: Open
) -> None:
    owner, guest = open_page(), open_page()
    people.log_in(owner, product)
    join(guest, make_link(owner), f"gus{uuid.uuid4().hex[:8]}", "Gus")
    guest.get_by_role("link", name="Team", exact=True).click()
    guest.get_by_role("button", name="New team").click()
    guest.get_by_role("dialog").get_by_role("textbox", name="Name").fill("Gus and friends")
    guest.get_by_role("button", name="Create the team").click()
    expect(guest.get_by_role("heading", name="Gus and friends")).to_be_visible()
    link = link_of_this_team(guest)

    other = open_page()
    other.goto(link)
    other.get_by_role("link", name="I have an account").click()
    log_in_here(other, product)
    expect(other.get_by_role("heading", name="Join Gus and friends")).to_be_visible()
    other.get_by_role("button", name="Join the team").click()
    other.wait_for_url("**/projects")
    other.goto(link)
    expect(other.get_by_role("heading", name="You are in this team")).to_be_visible()


def log_in_here(page: Page, who: TemporaryProduct | Person) -> None:
    page.get_by_label("Username or e-mail").fill(who.username)
    page.get_by_label("Password", exact=True).fill(who.password)
    page.get_by_role("button", name="Log in").click()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_a_team_can_be_used_by_everybody(product: TemporaryProduct, open_page: Open, scheme: str) -> None:
    page = open_page(color_scheme=scheme)
    people.log_in(page, product, "/team")
    link = make_link(page)
    found = {}
    for tab in ("People", "Invitations", "Groups", "Activity", "Settings"):
        page.get_by_role("tab", name=tab).click()
        expect(page.get_by_role("tab", name=tab, selected=True)).to_be_visible()
        page.wait_for_load_state("networkidle")
        found[tab] = violations(page)
    stranger = open_page(color_scheme=scheme)
    stranger.goto(link)
    expect(stranger.get_by_role("button", name="Create my account and join")).to_be_visible()
    found["join"] = violations(stranger)
    assert not any(found.values()), found
