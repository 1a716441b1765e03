"""A busy town that is served, and people of it at a real browser."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext

from paicha.accounts.actions.passwords import choose_password
from paicha.orgs.actions.people import add_person, give_post, terminal
from paicha.orgs.queries import person_named
from paicha.testing.browsers import Watched, browser, served
from paicha.testing.busy import Busy, busy_town
from paicha.testing.cast import introduced
from paicha.testing.house import House, Houses

PASSWORD = "a sentence for tests"
PEOPLE = ("coordinator", "liaison", "head", "owner", "inspector", "verifier", "outsider")


@dataclass(frozen=True)
class Town:
    """The busy town at an address of its own, and the numbers of what is opened there.

    They are looked up before a browser is there: while one runs in this thread, Django refuses to ask the database.
    """

    house: House
    address: str
    bakery: int
    canteen: int
    north: int
    inspection: int  # the bakery's first one, of the territory
    finding: int  # the first one of it


@pytest.fixture(scope="session")
def town(houses: Houses, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The town, served as long as the tests run; tests that change it say so and take another unit each."""
    with houses("sqlite", busy_town)(tmp_path_factory.mktemp("journeys")) as house, house.entered():
        everywhere = add_person(terminal(), username="administrator", name="Administrator", language="en")
        give_post(terminal(), person=everywhere, role="administrator")
        for username in (*PEOPLE, "administrator"):
            person = person_named(username)
            choose_password(person, person=person, password=PASSWORD)
        busy = Busy(introduced())
        bakery, canteen, north = (getattr(busy.cast, name) for name in ("bakery", "canteen", "north"))
        opened = busy.inspections(bakery)[0], busy.findings(bakery)[0]
        with served(house) as address:
            yield Town(house, address, bakery.pk, canteen.pk, north.pk, *opened)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One Chromium for the tests of a module. While it runs, Django asks no database in this process."""
    with browser() as found:
        yield found


Visit = Callable[..., Watched]


@pytest.fixture
def visit(town: Town, chromium: Browser) -> Iterator[Visit]:
    """Opens a browser window of its own: `visit("head", width=390, theme="dark")`.

    Whoever it is for is signed in, and reads in this language and theme whatever an earlier test chose for them.
    """
    opened: list[BrowserContext] = []

    def visiting(
        username: str = "", *, width: int = 1280, scripts: bool = True, language: str = "en", theme: str = "light"
    ) -> Watched:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
            locale="en-GB" if language == "en" else "zh-CN",
            has_touch=width < 640,
        )
        opened.append(context)
        watched = Watched(context.new_page(), town.address)
        if username:
            watched.sign_in(username, PASSWORD)
            watched.dress(language, theme)
        return watched

    yield visiting
    for context in opened:
        context.close()
