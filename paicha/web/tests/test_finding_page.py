"""The page of a finding."""

from datetime import timedelta

import pytest

from paicha.findings.actions.single import (
    close_finding,
    extend_finding,
    raise_finding,
    reopen_finding,
    withdraw_finding,
)
from paicha.findings.models import Finding
from paicha.inspections.tests.reporting import counting
from paicha.kernel.clock import today
from paicha.orgs.actions.people import give_post
from paicha.orgs.models import Person
from paicha.testing.busy import OUTSIDE, Busy
from paicha.testing.visitor import counted, visitor


def page(by: Person, finding: Finding | int, language: str = "en") -> str:
    """The page of a finding as somebody reads it."""
    Person.objects.filter(pk=by.pk).update(language=language)
    answer = visitor(by).get(f"/findings/{finding if isinstance(finding, int) else finding.pk}")
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.content.decode()


def raised(busy: Busy, days: int = 30, note: str = "The oven door is loose") -> Finding:
    """A finding at the bakery that the coordinator raised today."""
    cast, on = busy.cast, today()
    return raise_finding(
        cast.coordinator,
        unit=cast.bakery,
        line=cast.territory,
        on=on,
        source="onsite",
        note=note,
        deadline=on + timedelta(days=days),
    )


def test_it_tells_what_was_found_where_and_by_which_inspection(busy: Busy) -> None:
    first = busy.findings(busy.cast.bakery)[0]
    text = page(busy.cast.head, first)
    assert '<h1 class="pc-mt">1.1 Floors are clean and dry</h1>' in text
    assert f'href="/units/{busy.cast.bakery.pk}">Bakery</a>, North' in text
    assert "T1 floors are clean and dry" in text
    assert f'href="/inspections/{busy.inspections(busy.cast.bakery)[0]}"' in text
    assert "This source brings deadlines only" in text


def test_a_finding_found_again_after_closure_says_so(busy: Busy) -> None:
    """Inspection T1 found it, T4 no longer listed and closed it, T5 listed it again."""
    text = page(busy.cast.head, busy.findings(busy.cast.bakery)[0])
    assert "found again after closure" in text
    assert "verified and closed it" in text
    assert "opened it again" in text
    assert "T5 floors are clean and dry" in text
    assert "Listed again by" in text
    assert "reopened once" in text
    assert "overdue by" in text


def test_what_people_did_is_told_with_their_words(busy: Busy) -> None:
    cast, finding = busy.cast, raised(busy)
    due = today() + timedelta(days=60)
    extend_finding(cast.coordinator, finding=finding, on=today(), deadline=due, reason="Parts are ordered")
    close_finding(cast.verifier, finding=finding, on=today(), independence="independent")
    reopen_finding(cast.verifier, finding=finding, on=today(), reason="It broke again")
    text = page(cast.coordinator, finding)
    assert text.index("It broke again") < text.index("Parts are ordered") < text.index("found it")
    assert "<blockquote>The oven door" not in text  # the title says it already
    assert "<b>Coordinator</b> found it" in text
    assert f"<b>person no. {cast.verifier.pk}</b> verified and closed it" in text
    assert "60 days left" in text
    assert "extended once" in text


def test_names_of_people_are_for_those_who_look_after_them(busy: Busy) -> None:
    cast, finding = busy.cast, raised(busy)
    assert f"person no. {cast.coordinator.pk}</b>" in page(cast.head, finding)
    give_post(cast.terminal, person=cast.head, role="administrator", line=cast.territory, unit=cast.city)
    assert "<b>Coordinator</b>" in page(cast.head, finding)


def test_it_says_who_may_do_what_next(busy: Busy) -> None:
    cast, finding = busy.cast, raised(busy)
    text = page(cast.owner, finding)
    assert "Next: report done, by owner." in text
    assert "Your posts allow: plan, report done." in text
    assert "Your posts allow: verify and close." in page(cast.verifier, finding)
    assert "None of your posts allows these actions." in page(cast.liaison, finding)
    withdraw_finding(cast.coordinator, finding=finding, on=today(), reason="Raised at the wrong shop")
    assert "Withdrawn: nothing is to be done" in page(cast.owner, finding)


