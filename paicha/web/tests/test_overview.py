"""The overview: how things stand at a place, as far as one reaches."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.test import Client

from paicha.figures.asking import ask
from paicha.orgs.actions.people import add_person
from paicha.orgs.actions.units import open_unit
from paicha.testing.busy import OUTSIDE, Busy, day
from paicha.testing.cast import Cast
from paicha.testing.visitor import counted, visitor
from paicha.web.figures.periods import Span, month_end
from paicha.web.place import place_named

YEAR = "from=2025-03-01&to=2026-02-28"
WHOLE = f"{YEAR}&whole=1"  # all at once, as for a browser without scripts


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.content.decode()


@pytest.mark.parametrize("address", ["/", "/overview"])
def test_it_begins_with_ones_first_post(busy: Busy, address: str) -> None:
    assert "City" in page(visitor(busy.cast.coordinator), address)


def test_tiles_say_what_figures_say_and_lead_to_them(busy: Busy) -> None:
    coordinator = busy.cast.coordinator
    place = place_named(coordinator, {})
    said = ask("findings_total", scope=place.scope, period=(date(2025, 3, 1), date(2026, 2, 28)))
    shown = page(visitor(coordinator), f"/overview?{WHOLE}")
    tile = shown.split('href="/figures/findings_total?')[1].split("</a>")[0]
    assert tile.startswith("line=territorial&amp;unit=city&amp;from=2025-03-01&amp;to=2026-02-28")
    assert f'<span class="pc-tile-v">{said.value}</span>' in tile


def test_without_a_period_it_ends_with_the_newest_inspection(busy: Busy) -> None:
    last = month_end(day(400))
    shown = page(visitor(busy.cast.coordinator), "/overview")
    assert f'name="to" value="{min(last, Span(last, last).until).isoformat()}"' in shown


def test_units_below_lead_on_and_end_at_units(busy: Busy) -> None:
    client = visitor(busy.cast.coordinator)
    assert "/overview?line=territorial&amp;from=2025-03-01&amp;to=2026-02-28&amp;unit=north" in page(
        client, f"/overview?{WHOLE}"
    )
    assert f'href="/units/{busy.cast.bakery.pk}"' in page(client, f"/overview?line=territorial&unit=north&{WHOLE}")


@pytest.mark.parametrize("order", ["name", "failed_inspection_rate", "-failed_inspection_rate"])
def test_units_below_can_be_ordered(busy: Busy, order: str) -> None:
    shown = page(visitor(busy.cast.coordinator), f"/overview?{WHOLE}&order={order}")
    assert "aria-sort" in shown


def test_a_unit_without_units_below_has_no_table_of_them(busy: Busy) -> None:
    assert 'id="units"' not in page(visitor(busy.cast.owner), f"/overview?{WHOLE}")


def test_what_needs_attention_leads_to_the_list_with_the_same_number(busy: Busy) -> None:
    client = visitor(busy.cast.coordinator)
    shown = page(client, f"/overview?{WHOLE}")
    found = ask("overdue_rate", scope=place_named(busy.cast.coordinator, {}).scope)
    assert f"{found.numerator} findings overdue" in shown or f"{found.numerator} 条" in shown
    address = shown.split('href="/findings?line=territorial&amp;unit=city&amp;overdue=1"')
    assert len(address) == 2
    listed = page(client, "/findings?line=territorial&unit=city&overdue=1")
    assert len(set(re.findall(r'href="/findings/(\d+)"', listed))) == found.numerator


def test_nobody_reads_of_what_is_outside(busy: Busy) -> None:
    for person in (busy.cast.liaison, busy.cast.head, busy.cast.owner, busy.cast.verifier):
        client = visitor(person)
        for address in ("/overview", f"/overview?{WHOLE}", "/overview/figures", "/overview/trend"):
            shown = page(client, address)
            assert [word for word in OUTSIDE if word in shown] == []


def test_a_place_out_of_reach_is_absent(busy: Busy) -> None:
    client = visitor(busy.cast.head)
    for address in ("/overview", "/overview/figures", "/overview/trend", "/figures", "/figures/findings_total"):
        absent = client.get(f"{address}?unit=nowhere").content.decode().replace("nowhere", "south")
        answer = client.get(f"{address}?unit=south")
        assert answer.status_code == 404
        assert strip(answer.content.decode()) == strip(absent)


def strip(text: str) -> list[str]:
    """A page without what differs each time."""
    return [line for line in text.splitlines() if "csrf" not in line]


def test_somebody_without_a_post_is_told_so(people: Cast) -> None:
    somebody = add_person(people.terminal, username="new", name="New")
    assert visitor(somebody).get("/overview").status_code == 200


def test_without_inspections_it_says_so(people: Cast) -> None:
    shown = page(visitor(people.coordinator), "/overview")
    assert "pc-empty" in shown


def test_the_page_waits_for_no_figure_and_shows_those_that_are_kept(busy: Busy) -> None:
    client = visitor(busy.cast.coordinator)
    waiting = page(client, f"/overview?{YEAR}")
    assert "pc-tile-v" not in waiting
    address = unescape(re.findall(r'hx-get="(/overview/figures[^"]*)"', waiting)[0])
    part = page(client, address)
    assert part.count("pc-tile-v") >= 6
    assert "<html" not in part
    then = page(client, f"/overview?{YEAR}")
    assert "/overview/figures" not in then
    assert part.split("/overview/trend")[0].strip() in then, "the same, now in the page itself"


def tiles(text: str) -> list[str]:
    return re.findall(r'<span class="pc-tile-v">(.*?)</span>', text)


def test_the_trend_comes_by_itself_and_then_stands_in_the_page(busy: Busy) -> None:
    client = visitor(busy.cast.coordinator)
    first = page(client, f"/overview/figures?{YEAR}")
    assert 'hx-get="/overview/trend?' in first
    assert "pc-card-h" in page(client, f"/overview/trend?{YEAR}")
    assert 'hx-get="/overview/trend?' not in page(client, f"/overview/figures?{YEAR}")


def test_without_scripts_all_of_it_stands_in_one_page(busy: Busy) -> None:
    client = visitor(busy.cast.coordinator)
    found = re.findall(
        r'<noscript><meta http-equiv="refresh" content="0; url=([^"]*)"', page(client, f"/overview?{YEAR}")
    )
    shown = page(client, unescape(found[0]))
    assert "hx-get" not in shown.partition("<main")[2]
    assert "pc-tile-v" in shown
    assert "http-equiv" not in shown


def test_queries_are_bounded_whatever_the_number_of_units(busy: Busy) -> None:
    client = visitor(busy.cast.coordinator)
    page(client, f"/overview?{WHOLE}")
    with counted() as few:
        page(client, f"/overview?{WHOLE}")
    for number in range(30):
        open_unit(
            busy.cast.terminal,
            code=f"more-{number}",
            name=f"More {number}",
            line=busy.cast.territory,
            parent=busy.cast.city,
            kind="shop",
            inspected=True,
            opened_on=date(2025, 1, 1) + timedelta(days=number),
        )
    page(client, f"/overview?{WHOLE}")
    with counted() as many:
        page(client, f"/overview?{WHOLE}")
    assert len(many) == len(few) <= 25


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("from=2026-02-01&to=2026-01-01", 422),
        ("from=yesterday", 422),
        ("to=0000-01-01", 422),
        ("order=nothing", 400),
        ("start=-1", 422),
        ("start=999999999999999", 200),
        ("from=0001-01-01&to=0001-12-31", 200),
        ("from=9999-01-01&to=9999-12-31", 200),
        ("from=0001-01-01&to=9999-12-31&whole=1", 200),
    ],
)
def test_what_cannot_be_asked_is_said(busy: Busy, query: str, status: int) -> None:
    assert visitor(busy.cast.coordinator).get(f"/overview?{query}").status_code == status
