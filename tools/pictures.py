"""Takes the pictures of the pages that docs/ shows, from a running installation with the demo's data.

    .venv/bin/python tools/pictures.py http://127.0.0.1:8000 coordinator PASSWORD [NAME ...]

Needs the test set and Chromium. Pictures land in docs/pictures/; look at each before it is kept.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

from paicha.testing.browsers import Watched, browser

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "pictures"
YEAR = "from=2013-09-01&to=2014-08-31"


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: its name, the page, how wide and high (0: all of it), in which language and theme."""

    name: str
    page: str
    width: int = 1280
    height: int = 860
    language: str = "en"
    theme: str = "light"
    follow: str = ""  # the first link of the page that matches leads to what is wanted
    click: str = ""  # what is clicked there


SHOTS = (
    Shot("overview-en", f"/overview?{YEAR}", height=1240),
    Shot("findings-en", "/findings?severity=critical"),
    Shot("unit-en", "/search?q=garrett", height=1100, follow="main a[href^='/units/']"),
    Shot("report-page-en", "/reports", height=1100, follow="main a[href^='/reports/0']", click=".pc-tr"),
    Shot("figure-en", f"/figures/failed_inspection_rate?{YEAR}&by=child", height=1100),
    Shot("ledger-en", "/ledger"),
    Shot("overview-zh", f"/overview?{YEAR}", height=1240, language="zh-hans"),
    Shot("overview-phone", f"/overview?{YEAR}", 390, 844, "zh-hans"),
    Shot("findings-zh", "/findings?severity=critical", language="zh-hans"),
    Shot("findings-phone", "/findings", 390, 844, "zh-hans"),
    Shot("figure-zh", f"/figures/failed_inspection_rate?{YEAR}&by=month", height=1100, language="zh-hans"),
    Shot("ledger-zh", "/ledger", language="zh-hans"),
    Shot("overview-dark", f"/overview?{YEAR}", height=1240, theme="dark"),
)


def main() -> int:
    """Take them."""
    address, username, password, *names = sys.argv[1:]
    with browser() as chromium:
        for shot in SHOTS:
            if names and shot.name not in names:
                continue
            context = chromium.new_context(viewport={"width": shot.width, "height": shot.height or 900})
            watched = Watched(context.new_page(), address)
            watched.sign_in(username, password)
            watched.dress(shot.language, shot.theme)
            watched.go(shot.page)
            if shot.follow:
                watched.go(str(watched.page.locator(shot.follow).first.get_attribute("href")))
            if shot.click:
                watched.page.locator(shot.click).first.click()
                watched.page.locator(":popover-open").wait_for()
            watched.page.screenshot(path=str(FOLDER / f"{shot.name}.png"), full_page=not shot.height)
            print(shot.name, *watched.faults)
            context.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
