"""A real browser at a real server: Chromium without a window, and an installation that serves on a free port."""

import contextlib
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Browser, Page, sync_playwright

from paicha.testing.cpu import apart

if TYPE_CHECKING:
    from paicha.testing.house import House

CACHE = Path(__file__).resolve().parents[2] / ".cache" / "browsers"
# Nothing is asked of the network but the page, and nothing is kept between runs.
QUIET = (
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--font-render-hinting=none",
)
LONGEST = 60  # seconds until a server answers


def chromium_path() -> str:
    """Where Chromium is: as PAICHA_TEST_CHROMIUM names it, on the PATH, or where tools/chromium.sh put it."""
    named = [
        os.environ.get("PAICHA_TEST_CHROMIUM"),
        *map(shutil.which, ("chromium", "chromium-browser", "google-chrome")),
    ]
    found = next((name for name in named if name), None)
    if found:
        return found
    os.environ["PLAYWRIGHT_BROWSERS_PATH"] = str(CACHE)
    with sync_playwright() as started:
        return started.chromium.executable_path


@contextlib.contextmanager
def browser() -> Iterator[Browser]:
    """Chromium, as long as the block."""
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    started = sync_playwright().start()
    try:
        yield started.chromium.launch(executable_path=chromium_path(), args=[*QUIET, *sandbox])
    finally:
        with apart("Chromium"):
            started.stop()


def free_port() -> int:
    """A port that nobody listens on."""
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def served(house: "House", *options: str) -> Iterator[str]:
    """The address of the house while `paicha run` serves it."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    log = house.home / "run.log"
    with log.open("w") as file:
        started = subprocess.Popen(
            house.command("run", "--port", str(port), *options),
            env={**house.env, "PAICHA_ADDRESS": address},
            cwd=house.home,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
        )
        try:
            _until_it_answers(started, port, log)
            yield address
        finally:
            started.terminate()
            started.wait(timeout=30)


def _until_it_answers(started: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    end = time.monotonic() + LONGEST
    while time.monotonic() < end and started.poll() is None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            started.wait(timeout=0.1)
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1) as probe:
            probe.sendall(b"GET /health HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
            if b" 200 " in probe.recv(100):
                return
    raise AssertionError(f"no answer at port {port}:\n{log.read_text()[-3000:]}")


class Watched:
    """A page of the browser that remembers what went wrong: errors of scripts, refused resources, foreign requests."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.faults: list[str] = []
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page.on("console", self._said)
        page.on("request", self._asked)

    def _said(self, message: Any) -> None:
        known = re.search(r"status of (4\d\d|503)", message.text)
        if message.type == "error" and not known:
            self.faults.append(f"console: {message.text}")

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.faults.append(f"foreign request: {request.url}")

    def go(self, path: str) -> Any:
        """Open a page and wait until it has all that it asks for."""
        answer = self.page.goto(self.address + path)
        self.page.wait_for_load_state("networkidle")
        return answer

    def sign_in(self, username: str, password: str) -> None:
        """Sign in as a person would."""
        self.go("/account/login/")
        self.page.fill("input[name=login]", username)
        self.page.fill("input[name=password]", password)
        self.page.click("main button[type=submit]")
        self.page.wait_for_load_state("networkidle")
        assert "/login" not in self.page.url, self.page.inner_text("main")

    def dress(self, language: str, theme: str) -> None:
        """Choose a language and a theme, as on the account page, where the reader has not chosen them already."""
        root = self.page.locator("html")
        spoken = "zh-hans" if root.get_attribute("lang") == "zh-Hans" else "en"
        worn = "light" if root.get_attribute("data-bs-theme") == "light" else "dark"
        worn = worn if root.get_attribute("data-pc-theme") is None else "auto"
        if (spoken, worn) == (language, theme):
            return
        token = next(each.get("value", "") for each in self.page.context.cookies() if each.get("name") == "paicha_csrf")
        answer = self.page.request.post(
            f"{self.address}/account/preferences",
            form={"language": language, "theme": theme, "csrfmiddlewaretoken": token},
            headers={"Referer": self.address},
        )
        assert answer.ok, answer.text()[:500]

    def is_wider_than_its_window(self) -> bool:
        """Whether the page scrolls sideways."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
