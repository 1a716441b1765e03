"""Who may do what, in the words of the cast; absent and out of reach look alike."""

import pytest
from django.utils import translation

from paicha.findings.actions.single import raise_finding
from paicha.inspections.tests.reporting import day, listing
from paicha.kernel.phrases import Phrase
from paicha.kernel.problems import Problem
from paicha.kernel.scope import EVERYTHING, Range
from paicha.orgs.actions.people import add_person, end_post, give_post
from paicha.orgs.models import Person, Placement, Post, Unit
from paicha.orgs.permissions import may, posts_of, reach, require, require_unit, why, within
from paicha.orgs.queries import children, posts, unit_places
from paicha.orgs.roles import ROLES, all_verbs, verb, verbs_of
from paicha.orgs.scopes import asked_scope
from paicha.testing.cast import Cast


def codes(by: Person, verb: str = "units.see") -> set[str]:
    """The codes of the units on which `by` may `verb`."""
    return set(within(by, verb, Unit.objects.all()).values_list("code", flat=True))


def test_everybody_sees_what_stands_below_their_post(people: Cast) -> None:
    everything = {"city", "north", "south", "bakery", "canteen", "noodles", "food-office"}
    assert codes(people.terminal) == everything
    assert codes(people.coordinator) == everything - {"food-office"}
    assert codes(people.head) == codes(people.liaison) == codes(people.verifier) == {"north", "bakery", "canteen"}
    assert codes(people.owner) == {"bakery"}
    assert codes(people.inspector) == {"food-office", "bakery", "noodles"}
    assert codes(people.outsider) == {"south", "noodles"}


def test_only_who_has_the_verb_may(people: Cast) -> None:
    assert codes(people.coordinator, "units.change") == codes(people.coordinator)
    assert codes(people.head, "units.change") == set()
    assert codes(people.inspector, "findings.raise") == codes(people.inspector)
    assert codes(people.owner, "findings.correct") == {"bakery"}


def test_a_sectoral_post_sees_only_the_records_of_its_line(people: Cast) -> None:
    """The food office does not read what was found in the bakery on other business."""
    ours, theirs = (
        raise_finding(people.terminal, unit=people.bakery, line=line, on=day(1), source="onsite")
        for line in (people.food, people.territory)
    )
    inspections = listing(people)
    inspections.take_in(inspections.report("a", 1, items=["1"]))
    assert may(people.inspector, "findings.see", ours)
    assert not may(people.inspector, "findings.see", theirs)
    assert may(people.head, "findings.see", ours)
    assert may(people.head, "findings.see", theirs)
    assert may(people.inspector, "units.see", people.bakery)


def test_several_posts_add_up(people: Cast) -> None:
    give_post(people.terminal, person=people.owner, role="head", line=people.territory, unit=people.south)
    assert codes(people.owner) == {"bakery", "south", "noodles"}
    assert codes(people.owner, "findings.correct") == {"bakery"}
    assert codes(people.owner, "reports.make") == {"south", "noodles"}


def test_an_ended_post_and_an_inactive_person_reach_nothing(people: Cast) -> None:
    end_post(people.terminal, post=Post.objects.get(person=people.owner))
    assert reach(people.owner, "units.see") == ()
    people.head.is_active = False
    assert posts_of(people.head) == []
    assert codes(people.head) == set()


def test_a_reach_is_ranges_of_paths_or_everything_or_nothing(people: Cast) -> None:
    path = Placement.objects.get(unit=people.food_office).path
    assert reach(people.terminal, "units.see") is None
    assert reach(people.inspector, "units.see") == (Range(people.food.pk, path, own=True),)
    assert reach(people.owner, "units.change") == ()


def test_an_unknown_verb_is_a_wrong_call(people: Cast) -> None:
    with pytest.raises(Problem) as caught:
        may(people.terminal, "units.sing", people.bakery)
    assert (caught.value.code, caught.value.exit) == ("value_invalid", 2)
    assert "units.see" in caught.value.mend


def test_every_role_sees_units_and_some_role_has_each_verb() -> None:
    assert all("units.see" in verbs_of(role) for role in ROLES)
    assert verbs_of(*ROLES) == {each.name for each in all_verbs()}


def test_a_verb_is_registered_once_and_for_roles_that_there_are() -> None:
    with pytest.raises(ValueError, match=r"units\.see is registered twice"):
        verb("units.see", Phrase("看", "see units"))
    with pytest.raises(ValueError, match="no such roles: king"):
        verb("units.sing", Phrase("唱", "sing"), ("head", "king"))
    with pytest.raises(ValueError, match="could give no post with it"):
        verb("units.sing", Phrase("唱", "sing"), ("head",))
    assert "units.sing" not in verbs_of(*ROLES)


