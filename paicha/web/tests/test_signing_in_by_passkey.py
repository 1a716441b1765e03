"""Passkeys in a real browser, whose device is one that the browser itself plays."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from paicha.orgs.actions.people import terminal
from paicha.orgs.queries import person_named
from paicha.testing.browsers import browser, served
from paicha.testing.cast import cast, introduced
from paicha.testing.house import Houses
from paicha.web.tests.signed import PASSWORD, with_password


@pytest.fixture(scope="module")
def context(houses: Houses, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """A browser at the cast's installation, under the name localhost: an address in numbers has no passkeys."""
    with houses("sqlite", cast)(tmp_path_factory.mktemp("passkeys")) as house, house.entered():
        assert introduced().terminal == terminal()
        for name in ("owner", "head"):
            with_password(person_named(name))
        with served(house) as address, browser() as chromium:
            found = chromium.new_context(base_url=address.replace("127.0.0.1", "localhost"), locale="en-GB")
            yield found
            found.close()


def device(context: BrowserContext) -> Page:
    """A page on a device that can make passkeys, and whose holder agrees at once."""
    page = context.new_page()
    tools = context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    kind = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": kind})
    return page


def enter(page: Page, name: str) -> None:
    """Sign in by password."""
    page.goto("/account/login/")
    page.fill("input[name=login]", name)
    page.fill("input[name=password]", PASSWORD)
    page.locator("main form").first.locator("button").click()


def add_key(page: Page, *, alone: bool) -> None:
    """Add a key, after showing once more who one is."""
    page.goto("/account/2fa/webauthn/add/")
    page.fill("input[name=password]", PASSWORD)
    page.locator("main form").first.locator("button").click()
    page.fill("input[name=name]", "This device")
    if alone:
        page.check("input[name=passwordless]")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/2fa/**codes/**")
    page.goto("/account/2fa/webauthn/")
    expect(page.locator("main")).to_contain_text("This device")


def sign_out(page: Page) -> None:
    """Sign out."""
    page.goto("/account/logout/")
    page.locator("main form button").click()
    page.wait_for_url("**/account/login/**")


def test_a_passkey_signs_in_alone(context: BrowserContext) -> None:
    page = device(context)
    enter(page, "owner")
    page.wait_for_url("**/overview**")
    add_key(page, alone=True)
    sign_out(page)
    page.click("#passkey_login")
    page.wait_for_url("**/overview**")
    page.goto("/account/")
    expect(page.locator("h1")).to_have_text("Owner")
    sign_out(page)
    page.close()


def test_a_key_is_the_second_step(context: BrowserContext) -> None:
    page = device(context)
    enter(page, "head")
    page.wait_for_url("**/overview**")
    add_key(page, alone=False)
    sign_out(page)
    enter(page, "head")
    page.wait_for_url("**/2fa/authenticate/")
    page.click("#mfa_webauthn_authenticate")
    page.wait_for_url("**/overview**")
    sign_out(page)
    page.close()


def test_a_device_that_gives_none_is_told(context: BrowserContext) -> None:
    page = device(context)
    page.goto("/account/login/")
    page.click("#passkey_login")
    expect(page.locator("[data-pc-passkey-problem]")).to_be_visible()
    page.close()


def test_at_an_address_in_numbers_none_is_offered(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/account/login/")
    expect(page.locator("#passkey_login")).to_be_visible()
    page.goto(page.url.replace("localhost", "127.0.0.1"))
    expect(page.locator("#passkey_login")).to_be_hidden()
    page.close()
