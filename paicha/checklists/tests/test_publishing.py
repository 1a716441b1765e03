"""Publishing scales and versions of checklists."""

from datetime import date

import pytest
from django.db import DatabaseError, connection
from django.utils import translation

from paicha.checklists.actions import publish_items, publish_scale
from paicha.checklists.labels import item_labels, severity_labels
from paicha.checklists.models import Version, VersionItem
from paicha.checklists.queries import grades_of, items_of
from paicha.checklists.scales import SCALES
from paicha.cli.installation import opened
from paicha.kernel.problems import Problem
from paicha.ledger.appending import head
from paicha.ledger.checking import check
from paicha.orgs.actions.people import add_person
from paicha.orgs.models import Person
from paicha.testing.house import House

NAMES = {"name_zh": "示例检查表", "name_en": "Sample checklist"}


@pytest.fixture
def by(house: House) -> Person:
    return opened()


@pytest.mark.parametrize("code", sorted(SCALES))
def test_a_scale_is_published_as_it_stands_in_the_data(by: Person, code: str) -> None:
    grades = grades_of(publish_scale(by, code=code))
    said = SCALES[code][2]
    assert [grade.code for grade in grades.values()] == [grade.code for grade in said]
    assert [grade.major for grade in grades.values()] == [grade.major for grade in said]
    assert [grade.days for grade in grades.values()] == [grade.days for grade in said]


def test_a_scale_is_published_once(by: Person) -> None:
    first = publish_scale(by, code="general-major")
    before = head()
    assert publish_scale(by, code="general-major") == first
    assert head() == before


def test_a_scale_that_is_not_there_is_refused(by: Person) -> None:
    with pytest.raises(Problem) as refused:
        publish_scale(by, code="one-to-ten")
    assert refused.value.status == 422


def test_only_those_who_may_publish(by: Person) -> None:
    person = add_person(by, username="sample-outsider", name="示例外人")
    with pytest.raises(Problem) as refused:
        publish_scale(person, code="general-major")
    assert refused.value.status == 403


def test_a_grades_deadline_follows_its_days(by: Person) -> None:
    grades = grades_of(publish_scale(by, code="minor-serious-critical"))
    due = grades["critical"].due_from(date(2024, 1, 1))
    assert due is not None
    assert (due.on, due.provisional) == (date(2024, 1, 15), False)


def test_a_version_lists_what_it_was_given(by: Person) -> None:
    version = publish_items(by, code="sample", items={"10": "ten", "2": "two"}, **NAMES)
    items = {number: code for code, number in items_of(version).items()}
    listed = VersionItem.objects.filter(version=version.pk).order_by("order")
    assert [(items[each.item], each.title) for each in listed] == [("2", "two"), ("10", "ten")]
    assert version.number == 1


def test_known_items_make_no_new_version(by: Person) -> None:
    first = publish_items(by, code="sample", items={"1": "one", "2": "two"}, **NAMES)
    before = head()
    assert publish_items(by, code="sample", items={"2": "two, in other words"}, **NAMES) == first
    assert head() == before


def test_a_new_item_makes_a_version_with_all(by: Person) -> None:
    publish_items(by, code="sample", items={"1": "one"}, **NAMES)
    second = publish_items(by, code="sample", items={"2": "two"}, **NAMES)
    titles = VersionItem.objects.filter(version=second.pk).order_by("order").values_list("title", flat=True)
    assert (second.number, list(titles)) == (2, ["one", "two"])
    assert Version.objects.count() == 2
    assert list(check()) == []


def test_a_published_item_never_changes(by: Person) -> None:
    version = publish_items(by, code="sample", items={"1": "one"}, **NAMES)
    with pytest.raises(DatabaseError, match="only grows"), connection.cursor() as cursor:
        cursor.execute("UPDATE checklists_versionitem SET title = 'another' WHERE version = %s", [version.pk])


def test_labels_are_in_the_readers_language(by: Person) -> None:
    version = publish_items(by, code="sample", items={"1": "疏散通道畅通"}, **NAMES)
    publish_scale(by, code="general-major")
    key = str(items_of(version)["1"])
    assert item_labels([key, "999"]) == {key: "1 疏散通道畅通"}
    with translation.override("zh-hans"):
        assert severity_labels(["major"])["major"] == "重大"
    with translation.override("en"):
        assert severity_labels(["major"])["major"] == "major"
