"""The pages of figures: what they say, what is behind it, and that nothing outside one's reach is in it."""

import re
from collections.abc import Mapping
from datetime import date

import pytest
from django.test import Client

from paicha.figures.asking import ask, rows
from paicha.figures.registry import figures
from paicha.findings.models import Finding
from paicha.orgs.actions.units import move_unit
from paicha.testing.busy import OUTSIDE, Busy, day
from paicha.testing.visitor import counted, visitor
from paicha.web.figures.rows import kind_of
from paicha.web.place import place_named

YEAR = "from=2025-03-01&to=2026-02-28"
PERIOD = (date(2025, 3, 1), date(2026, 2, 28))


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()[:3000]
    return answer.content.decode()


def value(shown: str) -> str:
    """The value that a figure's page says, as printed."""
    found = re.search(r'<div class="pc-big pc-num">(.*?)</div>', shown)
    assert found
    return re.sub(r"<[^>]*>", "", found[1])


def test_each_figure_says_what_the_engine_says(busy: Busy) -> None:
    coordinator = busy.cast.coordinator
    for name in sorted(figures()):
        said = ask(name, scope=place_named(coordinator, {}).scope, period=PERIOD)
        shown = page(visitor(coordinator), f"/figures/{name}?{YEAR}")
        if said.numerator is not None and said.denominator is not None:
            assert f'#rows">{said.numerator:,}</a>' in shown, name
        if said.denominator is not None:
            assert f'#rows">{said.denominator:,}</a>' in shown, name
        if said.value is None:
            assert value(shown) == "–", name


def test_all_figures_stand_on_one_page(busy: Busy) -> None:
    shown = page(visitor(busy.cast.coordinator), f"/figures?{YEAR}")
    for name in figures():
        assert f'href="/figures/{name}?line=territorial&amp;unit=city&amp;from=2025-03-01&amp;to=2026-02-28"' in shown


def test_under_five_there_are_counts_and_no_rate(busy: Busy) -> None:
    shown = page(visitor(busy.cast.owner), f"/figures/failed_inspection_rate?{YEAR}")
    said = ask("failed_inspection_rate", scope=place_named(busy.cast.owner, {}).scope, period=PERIOD)
    assert said.denominator is not None and said.denominator < 5
    assert value(shown) == "–"
    assert f'#rows">{said.denominator}</a>' in shown and "%</dd>" not in shown


def test_records_behind_it_are_its_rows(busy: Busy) -> None:
    coordinator = busy.cast.coordinator
    for name, figure in sorted(figures().items()):
        found = rows(name, scope=place_named(coordinator, {}).scope, period=PERIOD)
        shown = page(visitor(coordinator), f"/figures/{name}?{YEAR}").split('id="rows"')[1]
        numbers = {int(str(row.key).partition(":")[0]) for row in found.rows[:25]}
        assert {int(each) for each in re.findall(rf'href="/{kind_of(figure)[0]}s/(\d+)"', shown)} == numbers, name


def test_records_go_on_over_pages(busy: Busy) -> None:
    client = visitor(busy.cast.coordinator)
    first = next(iter(rows("findings_total", period=PERIOD).rows)).key
    rest = page(client, f"/figures/findings_total?{YEAR}&after={first}").split('id="rows"')[1]
    assert f'href="/findings/{first}"' not in rest


def test_records_of_a_share_can_be_those_in_the_numerator_or_not(busy: Busy) -> None:
    client = visitor(busy.cast.coordinator)
    said = ask("failed_inspection_rate", scope=place_named(busy.cast.coordinator, {}).scope, period=PERIOD)
    assert said.denominator is not None and said.numerator is not None
    found = {}
    for kept in ("", "&rows=hits", "&rows=misses"):
        shown = page(client, f"/figures/failed_inspection_rate?{YEAR}{kept}").split('id="rows"')[1]
        found[kept] = set(re.findall(r'href="/inspections/(\d+)"', shown))
    assert len(found[""]) == said.denominator and len(found["&rows=hits"]) == said.numerator
    assert found["&rows=misses"] == found[""] - found["&rows=hits"]


def test_groups_lead_to_themselves_and_their_numbers_to_records(busy: Busy) -> None:
    client = visitor(busy.cast.coordinator)
    shown = page(client, f"/figures/findings_total?{YEAR}&by=severity")
    records = re.search(r'href="([^"]*severity=critical[^"]*)#rows">(\d+)</a>', shown)
    assert records
    alone = page(client, records[1].replace("&amp;", "&"))
    assert value(alone) == records[2]


def test_units_below_lead_to_the_same_question_there(busy: Busy) -> None:
    client = visitor(busy.cast.coordinator)
    shown = page(client, f"/figures/findings_total?{YEAR}&by=child")
    into = re.search(r'<th scope="row"><a href="([^"]*unit=north)">North</a></th><td[^>]*><a[^>]*>(\d+)', shown)
    assert into
    assert value(page(client, into[1].replace("&amp;", "&"))) == into[2]


def test_it_can_be_narrowed_by_values_by_code(busy: Busy) -> None:
    client = visitor(busy.cast.coordinator)
    scope = place_named(busy.cast.coordinator, {}).scope
    major = ask("findings_total", scope=scope, period=PERIOD, filters={"major": "true", "source": "town"})
    shown = page(client, f"/figures/findings_total?{YEAR}&major=true&source=town")
    assert value(shown) == str(major.value)
    without = re.search(r'class="pc-chip pc-chip-on" href="([^"]*)"', shown)
    assert without and "major" not in without[1] and "source=town" in without[1]
    menu = page(client, f"/figures/findings_total/values?{YEAR}&dimension=severity&major=true")
    assert "severity=critical" in menu and "severity=minor" not in menu


