"""Inspections of one unit at random, for properties of what follows from them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from paicha.findings.rules.following import Seen, Sighting
from paicha.findings.tests.telling import START

ITEMS = (11, 12)
SEVERITIES = ("major", "general")
FAMILIES = ("routine", "complaint")

LATER = st.integers(0, 40).map(lambda days: START + timedelta(days))
SEEN = st.builds(
    Seen,
    extent=st.integers(1, 2),
    severity=st.sampled_from(SEVERITIES),
    deadline=st.none() | LATER,
    stated=st.booleans(),
).map(lambda seen: seen if seen.deadline else seen._replace(stated=False))


@st.composite
def listings(draw: st.DrawFn, most: int = 7) -> list[Sighting]:
    """Inspections that list items, in order; often several on one day."""
    found = []
    for number in range(draw(st.integers(1, most))):
        listed: dict[int | str, Seen] = {item: draw(SEEN) for item in ITEMS if draw(st.booleans())}
        family, closes = draw(st.sampled_from(FAMILIES)), draw(st.booleans())
        found.append(Sighting(number + 1, draw(LATER), family, listed, closes))
    return in_order(found)


@st.composite
def counts(draw: st.DrawFn, most: int = 7) -> list[Sighting]:
    """Inspections that count by severity, in order."""
    found = []
    for number in range(draw(st.integers(1, most))):
        cases = {severity: draw(st.integers(0, 2)) for severity in SEVERITIES}
        on = draw(LATER)
        listed: dict[int | str, Seen] = {
            severity: Seen(extent, severity, on + timedelta(5)) for severity, extent in cases.items() if extent
        }
        cleared = frozenset(severity for severity, extent in cases.items() if not extent)
        found.append(Sighting(number + 1, on, "routine", listed, cleared=cleared))
    return in_order(found)


def in_order(found: list[Sighting]) -> list[Sighting]:
    """By day and number, as a source's inspections are read."""
    return sorted(found, key=lambda sighting: (sighting.on, sighting.inspection))


@st.composite
def arrivals(draw: st.DrawFn) -> list[list[Sighting]]:
    """What is known of a unit's inspections at one reading after another.

    Inspections become known in any order, and later editions list other items, lie on other days or belong to another
    family. The last reading is the whole.
    """
    whole = draw(listings(most=5) | counts(most=5))
    readings = []
    for _ in range(draw(st.integers(0, 3))):
        known = [sighting for sighting in whole if draw(st.booleans())]
        readings.append(in_order([draw(editions(sighting)) for sighting in known]))
    return [*readings, whole]


@st.composite
def editions(draw: st.DrawFn, sighting: Sighting) -> Sighting:
    """The inspection, or how an earlier edition had it."""
    match draw(st.sampled_from(["same", "same", "other day", "less", "other family", "other severity"])):
        case "other day":
            return replace(sighting, on=draw(LATER))
        case "less":
            listed = {name: seen for name, seen in sighting.listed.items() if draw(st.booleans())}
            return replace(sighting, listed=listed)
        case "other family":
            return replace(sighting, family="other")
        case "other severity":
            graded = {
                name: seen._replace(severity="general") if isinstance(name, int) else seen
                for name, seen in sighting.listed.items()
            }
            return replace(sighting, listed=graded)
    return sighting


def days() -> Iterator[date]:
    """Every day that may matter, and one more."""
    return (START + timedelta(number) for number in range(60))