def test_a_finding_has_the_same_title_on_every_page(busy: Busy) -> None:
    """A source that only counts gives neither an item nor a note."""
    source, cast = counting(busy.cast), busy.cast
    source.take_in(source.report("c1", 30, cast.canteen, counts={"major": 2}))
    finding = Finding.objects.get(source=source.source.name)
    shown = "2 cases, counted without a description"
    assert shown in page(cast.head, finding)
    for address in (
        f"/findings?text={finding.pk}",
        f"/search?q={finding.pk}",
        f"/units/{cast.canteen.pk}",
        f"/inspections/{finding.inspection}",
        "/figures/findings_total?part=rows&from=2025-01-01&to=2025-12-31",
    ):
        assert f'href="/findings/{finding.pk}">{shown}</a>' in visitor(cast.head).get(address).content.decode(), address


def test_what_is_missing_of_a_plan_is_shown_where_plans_are_kept(busy: Busy) -> None:
    text = page(busy.cast.owner, raised(busy))
    assert text.count('<span class="pc-soon">not stated</span>') == 4
    assert "This source brings deadlines only" not in text


@pytest.mark.parametrize(("days", "words", "look"), [(0, "due today", "pc-soon"), (1, "1 day left", "pc-soon")])
def test_a_deadline_is_told_in_words(busy: Busy, days: int, words: str, look: str) -> None:
    text = page(busy.cast.owner, raised(busy, days))
    assert f'<span class="{look}">{words}</span>' in text


def test_what_somebody_wrote_cannot_run(busy: Busy) -> None:
    text = page(busy.cast.owner, raised(busy, note="<script>alert(1)</script>"))
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_the_ledger_is_offered_to_who_may_read_it_there(busy: Busy) -> None:
    first = busy.findings(busy.cast.bakery)[0]
    assert f"/ledger?subject=finding&amp;number={first}" in page(busy.cast.coordinator, first)
    assert 'href="/ledger' not in page(busy.cast.owner, first)


def test_findings_out_of_reach_are_absent(busy: Busy) -> None:
    cast = busy.cast
    numbers = [*busy.findings(cast.bakery), 0, 10**6, 2**63, 10**30]
    answers = [visitor(cast.outsider).get(f"/findings/{number}") for number in numbers]
    assert {answer.status_code for answer in answers} == {404}
    assert not any("Floors" in answer.content.decode() for answer in answers)
    for number in busy.findings(cast.bakery):
        assert [word for word in OUTSIDE if word in page(cast.head, number)] == []


def test_an_inspector_of_a_line_sees_its_own_findings_only(busy: Busy) -> None:
    cast = busy.cast
    lines = {finding.pk: finding.line_id for finding in Finding.objects.filter(unit=cast.bakery)}
    for number, line in lines.items():
        status = visitor(cast.inspector).get(f"/findings/{number}").status_code
        assert status == (200 if line == cast.food.pk else 404)
    assert set(lines.values()) == {cast.food.pk, cast.territory.pk}


def test_it_asks_as_much_of_the_database_however_much_happened(busy: Busy) -> None:
    cast, finding = busy.cast, raised(busy)
    client, visits = visitor(cast.coordinator), []
    for size in (2, 20):
        for _ in range(size):
            close_finding(cast.verifier, finding=finding, on=today(), independence="independent")
            reopen_finding(cast.verifier, finding=finding, on=today(), reason="It broke again")
        client.get(f"/findings/{finding.pk}")
        with counted() as queries:
            assert client.get(f"/findings/{finding.pk}").status_code == 200
        visits.append(len(queries))
    assert visits[0] == visits[1]
    assert visits[0] <= 27
