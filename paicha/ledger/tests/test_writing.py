"""Writing many rows at once gives what the ORM would have written, on both databases."""

from datetime import date
from uuid import UUID

from django.db import transaction

from paicha.inspections.models import Edition, Inspection
from paicha.ledger.writing import add, append
from paicha.orgs.models import Unit, UnitChange
from paicha.testing.cast import Cast, cast
from paicha.testing.house import House

TRICKY = "tab\tline\nback\\slash \\N \"quote\" 'single' 检查 🏮 ,;"


def unit(code: str) -> Unit:
    attributes = {"risk": TRICKY, "n": 1, "none": None}
    return Unit(code=code, name=TRICKY, inspected=True, attributes=attributes, opened_on=date(2025, 1, 31))


def test_what_is_written_is_read_again(house: House) -> None:
    with transaction.atomic():
        add([unit("a"), unit("b")])
    for found in Unit.objects.order_by("pk"):
        assert found.name == found.attributes["risk"] == TRICKY
        assert found.attributes["none"] is None
        assert (found.inspected, found.opened_on, found.closed_on) == (True, date(2025, 1, 31), None)


def test_rows_keep_their_order_and_learn_their_numbers(house: House) -> None:
    rows = [unit(str(number)) for number in range(700)]
    with transaction.atomic():
        add(rows)
    assert [row.pk for row in rows] == sorted(row.pk for row in rows)
    assert {found.code: found.pk for found in Unit.objects.all()} == {row.code: row.pk for row in rows}
    rows[0].name = "another"
    rows[0].save(update_fields=["name"])
    assert Unit.objects.get(code="0").name == "another"


def test_numbers_go_on_whoever_writes(house: House) -> None:
    with transaction.atomic():
        add([unit("a")])
        saved = Unit.objects.create(code="b", name="b")
        added = unit("c")
        add([added])
    with transaction.atomic():
        add([unit("d")])
        transaction.set_rollback(True)
    last = Unit.objects.create(code="e", name="e")
    assert saved.pk < added.pk < last.pk


def test_nothing_is_written_for_nothing(house: House) -> None:
    add([])
    append([])
    assert Unit.objects.count() == 0


def test_transitions_are_written_with_bytes_json_and_dates(house: House) -> None:
    change = UnitChange(
        unit=1, kind=TRICKY, inspected=False, opened_on=date(1999, 12, 31), position=7, digest=bytes(range(32))
    )
    edition = Edition(
        inspection=1,
        edition=1,
        unit=1,
        line=1,
        family="f",
        kind="k",
        source="s",
        done_on=date(2025, 2, 28),
        held=True,
        failed=False,
        result=TRICKY,
        counts={"general": 2, "major": 0},
        position=7,
        digest=bytes(32),
    )
    with transaction.atomic():
        append([change])
        append([edition])
    found, told = UnitChange.objects.get(), Edition.objects.get()
    assert (found.kind, found.opened_on, bytes(found.digest)) == (TRICKY, date(1999, 12, 31), bytes(range(32)))
    assert (told.counts, told.version, told.result) == ({"general": 2, "major": 0}, None, TRICKY)


def test_identifiers_and_references_are_written(house: House) -> None:
    people: Cast = cast()
    uid = UUID(int=12345)
    inspection = Inspection(
        uid=uid,
        source="s",
        external_id="1",
        content=bytes(32),
        unit=people.bakery,
        line=people.food,
        family="f",
        kind="k",
        done_on=date(2025, 1, 1),
        held=True,
        failed=False,
    )
    with transaction.atomic():
        add([inspection])
    found = Inspection.objects.get(pk=inspection.pk)
    assert (found.uid, found.unit, found.line, bytes(found.content)) == (uid, people.bakery, people.food, bytes(32))
