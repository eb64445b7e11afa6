"""Every way in, against the real product and real servers on loopback: an OpenID provider and a mail server."""

from __future__ import annotations

import re
import secrets
import uuid
from collections.abc import Callable, Iterator
from urllib.parse import quote, urljoin

import httpx
import oidc_provider_mock
import pytest
from playwright.sync_api import Locator, Page, expect

from backend.operations.bench.temporary_product import TemporaryProduct, free_port
from backend.operations.client.account import Account
from tests.authenticator import Authenticator
from tests.browser import people
from tests.browser.people import Person
from tests.browser.test_accessibility import violations
from tests.oidc_provider import OidcProvider
from tests.smtp_sink import SmtpSink

pytestmark = pytest.mark.browser

SSO = "Wonderland ID"
NEW_PASSWORD = "masks out of dots 9"
OpenPage = Callable[..., Page]


@pytest.fixture(scope="module")
def provider() -> Iterator[OidcProvider]:
    with OidcProvider() as running:
        yield running


@pytest.fixture(scope="module")
def letters() -> Iterator[SmtpSink]:
    with SmtpSink(free_port()) as sink:
        yield sink


@pytest.fixture(scope="module")
def product(provider: OidcProvider, letters: SmtpSink) -> Iterator[TemporaryProduct]:
    variables = {
        **provider.settings(),
        "STIPPLE_OIDC_NAME": SSO,
        "STIPPLE_OIDC_ORGANIZATION": "1",
        "STIPPLE_EMAIL_URL": letters.url,
    }
    with TemporaryProduct(variables) as running:
        provider.redirect_uri = f"{running.url}/sso/callback/"
        yield running


@pytest.fixture
def dora(provider: OidcProvider) -> str:
    """Somebody new at the provider; her user name."""
    name = f"dora{uuid.uuid4().hex[:8]}"
    told = {"name": name.title(), "preferred_username": name, "email": f"{name}@example.org", "email_verified": True}
    provider.people[name] = told
    return name


@pytest.fixture
def bea(product: TemporaryProduct) -> Person:
    return people.add_annotator(product, f"bea{uuid.uuid4().hex[:8]}", "Bea")


def log_in_elsewhere(page: Page, who: str) -> None:
    """The button on our page, then the one on the provider's."""
    page.get_by_role("button", name=f"Log in with {SSO}").click()
    page.get_by_role("button", name=f"Log in as {who.title()}").click()


def type_password(page: Page, who: Person) -> None:
    page.get_by_label("Username or e-mail").fill(who.username)
    page.get_by_label("Password", exact=True).fill(who.password)
    page.get_by_role("button", name="Log in", exact=True).click()


def type_code(page: Page, code: str) -> None:
    page.get_by_label("Code", exact=True).fill(code)
    page.get_by_role("button", name="Confirm").click()


def expect_logged_in_as(page: Page, username: str) -> None:
    expect(page.get_by_test_id("user-menu")).to_be_visible(timeout=people.ANSWER_MS)
    page.goto(urljoin(page.url, "/account"))
    expect(page.get_by_label("Username", exact=True)).to_have_value(username)


def section(page: Page, title: str) -> Locator:
    return page.locator("section").filter(has=page.get_by_role("heading", name=title, exact=True))


def set_up_two_steps(page: Page, product: TemporaryProduct) -> Authenticator:
    """On the account page of who is logged in; the app with the recovery codes."""
    page.goto(product.url + "/account")
    page.get_by_role("button", name="Set up two-step login").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("img", name="QR code")).to_be_visible()
    app = Authenticator(dialog.get_by_test_id("mfa-secret").inner_text().replace(" ", ""))
    dialog.get_by_label("Code that the app shows now").fill(app.code())
    dialog.get_by_role("button", name="Switch it on").click()
    codes = dialog.get_by_test_id("recovery-codes").locator("pre")
    expect(codes).to_have_count(10)
    app.recovery_codes = codes.all_inner_texts()
    dialog.get_by_role("button", name="I have kept them").click()
    expect(section(page, "Two-step login").get_by_text("10 recovery codes left")).to_be_visible()
    return app


