"""What people come for, done in a real browser at a real server with its worker: look, export, report, change, import.

Journeys that change something change a unit of their own, so that they run in any order.
"""

import hashlib
from pathlib import Path

import pytest
from playwright.sync_api import expect

from paicha.testing.browsers import Watched
from tests.journeys.conftest import PASSWORD, Town, Visit

ROOT = Path(__file__).parents[2]
LONG = 60_000  # milliseconds that a job may take


def follow(watched: Watched, selector: str) -> None:
    """Click a link and wait for its page."""
    watched.page.locator(selector).first.click()
    watched.page.wait_for_load_state("networkidle")


def done(watched: Watched) -> None:
    """Wait until the job shown has a file to give; its page follows it by itself."""
    expect(watched.page.locator("main a[href*='/files/']").first).to_be_visible(timeout=LONG)


@pytest.mark.parametrize("width", [1280, 390])
def test_from_a_number_down_to_its_record(visit: Visit, width: int) -> None:
    watched = visit("coordinator", width=width)
    page = watched.page
    watched.go("/overview?from=2025-01-01&to=2025-12-31")
    follow(watched, "a.pc-tile[href*='findings_total']")
    assert "/figures/findings_total" in page.url
    assert "from=2025-01-01" in page.url
    follow(watched, "main table a[href^='/findings/']")
    expect(page.locator("h1")).not_to_be_empty()
    follow(watched, "main a[href^='/units/']")
    follow(watched, "main a[href^='/inspections/']")
    assert page.locator("h1").inner_text()
    assert watched.faults == []


def test_what_one_sees_ends_where_ones_post_ends(town: Town, visit: Visit) -> None:
    north, south = visit("head"), visit("outsider")
    assert north.go(f"/units/{town.bakery}").status == 200
    assert south.go(f"/units/{town.bakery}").status == 404
    south.go("/search?q=bakery")
    assert "Bakery" not in south.page.inner_text("main")
    follow(north, ".pc-nav a[href^='/findings']")
    assert "Zanzibar" not in north.page.content()


