"""Every state on every page that shows findings, and every verb told: in both languages, whatever the table holds.

A new state or verb is tried here by standing in the table; docs/how-to/add-a-finding-state.md says how it gets there.
"""

import html
import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass

import pytest
from django.test import Client
from django.utils import translation

from paicha.api.tests.calling import Program
from paicha.findings.models import Finding, Step
from paicha.findings.rules.lifecycle import LIFECYCLE, OPEN, STATES, UNSETTLED, VERBS, WITHDRAWN
from paicha.kernel.clock import today
from paicha.orgs.models import Person
from paicha.testing.busy import busy_town
from paicha.testing.cast import introduced
from paicha.testing.house import Houses
from paicha.testing.jobs import run_all
from paicha.testing.lives import bring, raise_major, take
from paicha.testing.visitor import visitor
from tests.contracts.sources import files, text

LANGUAGES = {"en": "terminal", "zh-hans": "coordinator"}  # with the one of the cast who reads it
SINCE = "2025-01-01"
EVERY, COUNTED = tuple(STATES), tuple(state for state in STATES if state != WITHDRAWN)
# Each page that shows findings: its address for one, and the states of which it shows that one with its badge.
PAGES: dict[str, tuple[str, tuple[str, ...]]] = {
    "list": ("/findings?text={number}", EVERY),
    "list, by state": ("/findings?state={state}", EVERY),
    "list, other columns": ("/findings?text={number}&columns=title,state,days_over,closed_on,basis", EVERY),
    "list, overdue": ("/findings?overdue=1", ()),
    "finding": ("/findings/{number}", EVERY),
    "unit": ("/units/{unit}", UNSETTLED),
    "search": ("/search?q={number}", EVERY),
    "overview": ("/overview", ()),
    "overview, figures": ("/overview/figures", ()),
    "figure": (f"/figures/findings_total?part=rows&from={SINCE}&to={today()}", COUNTED),
    "ledger": ("/ledger?subject=finding&number={number}", ()),
    "why": ("/people/why?thing=finding:{number}", ()),
}
BADGES = {"figure-rows.html", "finding.html", "inspection.html", "unit.html"}  # and the cells of lists
READING = [(state, language) for state in STATES for language in LANGUAGES]


@dataclass(frozen=True)
class Town:
    """A busy town with a finding in each state and one after each verb, and a reader of everything in each language."""

    brought: Mapping[str, Finding]
    done: Mapping[str, Finding]
    readers: Mapping[str, Client]

    def read(self, address: str, language: str) -> str:
        """A page as text; it must answer."""
        answer = self.readers[language].get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return html.unescape(answer.content.decode())


@pytest.fixture(scope="module")
def town(houses: Houses, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """One for all: its pages are only read."""
    with houses("sqlite", busy_town)(tmp_path_factory.mktemp("town")) as house, house.entered():
        people = introduced()
        done = {}
        for verb, row in VERBS.items():
            if row.sources:
                done[verb] = take(bring(raise_major(people), row.sources[-1]), verb)
        done["raise"] = raise_major(people)
        yield Town({state: bring(raise_major(people), state) for state in STATES}, done, readers())


def readers() -> dict[str, Client]:
    """Those who read everything, each in a language."""
    for language, name in LANGUAGES.items():
        Person.objects.filter(username=name).update(language=language)
    return {language: visitor(Person.objects.get(username=name)) for language, name in LANGUAGES.items()}


def test_every_page_with_a_badge_is_tried_here() -> None:
    tag = re.compile(r"{% state(_word)? ")
    shows = {path.name for path in files() if path.suffix == ".html" and tag.search(text(path))}
    assert shows == BADGES, "add the page to PAGES"


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("state", "language"), READING)
def test_every_state_on_every_page(town: Town, page: str, state: str, language: str) -> None:
    finding, (address, shows) = town.brought[state], PAGES[page]
    said = town.read(address.format(number=finding.pk, unit=finding.unit_id, state=state), language)
    with translation.override(language):
        badge = f"</svg>{STATES[state].name}</span>"
    assert badge in said or state not in shows


@pytest.mark.parametrize(("state", "language"), READING)
def test_a_findings_page_says_what_is_next(town: Town, state: str, language: str) -> None:
    said = town.read(f"/findings/{town.brought[state].pk}", language)
    offered = [VERBS[verb] for verb in LIFECYCLE.possible(state) if not VERBS[verb].automatic]
    with translation.override(language):
        assert str(STATES[state].heading) in said
        assert [str(verb.name) for verb in offered if f"{verb.name}</" not in said] == []


@pytest.mark.parametrize("state", STATES)
def test_every_state_on_the_page_of_the_inspection(
    houses: Houses, state: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with houses("sqlite", busy_town)(tmp_path_factory.mktemp("town")) as house, house.entered():
        finding = bring(Finding.objects.filter(state=OPEN, inspection__isnull=False).earliest("pk"), state)
        reading = Town({}, {}, readers())
        for language in LANGUAGES:
            said = reading.read(f"/inspections/{finding.inspection}", language)
            with translation.override(language):
                assert f" {STATES[state].name}</span>" in said or state == OPEN
        api = Program(introduced().terminal)
        told = api.read(f"/inspections/{finding.inspection}")["findings"]
        assert state in {each["state"] for each in told if each["number"] == finding.pk}


@pytest.mark.parametrize("state", STATES)
def test_every_state_by_the_api(town: Town, state: str) -> None:
    number, api = town.brought[state].pk, Program(introduced().terminal)
    assert number in {row["number"] for row in api.read(f"/findings?state={state}")["items"]}
    said = api.read(f"/findings/{number}")
    assert (said["state"], said["steps"][0]["state"]) == (state, state)
    assert {each["verb"] for each in said["next"]} <= set(LIFECYCLE.possible(state))


@pytest.mark.parametrize("state", STATES)
def test_every_state_in_an_export(town: Town, state: str) -> None:
    form = {"list": "findings", "query": f"text={town.brought[state].pk}&columns=number,state", "format": "csv"}
    job = town.readers["en"].post("/exports/new", form)["Location"]
    assert [ran.problem for ran in run_all()] == [{}]
    with closing(town.readers["en"].get(f"{job}/files/0")) as answer:
        table = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert f"{town.brought[state].pk},{state}" in table


def test_every_state_in_a_report(town: Town) -> None:
    form = {"unit": "city", "line": "territorial", "since": SINCE, "until": f"{today()}", "languages": ["en", "zh"]}
    assert town.readers["en"].post("/reports/new", form).status_code == 302
    (job,) = run_all()
    for made in job.result["reports"]:
        said = town.read(f"/reports/{made['uid']}", "en")
        with translation.override("zh-hans" if made["language"] == "zh" else "en"):
            assert [state for state in COUNTED if f"<span>{STATES[state].name}" not in said] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("verb", [verb for verb, row in VERBS.items() if row.sources or verb == "raise"])
def test_every_verb_is_told(town: Town, verb: str, language: str) -> None:
    number, row = town.done[verb].pk, VERBS[verb]
    last = Step.objects.filter(finding=number).latest("seq")
    timeline = town.read(f"/findings/{number}", language)
    entry = town.read(f"/ledger/{last.position}", language)
    with translation.override(language):
        words = re.split(r"%\(\w+\)s", str(row.past))
        assert [word for word in words if word not in timeline] == []
        assert f"{row.name} · " in entry
