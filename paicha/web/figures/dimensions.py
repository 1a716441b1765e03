"""Dimensions of figures as pages name them, and their keys: by code in an address, by label for people.

A unit out of the reader's reach has no key, code or label here; it is absent.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from paicha.figures.dimensions import dimensions
from paicha.figures.facts import facts
from paicha.figures.keys import codes, labels
from paicha.figures.registry import figures
from paicha.kernel.problems import Problem
from paicha.orgs.figure_questions import key_within
from paicha.orgs.labels import unit_name
from paicha.orgs.models import Person
from paicha.orgs.unit_lookups import units_seen

NUMBER = 18  # digits of a record's number


@dataclass(frozen=True, slots=True)
class Choice:
    """A key of a dimension with its code and label; all are empty for records that say none."""

    key: str
    code: str
    label: str


def all_dimensions() -> set[str]:
    """The dimensions that any figure has."""
    return {name for figure in figures().values() for name in dimensions(figure, facts())}


def by_key(by: Person, dimension: str, key: str) -> str:
    """The key, if it may be asked for; a unit out of reach is absent."""
    if dimension == "child" and key:
        number = int(key) if key.isdecimal() and len(key) <= NUMBER else 0
        if number not in units_seen(by, [number]):
            raise Problem("absent", thing=_("unit"), key=key)
    return key


def by_key_or_code(by: Person, dimension: str, text: str) -> str:
    """The key that `group` in an address names: reports write the key itself, people rather its code."""
    try:
        key = by_key(by, dimension, text)
        known = dimension == "child" or codes(dimension, [text])[text] != text
        return key if known else key_within(by, dimension, text)
    except Problem as problem:
        if problem.code != "absent":
            raise
        return key_within(by, dimension, text)


def choices(by: Person, dimension: str, keys: Collection[str]) -> dict[str, Choice]:
    """The choices of keys that answers gave. A unit out of reach has neither code nor name."""
    said = [key for key in keys if key]
    if dimension == "child":
        units = units_seen(by, [int(key) for key in said if key.isdecimal()])
        found = {str(number): Choice(str(number), unit.code, unit_name(unit)) for number, unit in units.items()}
        return {key: found.get(key) or Choice(key, "", _("outside your reach")) for key in keys}
    named, coded = labels(dimension, said), codes(dimension, said)
    found = {key: Choice(key, coded[key], _label(dimension, named[key])) for key in said}
    return {key: found.get(key) or Choice("", "", _("not stated")) for key in keys}


def _label(dimension: str, label: str) -> str:
    if dimension == "major":
        return {"true": _("major"), "false": _("not major")}.get(label, label)
    return label