def test_the_verbs_of_each_role_are_these() -> None:
    """Written out once more: a verb that moves to another role is seen here."""
    see = {"units.see", "inspections.see", "findings.see", "figures.ask", "reports.see"}
    make, raised = {"reports.make"}, {"findings.raise", "findings.extend", "findings.reopen", "findings.withdraw"}
    change = {"units.change", "inspections.import", "reports.make", "ledger.see"}
    assert {role: verbs_of(role) - see for role in ROLES} == {
        "administrator": change | raised | {"people.change", "checklists.change", "findings.verify"},
        "coordinator": change | raised,
        "liaison": make,
        "head": make,
        "owner": {"findings.correct"},
        "inspector": {"findings.raise", "findings.reopen"},
        "verifier": {"findings.verify", "findings.reopen"},
    }
    assert all(see <= verbs_of(role) for role in ROLES)


def test_what_is_seen_but_not_granted_is_refused_with_a_reason(people: Cast) -> None:
    with pytest.raises(Problem) as caught:
        require(people.head, "units.change", people.bakery)
    assert (caught.value.code, caught.value.status) == ("not_allowed", 403)
    assert caught.value.params["verb"] == "units.change"


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_absent_and_out_of_reach_are_told_in_the_same_words(language: str, people: Cast) -> None:

    def said(ask: object, code: str) -> str:
        with pytest.raises(Problem) as caught, translation.override(language):
            ask()  # type: ignore[operator]
        with translation.override(language):
            assert (caught.value.code, caught.value.status, caught.value.exit) == ("absent", 404, 1)
            return str(caught.value).replace(code, "*")

    outsider = people.outsider
    texts = {
        said(lambda: require_unit(outsider, "units.see", "bakery"), "bakery"),
        said(lambda: require_unit(outsider, "units.see", "no-such"), "no-such"),
        said(lambda: unit_places(outsider, "bakery"), "bakery"),
        said(lambda: asked_scope(outsider, None, "bakery"), "bakery"),
        said(lambda: asked_scope(outsider, None, "no-such"), "no-such"),
        said(lambda: require(outsider, "units.change", people.bakery), "bakery"),
    }
    assert len(texts) == 1


def test_why_names_each_post_and_what_it_lacks(people: Cast) -> None:
    give_post(people.terminal, person=people.head, role="coordinator", line=people.territory, unit=people.south)
    head, coordinator = why(people.head, "units.change", people.bakery)
    assert (head.role, head.has_verb, head.holds, head.grants) == ("head", False, True, False)
    assert (coordinator.role, coordinator.has_verb, coordinator.holds) == ("coordinator", True, False)
    assert [post.grants for post in why(people.terminal, "units.change", people.bakery)] == [True]
    nobody = add_person(people.terminal, username="nobody", name="Nobody")
    assert why(nobody, "units.see", people.bakery) == []


def test_a_unit_shows_only_what_of_its_way_is_seen(people: Cast) -> None:
    unit, (place,) = unit_places(people.head, "north")
    assert (unit, list(place.above), place.below) == (people.north, [], 2)
    _, places = unit_places(people.terminal, "bakery")
    assert [[each.code for each in place.above] for place in places] == [["city", "north"], ["food-office"]]


def test_children_are_those_in_reach(people: Cast) -> None:
    assert [unit.code for unit in children(people.terminal, people.territory, None)] == ["city"]
    assert [unit.code for unit in children(people.coordinator, people.territory, people.city)] == ["north", "south"]
    assert [unit.code for unit in children(people.outsider, people.territory, people.city)] == ["south"]
    assert list(children(people.outsider, people.territory, people.north)) == []


def test_a_question_is_held_to_the_reach_of_who_asks(people: Cast) -> None:
    assert asked_scope(people.terminal, None, None) == EVERYTHING
    scope = asked_scope(people.head, "territorial", "north")
    path = Placement.objects.get(unit=people.north).path
    assert scope.focus == Range(people.territory.pk, path)
    assert scope.reach == (Range(people.territory.pk, path),)
    with pytest.raises(Problem) as caught:
        asked_scope(people.head, "nowhere", None)
    assert (caught.value.code, caught.value.exit) == ("line_unknown", 2)
    with pytest.raises(Problem) as caught:
        asked_scope(people.terminal, "food", "north")
    assert caught.value.code == "unit_not_placed"


def test_posts_are_shown_to_who_looks_after_them(people: Cast) -> None:
    assert [post.role for post in posts(people.terminal, people.owner)] == ["owner"]
    assert list(posts(people.coordinator, people.owner)) == []