def test_somebody_new_comes_by_single_sign_on_and_comes_back(
    product: TemporaryProduct, open_page: OpenPage, dora: str
) -> None:
    page = open_page()
    page.goto(product.url + "/models")
    log_in_elsewhere(page, dora)
    page.wait_for_url(product.url + "/models")
    expect_logged_in_as(page, dora)
    expect(page.get_by_text("have no password")).to_be_visible()
    page.goto(product.url + "/projects")
    expect(page.get_by_test_id("project-card").first).to_be_visible()

    again = open_page()
    again.goto(product.url)
    log_in_elsewhere(again, dora)
    expect_logged_in_as(again, dora)


def test_a_provider_that_is_not_ours_leads_in_as_well(open_page: OpenPage) -> None:
    told = {"email": "ada@example.org", "email_verified": True, "name": "Ada", "preferred_username": "ada"}
    with oidc_provider_mock.run_server_in_thread(
        require_nonce=True, user_claims=[oidc_provider_mock.User(sub="a-1", claims=told)]
    ) as server:
        variables = {
            "STIPPLE_OIDC_ISSUER": f"http://localhost:{server.server_port}",
            "STIPPLE_OIDC_CLIENT_ID": "stipple",
            "STIPPLE_OIDC_CLIENT_SECRET": "any will do there",
        }
        with TemporaryProduct(variables) as product:
            for _ in range(2):
                page = open_page()
                page.goto(product.url + "/models")
                page.get_by_role("button", name="Log in with single sign-on").click()
                page.get_by_role("button", name="a-1").click()
                page.wait_for_url(product.url + "/models")
                expect_logged_in_as(page, "ada")


def test_cancelling_over_there_leads_back_and_a_second_try_still_goes_where_one_wanted(
    product: TemporaryProduct, open_page: OpenPage, dora: str
) -> None:
    page = open_page()
    page.goto(product.url + "/models")
    page.get_by_role("button", name=f"Log in with {SSO}").click()
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("alert")).to_contain_text("cancelled")
    log_in_elsewhere(page, dora)
    page.wait_for_url(product.url + "/models")


def test_an_address_that_is_not_verified_is_connected_on_the_account_page(
    product: TemporaryProduct, open_page: OpenPage, provider: OidcProvider, letters: SmtpSink, dora: str
) -> None:
    provider.people[dora]["email_verified"] = False
    who = invited(product, letters, open_page(), f"{dora}@example.org")
    page = open_page()
    page.goto(product.url)
    log_in_elsewhere(page, dora)
    expect(page.get_by_role("alert")).to_contain_text("has not verified the address")
    type_password(page, who)
    expect_logged_in_as(page, who.username)
    page.get_by_role("button", name=f"Connect {SSO}").click()
    page.get_by_role("button", name=f"Log in as {dora.title()}").click()
    expect(page.get_by_text("Your account is connected.")).to_be_visible()

    again = open_page()
    again.goto(product.url)
    log_in_elsewhere(again, dora)
    expect_logged_in_as(again, who.username)
    again.get_by_role("button", name=f"Disconnect {SSO}").click()
    again.get_by_role("dialog").get_by_role("button", name="Disconnect").click()
    expect(again.get_by_text("No account is connected yet.")).to_be_visible()


def test_the_only_way_in_is_not_disconnected(product: TemporaryProduct, open_page: OpenPage, dora: str) -> None:
    page = open_page()
    page.goto(product.url + "/account")
    log_in_elsewhere(page, dora)
    page.get_by_role("button", name=f"Disconnect {SSO}").click()
    page.get_by_role("dialog").get_by_role("button", name="Disconnect").click()
    expect(page.get_by_text("This is your only way in")).to_be_visible()


