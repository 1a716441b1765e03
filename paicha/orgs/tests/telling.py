"""How tests of organisations look at what an action did."""

import contextlib
from collections.abc import Iterator

import pytest

from paicha.kernel.problems import Problem
from paicha.ledger.appending import head
from paicha.ledger.checking import check
from paicha.ledger.models import Entry
from paicha.orgs.models import Line, Placement, PlacementChange, Unit, UnitChange


def path(unit: Unit, line: Line) -> list[str]:
    """The codes from the root of the line down to the unit."""
    place = Placement.objects.get(unit=unit, line=line)
    codes = dict(Unit.objects.values_list("pk", "code"))
    return [codes[int(number)] for number in place.path.strip("/").split("/")]


def fresh(unit: Unit) -> Unit:
    """The unit as it now is."""
    return Unit.objects.get(pk=unit.pk)


def newest() -> Entry:
    """The newest entry."""
    return Entry.objects.get(position=head())


def history(unit: Unit) -> list[UnitChange]:
    """What the unit became, one after the other."""
    return list(UnitChange.objects.filter(unit=unit.pk).order_by("id"))


def moves(unit: Unit, line: Line) -> list[str]:
    """The paths that the unit had in the line, one after the other."""
    return list(
        PlacementChange.objects.filter(unit=unit.pk, line=line.pk).order_by("id").values_list("path", flat=True)
    )


@contextlib.contextmanager
def refused(code: str) -> Iterator[Problem]:
    """The block is refused with this problem, and leaves everything as it was."""
    before = head()
    with pytest.raises(Problem) as caught:
        yield caught  # type: ignore[misc]  # read after the block, when it holds the problem
    assert caught.value.code == code, caught.value
    assert str(caught.value)
    assert head() == before
    assert list(check()) == []
