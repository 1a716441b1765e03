"""Every page in a real browser: nothing breaks, nothing is asked of others, nothing scrolls sideways, axe finds nothing
serious; wide and narrow, in both languages, light and dark, by keyboard, and without scripts."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from paicha.testing.browsers import Watched
from tests.journeys.conftest import Town, Visit

LOOKS = [(1280, "en", "light"), (390, "zh-hans", "light"), (1280, "zh-hans", "dark"), (390, "en", "dark")]
# Of an address what depends on the town; who opens it.
PAGES: dict[str, tuple[str, Callable[[Town], str]]] = {
    "overview": ("coordinator", lambda town: "/overview"),
    "overview of a district": ("head", lambda town: "/overview?from=2025-01-01&to=2025-12-31"),
    "findings": ("coordinator", lambda town: "/findings"),
    "findings, filtered": ("head", lambda town: "/findings?state=open&sort=deadline"),
    "findings, none": ("head", lambda town: "/findings?state=withdrawn"),
    "inspections": ("coordinator", lambda town: "/inspections"),
    "units": ("coordinator", lambda town: "/units"),
    "search": ("coordinator", lambda town: "/search?q=bak"),
    "unit": ("head", lambda town: f"/units/{town.bakery}"),
    "overseeing unit": ("coordinator", lambda town: f"/units/{town.north}"),
    "inspection": ("head", lambda town: f"/inspections/{town.inspection}"),
    "finding": ("owner", lambda town: f"/findings/{town.finding}"),
    "figures": ("liaison", lambda town: "/figures"),
    "figure": ("liaison", lambda town: "/figures/closure_rate_due?from=2025-01-01&to=2025-12-31&by=child"),
    "figure by month": ("coordinator", lambda town: "/figures/findings_total?by=month&from=2025-01-01&to=2025-12-31"),
    "reports": ("head", lambda town: "/reports"),
    "a new report": ("head", lambda town: "/reports/new"),
    "verifying a report": ("head", lambda town: "/reports/verify"),
    "ledger": ("coordinator", lambda town: "/ledger"),
    "entry": ("coordinator", lambda town: "/ledger/5"),
    "jobs": ("coordinator", lambda town: "/jobs"),
    "account": ("verifier", lambda town: "/account/"),
    "two-factor": ("verifier", lambda town: "/account/2fa/"),
    "sessions": ("verifier", lambda town: "/account/sessions/"),
    "password": ("verifier", lambda town: "/account/password/change/"),
    "opening a unit": ("coordinator", lambda town: "/units/open"),
    "moving a unit": ("coordinator", lambda town: f"/units/{town.canteen}/move"),
    "merging a unit": ("coordinator", lambda town: f"/units/{town.canteen}/merge"),
    "people": ("administrator", lambda town: "/people"),
    "a person": ("administrator", lambda town: "/people/2"),
    "a new person": ("administrator", lambda town: "/people/new"),
    "why": ("administrator", lambda town: "/people/why"),
    "imports": ("administrator", lambda town: "/imports"),
    "a new import": ("administrator", lambda town: "/imports/new"),
    "scheduled work": ("administrator", lambda town: "/schedule"),
    "runs of scheduled work": ("administrator", lambda town: "/schedule/tidy"),
    "scales": ("administrator", lambda town: "/scales"),
    "a new scale": ("administrator", lambda town: "/scales/new"),
    "tokens": ("administrator", lambda town: "/account/tokens"),
    "passkeys": ("administrator", lambda town: "/account/2fa/webauthn/"),
    "the API": ("administrator", lambda town: "/api/v1/docs"),
    "menu": ("inspector", lambda town: "/more"),
    "no such page": ("inspector", lambda town: "/nothing"),
    "not yours": ("outsider", lambda town: f"/units/{town.bakery}"),
}
OUTSIDE = ("/account/login/", "/account/password/reset/")


def serious(watched: Watched) -> list[str]:
    """What axe calls serious or critical."""
    found: list[dict[str, Any]] = Axe().run(watched.page).response["violations"]
    return [
        f"{each['id']}: {node['html'][:160]}"
        for each in found
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ]


@pytest.mark.parametrize(("width", "language", "theme"), LOOKS)
@pytest.mark.parametrize("username", sorted({who for who, _address in PAGES.values()}))
def test_pages_are_sound(town: Town, visit: Visit, username: str, width: int, language: str, theme: str) -> None:
    watched = visit(username, width=width, language=language, theme=theme)
    wrong: list[str] = []
    for name, (who, address) in PAGES.items():
        if who != username:
            continue
        answer = watched.go(address(town))
        expected = 404 if name in ("no such page", "not yours") else 200
        wrong += [] if answer.status == expected else [f"{name}: {answer.status}"]
        wrong += [f"{name}: scrolls sideways"] if watched.is_wider_than_its_window() else []
        wrong += [f"{name}: {each}" for each in serious(watched)]
    assert wrong + watched.faults == []


@pytest.mark.parametrize(("width", "language"), [(1280, "en"), (390, "zh-hans")])
def test_pages_before_sign_in_are_sound(visit: Visit, width: int, language: str) -> None:
    watched = visit(width=width, language=language)
    for address in OUTSIDE:
        assert watched.go(address).status == 200
        assert not watched.is_wider_than_its_window()
        assert serious(watched) == []
    assert watched.faults == []


def test_pages_say_the_same_without_scripts(town: Town, visit: Visit) -> None:
    watched = visit("coordinator", scripts=False)
    for name, (who, address) in PAGES.items():
        if who == "coordinator":
            answer = watched.go(address(town))
            assert answer.status == 200, name
            assert watched.page.inner_text("h1").strip(), name


def test_a_page_is_reached_by_keyboard(visit: Visit) -> None:
    watched = visit("head")
    watched.go("/findings")
    page = watched.page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "pc-skip"
    page.keyboard.press("Enter")
    seen = set()
    for _step in range(60):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.getAttribute('href') || document.activeElement.tagName"))
    assert any(str(each).startswith("/findings/") for each in seen), seen