def test_a_provider_that_is_down_is_told_on_our_own_page(
    product: TemporaryProduct, open_page: OpenPage, provider: OidcProvider, bea: Person
) -> None:
    page = open_page()
    page.goto(product.url)
    with provider.away():
        page.get_by_role("button", name=f"Log in with {SSO}").click()
        expect(page.get_by_role("alert")).to_contain_text(f"{SSO} does not answer")
    type_password(page, bea)
    expect_logged_in_as(page, bea.username)


def test_two_step_login_from_the_set_up_to_the_last_code(
    product: TemporaryProduct, open_page: OpenPage, bea: Person
) -> None:
    page = open_page()
    people.log_in(page, bea)
    app = set_up_two_steps(page, product)

    other = open_page()
    other.goto(product.url + "/models")
    type_password(other, bea)
    type_code(other, "000 000 000")
    expect(other.get_by_role("alert")).to_contain_text("This code is not right")
    code = app.code()
    type_code(other, code)
    other.wait_for_url(product.url + "/models")

    third = open_page()
    third.goto(product.url)
    type_password(third, bea)
    type_code(third, code)
    expect(third.get_by_role("alert")).to_contain_text("it has been used")
    type_code(third, app.recovery_codes[0])
    expect_logged_in_as(third, bea.username)
    expect(section(third, "Two-step login").get_by_text("9 recovery codes left")).to_be_visible()

    third.get_by_role("button", name="New recovery codes").click()
    dialog = third.get_by_role("dialog")
    dialog.get_by_label("Code", exact=True).fill(app.recovery_codes[1])
    dialog.get_by_role("button", name="Make new codes").click()
    newest = dialog.get_by_test_id("recovery-codes").locator("pre").first.inner_text()
    with third.expect_download() as download:
        dialog.get_by_role("link", name="Download").click()
    assert newest in download.value.path().read_text()
    dialog.get_by_role("button", name="I have kept them").click()

    third.get_by_role("button", name="Switch off").click()
    dialog = third.get_by_role("dialog")
    dialog.get_by_label("Your password").fill(bea.password)
    dialog.get_by_label("Code", exact=True).fill(newest)
    dialog.get_by_role("button", name="Switch it off").click()
    expect(third.get_by_role("button", name="Set up two-step login")).to_be_visible()


def test_a_session_that_ends_at_work_is_renewed_in_place_with_a_code(
    product: TemporaryProduct, open_page: OpenPage, bea: Person
) -> None:
    page = open_page()
    people.log_in(page, bea)
    app = set_up_two_steps(page, product)
    page.get_by_label("Name", exact=True).fill("Beatrix")
    page.context.clear_cookies()
    section(page, "Profile").get_by_role("button", name="Save").click()
    dialog = page.get_by_role("dialog", name="Your session has ended")
    dialog.get_by_label("Password", exact=True).fill(bea.password)
    dialog.get_by_role("button", name="Log in", exact=True).click()
    dialog.get_by_label("Code", exact=True).fill(app.code())
    dialog.get_by_role("button", name="Confirm").click()
    expect(page.get_by_text("Your profile is saved.")).to_be_visible()


def test_a_session_that_ends_at_work_is_renewed_by_single_sign_on_in_another_tab(
    product: TemporaryProduct, open_page: OpenPage, dora: str
) -> None:
    page = open_page()
    page.goto(product.url + "/account")
    log_in_elsewhere(page, dora)
    page.get_by_label("Name", exact=True).fill("Dorothea")
    page.context.clear_cookies()
    section(page, "Profile").get_by_role("button", name="Save").click()
    with page.expect_popup() as popup:
        page.get_by_role("dialog").get_by_role("button", name=f"Log in with {SSO}").click()
    popup.value.get_by_role("button", name=f"Log in as {dora.title()}").click()
    expect(popup.value.get_by_role("heading", name="You are logged in")).to_be_visible()
    popup.value.get_by_role("button", name="Close this tab").click()
    page.bring_to_front()
    page.evaluate("window.dispatchEvent(new Event('focus'))")  # headless pages never lose the focus
    expect(page.get_by_text("Your profile is saved.")).to_be_visible(timeout=people.ANSWER_MS)