def test_what_was_known_then_and_the_way_back_to_now(busy: Busy) -> None:
    client = visitor(busy.cast.coordinator)
    scope = place_named(busy.cast.coordinator, {}).scope
    head = ask("findings_total", scope=scope).at
    for at in (1, head // 2, head):
        said = ask("findings_total", scope=scope, period=PERIOD, at=at)
        shown = page(client, f"/figures/findings_total?{YEAR}&at={at}")
        assert value(shown) == f"{said.value}"
        assert ("pc-asof-old" in shown) == (at < head)


def test_records_that_left_ones_reach_are_counted_and_not_shown(busy: Busy) -> None:
    found = busy.cast
    at = ask("findings_total").at
    move_unit(found.terminal, unit=found.bakery, line=found.territory, parent=found.south)
    shown = page(visitor(found.head), f"/figures/findings_total?{YEAR}&at={at}")
    gone = len(busy.findings(found.bakery))
    kept = re.findall(r'href="/findings/(\d+)"', shown.split('id="rows"')[1])
    assert kept and all(Finding.objects.get(pk=number).unit == found.canteen for number in kept)
    assert f"{gone}" in re.sub(r"<[^>]*>", "", shown.split('id="rows"')[1])


def test_the_definition_is_there(busy: Busy) -> None:
    figure = figures()["findings_total"]
    shown = page(visitor(busy.cast.coordinator), "/figures/findings_total")
    assert figure.digest in shown and "from finding_at" in shown


def test_the_chart_is_drawn_by_itself_and_then_stands_in_the_page(busy: Busy) -> None:
    client = visitor(busy.cast.coordinator)
    address = f"/figures/inspections_total?{YEAR}"
    waiting = re.search(r'hx-get="([^"]*)"', page(client, address).split('id="chart"')[1])
    assert waiting
    drawn = page(client, waiting[1].replace("&amp;", "&"))
    assert drawn.count('<svg role="img" aria-label="') == 2 and "style=" not in drawn
    assert "pc-chart-wait" not in page(client, address)


# What reports written before hold: parameters as figure_url made them then, with keys where pages write codes.
@pytest.mark.parametrize(
    "arguments",
    [
        {},
        {"by": "severity", "group": "critical"},
        {"by": "child", "group": "{north}"},
        {"by": "month", "group": "2025-03"},
        {"filters": {"severity": "critical"}},
        {"by": "item", "group": "{item}"},
        {"filters": {"source": "town"}, "compared": {"from": "2024-03-01", "to": "2025-02-28", "on": "2025-02-28"}},
    ],
)
def test_links_in_reports_say_the_same_number(busy: Busy, arguments: Mapping[str, object]) -> None:
    item = Finding.objects.get(pk=busy.findings(busy.cast.bakery)[0]).item_id
    query = [
        ("line", "territorial"),
        ("unit", "city"),
        ("from", "2025-03-01"),
        ("to", "2026-02-28"),
        ("on", "2026-02-28"),
    ]
    group = str(arguments.get("group", "")).format(north=busy.cast.north.pk, item=item)
    filters = arguments.get("filters", {})
    assert isinstance(filters, Mapping)
    by = arguments.get("by")
    if by:
        query += [("by", str(by)), ("group", group)]
    for name in ("filters", "compared"):
        found = arguments.get(name, {})
        assert isinstance(found, Mapping)
        query += [("filter", f"{key}={inner}") for key, inner in found.items()]
    at = ask("findings_total").at
    client = visitor(busy.cast.coordinator)
    answer = client.get("/figures/findings_total", [*query, ("at", str(at))])
    assert answer.status_code == 200
    said = ask(
        "findings_total",
        scope=place_named(busy.cast.coordinator, {}).scope,
        period=PERIOD,
        on=PERIOD[1],
        at=at,
        by=str(by) if by else None,
        filters=dict(filters),
    )
    numbers = {each.key: each.value for each in said.groups} if by else {group: said.value}
    assert value(answer.content.decode()) == str(numbers[group])


def test_nobody_reads_of_what_is_outside(busy: Busy) -> None:
    for person in (busy.cast.head, busy.cast.owner, busy.cast.inspector):
        words = ("south", "South") if person == busy.cast.inspector else OUTSIDE
        client = visitor(person)
        for name in ("findings_total", "item_failure_rate", "units_total", "inspections_total"):
            for by in ("", "child", "month"):
                answer = client.get(f"/figures/{name}?{YEAR}{'&by=' + by if by else ''}")
                assert [word for word in words if word in answer.content.decode()] == []


@pytest.mark.parametrize("name", ["findings_total", "failed_inspection_rate", "units_total"])
def test_queries_are_bounded(busy: Busy, name: str) -> None:
    client = visitor(busy.cast.coordinator)
    page(client, f"/figures/{name}?from=2025-03-01&to=2025-03-04")
    with counted() as few:
        page(client, f"/figures/{name}?from=2025-03-01&to=2025-03-04")
    page(client, f"/figures/{name}?from=2025-03-01&to={day(420)}")
    with counted() as many:
        page(client, f"/figures/{name}?from=2025-03-01&to={day(420)}")
    assert len(many) <= len(few) + 1 <= 28