def test_a_list_is_filtered_kept_and_exported(visit: Visit) -> None:
    watched = visit("liaison")
    page = watched.page
    watched.go("/findings")
    rows = page.locator("main tbody tr").count()
    watched.go("/findings?severity=critical")
    assert 0 < page.locator("main tbody tr").count() < rows
    expect(page.locator(".pc-foot .pc-num").first).to_contain_text(str(page.locator("main tbody tr").count()))
    page.get_by_text("Views", exact=True).first.click()
    page.fill("form[action$='/findings/views'] input[name=name]", "the grave ones")
    page.locator("form[action$='/findings/views'] button").first.click()
    page.wait_for_load_state("networkidle")
    page.get_by_text("Views", exact=True).first.click()
    expect(page.get_by_role("link", name="the grave ones")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_text("Export", exact=True).first.click()
    page.locator("form[action*='exports'] button[value=csv], form[action*='exports'] button").first.click()
    done(watched)
    with page.expect_download() as waiting:
        page.locator("main a[href*='/files/']").first.click()
    data = Path(waiting.value.path()).read_bytes()
    assert data[:2] == b"PK" or b"Unit" in data[:300]
    assert watched.faults == []


def test_a_report_is_made_read_and_verified(visit: Visit) -> None:
    watched = visit("head")
    page = watched.page
    watched.go("/reports/new")
    page.fill("input[name=since]", "2025-01-01")
    page.fill("input[name=until]", "2025-12-31")
    page.locator("input[name=formats][value=docx]").uncheck()
    page.locator("main button.btn-primary").click()
    link = page.locator("main a[href^='/reports/0']").first
    expect(link).to_be_visible(timeout=LONG)
    link.click()
    page.wait_for_load_state("networkidle")
    number = page.locator(".pc-tr").first
    said = number.inner_text()
    number.click()
    expect(page.locator(".pc-pop:visible, [popover]:visible").first).to_contain_text(said)
    page.keyboard.press("Escape")
    with page.expect_download() as waiting:
        page.locator("main a[href$='file.html']").click()
    file = Path(waiting.value.path()).read_bytes()
    assert verified(watched, file) == "The report is true."
    changed = file.replace(f">{said}<".encode(), b">98,765<")
    assert changed != file
    assert verified(watched, changed) == "The report is not true."
    assert watched.faults == []


def verified(watched: Watched, file: bytes) -> str:
    """What the page says of a report's file."""
    watched.go("/reports/verify")
    watched.page.set_input_files("input[type=file]", {"name": "report.html", "mimeType": "text/html", "buffer": file})
    watched.page.locator("main form button").first.click()
    watched.page.wait_for_load_state("networkidle")
    return watched.page.get_by_text("The report is").first.inner_text().strip()


def test_a_unit_is_renamed_and_the_ledger_says_so(town: Town, visit: Visit) -> None:
    watched = visit("coordinator")
    page = watched.page
    watched.go(f"/units/{town.canteen}/rename")
    page.fill("input[name=name]", "Canteen by the river")
    page.locator("main button.btn-primary").click()
    page.wait_for_load_state("networkidle")
    expect(page.locator("main")).to_contain_text("Nothing is changed yet")
    page.locator("main button.btn-primary").click()
    page.wait_for_load_state("networkidle")
    expect(page.locator("h1")).to_have_text("Canteen by the river")
    watched.go("/ledger")
    expect(page.locator("main")).to_contain_text("Canteen by the river")
    assert watched.faults == []


def test_somebody_is_invited_and_chooses_a_password(visit: Visit) -> None:
    asking = visit("administrator")
    page = asking.page
    asking.go("/people/new")
    page.fill("input[name=name]", "Sample Person")
    page.fill("input[name=username]", "sample")
    page.fill("input[name=unit]", "south")
    page.locator("main button.btn-primary").click()
    page.wait_for_load_state("networkidle")
    address = page.locator("main input[readonly]").first.input_value()
    invited = visit()
    invited.page.goto(address)
    for field in ("password1", "password2"):
        invited.page.fill(f"input[name={field}]", "another sentence for tests")
    invited.page.locator("main button").first.click()
    invited.page.wait_for_load_state("networkidle")
    again = visit()
    again.go("/account/login/")
    again.page.fill("input[name=login]", "sample")
    again.page.fill("input[name=password]", "another sentence for tests")
    again.page.locator("main button[type=submit]").first.click()
    again.page.wait_for_load_state("networkidle")
    assert again.go("/units").status == 200
    assert "Noodles" in again.page.inner_text("main")
    assert "Bakery" not in again.page.inner_text("main")


def test_a_file_is_looked_at_and_imported(visit: Visit) -> None:
    watched = visit("administrator")
    page = watched.page
    example = ROOT / "examples" / "lifecycle"
    watched.go("/imports/new")
    page.set_input_files("#file", str(next(example.glob("*.csv"))))
    page.set_input_files("#toml", str(example / "mapping.toml"))
    page.locator("main button.btn-primary").click()
    page.wait_for_load_state("networkidle")
    expect(page.locator("main")).to_contain_text("As it would come in")
    page.locator("button[value=confirm]").first.click()
    expect(page.locator("main")).to_contain_text("inspections added", ignore_case=True, timeout=LONG)
    assert watched.faults == []


def test_the_same_password_opens_no_other_account(visit: Visit) -> None:
    """A wrong name and a wrong password look alike, and what was typed stays."""
    watched = visit()
    told = []
    for username, password in (("head", "not this one"), ("nobody-here", PASSWORD)):
        watched.go("/account/login/")
        watched.page.fill("input[name=login]", username)
        watched.page.fill("input[name=password]", password)
        watched.page.locator("main button[type=submit]").first.click()
        watched.page.wait_for_load_state("networkidle")
        told.append(hashlib.sha256(watched.page.locator("main [role=alert], main .pc-err").first.inner_text().encode()))
        assert watched.page.input_value("input[name=login]") == username
    assert told[0].digest() == told[1].digest()