def test_single_sign_on_does_not_pass_by_the_code(product: TemporaryProduct, open_page: OpenPage, dora: str) -> None:
    page = open_page()
    page.goto(product.url)
    log_in_elsewhere(page, dora)
    expect(page.get_by_test_id("user-menu")).to_be_visible()
    app = set_up_two_steps(page, product)
    again = open_page()
    again.goto(product.url + "/models")
    log_in_elsewhere(again, dora)
    type_code(again, app.code())
    again.wait_for_url(product.url + "/models")


def test_operators_come_to_their_pages_through_the_same_door(product: TemporaryProduct, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(product.url + "/admin/accounts/user/")
    page.wait_for_url(f"{product.url}/login?next={quote('/admin/accounts/user/', safe='')}")
    type_password(page, Person(product.url, product.username, product.password))
    page.wait_for_url(product.url + "/admin/accounts/user/")
    expect(page.get_by_role("link", name="Add user").first).to_be_visible()


def invited(product: TemporaryProduct, letters: SmtpSink, page: Page, address: str) -> Person:
    """Somebody whom the admin invites by mail, and who follows the link of the letter."""
    with Account(product.url, product.username, product.password) as admin:
        admin.post("/api/v1/memberships/", {"organization": 1, "email": address, "role": "annotator"})
    text = letters.next_letter(address)
    link, name = re.search(r"https?://\S+", text), re.search(r'user name is "(.+?)"', text)
    assert link and name
    choose_password(page, link.group())
    return Person(product.url, name.group(1), NEW_PASSWORD)


def choose_password(page: Page, link: str) -> None:
    page.goto(link)
    page.get_by_label("New password").fill(NEW_PASSWORD)
    page.get_by_label("The same again").fill(NEW_PASSWORD)
    page.get_by_role("button", name="Set the password").click()
    expect(page.get_by_role("heading", name="Your password is changed")).to_be_visible()


def test_an_invitation_arrives_by_mail_and_its_link_works(
    product: TemporaryProduct, open_page: OpenPage, letters: SmtpSink
) -> None:
    page = open_page()
    who = invited(product, letters, page, f"{uuid.uuid4().hex[:8]}@example.org")
    page.get_by_role("link", name="Log in").click()
    type_password(page, who)
    expect(page.get_by_test_id("project-card").first).to_be_visible()


def test_a_reset_by_mail_gives_a_new_password_and_leaves_the_second_step(
    product: TemporaryProduct, open_page: OpenPage, letters: SmtpSink
) -> None:
    address = f"{uuid.uuid4().hex[:8]}@example.org"
    page = open_page()
    who = invited(product, letters, page, address)
    people.log_in(page, who)
    app = set_up_two_steps(page, product)

    other = open_page()
    other.goto(product.url + "/login")
    other.get_by_role("link", name="Forgot your password?").click()
    other.get_by_label("E-mail").fill(address)
    other.get_by_role("button", name="Send the link").click()
    expect(other.get_by_text("is on its way")).to_be_visible()
    link = letters.next_link(address)
    choose_password(other, link)
    other.goto(product.url)
    type_password(other, who)
    type_code(other, app.code())
    expect_logged_in_as(other, who.username)

    late = open_page()
    late.goto(link)
    late.get_by_label("New password").fill(secrets.token_urlsafe(12))
    late.get_by_label("The same again").fill(late.get_by_label("New password").input_value())
    late.get_by_role("button", name="Set the password").click()
    expect(late.get_by_role("alert")).to_contain_text("no longer valid")


def test_a_token_works_for_a_program_until_it_is_revoked(
    product: TemporaryProduct, open_page: OpenPage, bea: Person
) -> None:
    page = open_page()
    people.log_in(page, bea, "/account")
    page.get_by_role("button", name="New token").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill("robot arm")
    dialog.get_by_role("button", name="Make the token").click()
    token = dialog.locator("pre").inner_text().strip()
    dialog.get_by_role("button", name="Done").click()

    program = httpx.Client(base_url=product.url, headers={"Authorization": f"Bearer {token}"})
    assert program.get("/api/v1/me/").json()["username"] == bea.username
    assert program.get("/api/v1/projects/").json()["results"]
    assert program.post("/api/v1/me/mfa/offer/").status_code == 403

    page.get_by_role("button", name="Delete the token robot arm").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete the token").click()
    expect(page.get_by_text("You have no tokens.")).to_be_visible()
    refused = program.get("/api/v1/me/")
    assert (refused.status_code, refused.json()["code"]) == (401, "bad-token")


def test_a_team_that_asks_for_two_steps_opens_to_who_takes_them(
    product: TemporaryProduct, open_page: OpenPage, bea: Person
) -> None:
    owner = open_page()
    people.log_in(owner, product)
    app = set_up_two_steps(owner, product)
    owner.goto(product.url + "/projects")
    owner.get_by_test_id("project-card").filter(has_text="Demo photos").click()
    owner.wait_for_url("**/projects/*")
    project = owner.url
    owner.goto(project + "/settings?tab=members")
    owner.locator('main a[href^="/team/"]').click()
    owner.get_by_role("tab", name="Settings").click()
    owner.get_by_role("switch", name="Ask members for two-step login").click(force=True)
    owner.get_by_role("dialog").get_by_role("button", name="Ask for it").click()
    expect(owner.get_by_role("switch", name="Ask members for two-step login")).to_be_checked()
    try:
        page = open_page()
        people.log_in(page, bea)
        expect(page.get_by_text("ask for two-step login")).to_be_visible()
        page.goto(project)
        page.get_by_role("link", name="Set it up now").click()
        page.wait_for_url("**/account#two-step")
        set_up_two_steps(page, product)
        page.goto(project)
        expect(page.get_by_test_id("image-card").first).to_be_visible()
    finally:
        owner.get_by_role("switch", name="Ask members for two-step login").click(force=True)
        expect(owner.get_by_role("switch", name="Ask members for two-step login")).not_to_be_checked()
        product.manage("reset_mfa", product.username)
    assert app.recovery_codes


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_step_of_a_login_has_a_serious_violation(
    product: TemporaryProduct, open_page: OpenPage, bea: Person, scheme: str
) -> None:
    page = open_page(color_scheme=scheme, reduced_motion="reduce")
    found: dict[str, list[str]] = {}
    for path in ("/login", "/login?problem=sso-failed", "/login?step=code", "/signed-in"):
        page.goto(product.url + path)
        page.wait_for_load_state("networkidle")
        found[path] = violations(page)
    people.log_in(page, bea, "/account")
    page.get_by_role("button", name="Set up two-step login").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("img", name="QR code")).to_be_visible()
    found["set-up"] = violations(page)
    app = Authenticator(dialog.get_by_test_id("mfa-secret").inner_text().replace(" ", ""))
    dialog.get_by_label("Code that the app shows now").fill(app.code())
    dialog.get_by_role("button", name="Switch it on").click()
    expect(dialog.get_by_test_id("recovery-codes")).to_be_visible()
    page.mouse.move(0, 0)
    found["recovery codes"] = violations(page)
    dialog.get_by_role("button", name="I have kept them").click()
    page.get_by_role("button", name="Switch off").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    found["switch off"] = violations(page)
    assert {state: said for state, said in found.items() if said} == {}
