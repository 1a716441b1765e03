"""Every verb is told wherever verbs are: in both languages, whatever rooms register.

A new verb is tried here by being registered; docs/how-to/add-a-verb.md says how.
"""

import html
import re

import pytest
from django.utils import translation

from paicha.api.tests.calling import Program
from paicha.cli.tests.terminal import call
from paicha.orgs.actions.people import give_post
from paicha.orgs.models import Person
from paicha.orgs.role_words import role_name, verb_name
from paicha.orgs.roles import ROLES, all_verbs, verb_named
from paicha.testing.cast import Cast
from paicha.testing.visitor import visitor

pytestmark = pytest.mark.one_database
LANGUAGES = ("en", "zh-hans")
VERBS = [verb.name for verb in all_verbs()]


def read(by: Person, address: str, language: str, **query: str) -> str:
    """A page as text, in a language of the reader; it must answer."""
    Person.objects.filter(pk=by.pk).update(language=language)
    answer = visitor(by).get(address, query)
    assert answer.status_code == 200, answer.content.decode()[-2000:]
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", answer.content.decode())).split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_is_told_in_the_readers_language(people: Cast, verb: str, language: str) -> None:
    role = min(verb_named(verb).roles)
    give_post(people.terminal, person=people.outsider, role=role, line=people.territory, unit=people.bakery)
    with translation.override(language):
        label, yes = verb_name(verb), {"en": "Yes: Outsider may", "zh-hans": "Outsider"}[language]
        called = role_name(role)
    asked = {"person": "outsider", "verb": verb, "kind": "unit", "key": "bakery"}
    answer = read(people.terminal, "/people/why", language, **asked)
    assert answer.count(label) >= 2, "among the verbs to choose from, and in the answer"
    assert yes in answer and called in answer
    account = read(people.outsider, "/account/", language)
    assert label in account and called in account


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_is_told_to_programs_and_at_the_terminal(people: Cast, verb: str) -> None:
    held, without = verb_named(verb).roles, sorted(ROLES.keys() - verb_named(verb).roles)
    give_post(people.terminal, person=people.outsider, role=min(held), line=people.territory, unit=people.bakery)
    assert verb in Program(people.outsider).read("/me")["verbs"]
    for language in LANGUAGES:
        done = call("why", "outsider", verb, "unit:bakery", language=language)
        assert (done.code, done.err) == (0, ""), done
        assert verb in done.out
    for person in {"liaison", "head", "owner", "verifier"} & set(without):
        assert call("why", person, verb, "unit:bakery").code == 1
        assert verb not in Program(getattr(people, person)).read("/me")["verbs"]
