"""Kinds of entry, and which fields the ledger vouches for: each registered once, and nothing unknown goes through."""

from dataclasses import replace

import pytest
from django.db import models
from django.utils import translation

from paicha.kernel.problems import Problem
from paicha.ledger import covering
from paicha.ledger.appending import head
from paicha.ledger.checking import check
from paicha.ledger.covering import Cover, change_of, cover, cover_named, cover_of, is_cover
from paicha.ledger.kinds import all_kinds, entry_kind, kind_named
from paicha.ledger.models import Entry, RowChange
from paicha.ledger.queries import entry_at, newest, sentence
from paicha.orgs.actions.units import draw_line
from paicha.orgs.covers import LINE
from paicha.orgs.models import Line, Unit
from paicha.testing.cast import Cast, cast
from paicha.testing.house import House


def test_a_kind_is_registered_once() -> None:
    with pytest.raises(ValueError, match=r"orgs\.founded"):
        entry_kind("orgs.founded", "again")


def test_an_unknown_kind_is_a_problem() -> None:
    with pytest.raises(Problem) as caught:
        kind_named("orgs.no_such_thing")
    assert caught.value.code == "ledger_unknown_kind"


def test_kinds_are_listed_by_name() -> None:
    names = [kind.name for kind in all_kinds()]
    assert names == sorted(names)
    assert "orgs.founded" in names


def test_a_model_is_covered_once_under_one_number() -> None:
    with pytest.raises(TypeError, match="orgs_line/1 is covered twice"):
        cover(replace(LINE))


def test_a_field_without_a_single_text_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Line._meta.get_field("name_en"), "__class__", models.FloatField)
    with pytest.raises(TypeError, match=r"float fields \['name_en'\]"):
        cover(Cover(Line, ("name_en",), number=99))


def test_what_is_not_covered_is_refused() -> None:
    assert not is_cover("ledger_entry/1")
    with pytest.raises(KeyError):
        cover_of(Entry)
    with pytest.raises(KeyError):
        cover_named("orgs_line/99")


def test_entries_keep_the_cover_under_which_they_were_made(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """When other fields are covered, a new number is added, and what older entries say still holds."""
    people = cast()
    monkeypatch.setattr(covering, "_covers", dict(covering._covers))
    monkeypatch.setattr(covering, "_newest", dict(covering._newest))
    cover(replace(LINE, fields=LINE.fields[::-1], number=2))
    assert list(check()) == []
    newer = {"code": "safety", "kind": "sectoral", "name_zh": "安全", "name_en": "Safety"}
    draw_line(people.terminal, **newer)
    assert list(entry_at(head()).covers) == ["orgs_line/2"]
    assert list(check()) == []


def test_a_change_names_the_table_and_hashes_the_record(house: House) -> None:
    line = cast().food
    change = change_of(line)
    assert isinstance(change, RowChange)
    assert (change.table, change.key, change.digest) == ("orgs_line", line.pk, LINE.digest(line))
    line.name_en = "Another"
    assert change_of(line).digest != change.digest


def test_the_newest_entries_come_first(attacked: Cast) -> None:
    assert [entry.position for entry in newest(3)] == [head(), head() - 1, head() - 2]
    assert [entry.position for entry in newest(2, before=3)] == [2, 1]
    assert {entry.kind for entry in newest(50, kind="orgs.unit_opened")} == {"orgs.unit_opened"}
    with pytest.raises(Problem):
        newest(1, kind="no.such_kind")


def test_an_entry_says_what_was_done_in_the_readers_language(attacked: Cast) -> None:
    with translation.override("en"):
        assert sentence(entry_at(head())) == "Unit canteen is now called Kitchen."
        assert all(sentence(entry) for entry in newest(100))


def test_an_entry_whose_words_are_lost_still_says_something(attacked: Cast) -> None:
    entry = entry_at(head())
    entry.words = {}
    with translation.override("en"):
        assert sentence(entry) == "Unit – is now called –."


def test_there_is_no_entry_beyond_the_head(attacked: Cast) -> None:
    with pytest.raises(Problem) as caught:
        entry_at(head() + 1)
    assert caught.value.code == "absent"
    assert Unit.objects.count() > 0
