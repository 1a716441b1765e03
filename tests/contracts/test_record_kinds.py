"""Every kind of record is registered in its room, named in both languages, and leads to what there is."""

import re

from django.urls import get_resolver
from django.utils import translation

from paicha.ledger.covering import all_covers
from paicha.listing.declared import all_listings
from paicha.orgs.kinds import all_kinds
from paicha.orgs.roles import all_verbs
from tests.contracts.sources import calls, modules, text

HAN = re.compile(r"[\u4e00-\u9fff]")


def test_kinds_are_registered_in_their_room() -> None:
    registering = [path for path in modules() if calls(path, "record_kind")]
    assert len(registering) > 5
    assert [str(path) for path in registering if path.name != "record_kinds.py"] == []


def test_every_record_that_the_ledger_vouches_for_has_a_kind() -> None:
    named = {kind.model for kind in all_kinds()}
    assert [cover.model.__name__ for cover in all_covers() if cover.model not in named] == []


def test_every_kind_is_named_in_both_languages() -> None:
    with translation.override("en"):
        assert [kind.name for kind in all_kinds() if HAN.search(str(kind.label)) or not str(kind.label)] == []
    with translation.override("zh-hans"):
        assert [kind.name for kind in all_kinds() if not HAN.search(str(kind.label))] == []


def test_what_a_kind_names_is_there() -> None:
    addresses = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    lists, verbs = {listing.name for listing in all_listings()}, {verb.name for verb in all_verbs()}
    for kind in all_kinds():
        assert kind.see in verbs, kind.name
        assert kind.page in addresses | {""}, kind.name
        assert kind.listing in lists | {""}, kind.name


def test_lower_rooms_name_no_kind_of_a_higher_one() -> None:
    lower = {"kernel", "listing", "ledger", "orgs", "readership"}
    higher = [kind.name for kind in all_kinds() if kind.model._meta.app_label not in lower]
    found = [f"{path} {name}" for path in modules(*lower) for name in higher if f'"{name}"' in text(path)]
    assert found == [], "register what must be known of it in record_kinds.py"
