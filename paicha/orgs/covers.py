"""What the ledger vouches for of people, posts, lines, units and places."""

from paicha.ledger.covering import Cover, cover
from paicha.orgs.models import Line, Person, Placement, PlacementChange, Post, Unit, UnitChange

PERSON = cover(Cover(Person, ("username", "name", "kind", "language", "is_active"), salted=True))
PERSON_WITH_EMAIL = cover(
    Cover(Person, ("username", "name", "kind", "language", "is_active", "email"), number=2, salted=True)
)
LINE = cover(Cover(Line, ("id", "code", "kind", "name_zh", "name_en")))
POST = cover(Cover(Post, ("id", "person_id", "role", "line_id", "unit_id", "ended")))
UNIT = cover(
    Cover(
        Unit,
        (
            "id",
            "code",
            "name",
            "kind",
            "inspected",
            "address",
            "latitude_e6",
            "longitude_e6",
            "attributes",
            "opened_on",
            "closed_on",
            "merged_into_id",
        ),
        transition=UnitChange,
        columns=("unit", "kind", "inspected", "opened_on", "closed_on", "merged_into"),
        key="unit",
    )
)
PLACEMENT = cover(
    Cover(
        Placement,
        ("id", "line_id", "unit_id", "parent_id", "path", "depth"),
        transition=PlacementChange,
        columns=("placement", "line", "unit", "parent", "path", "depth", "present"),
        key="placement",
    )
)


def unit_change(unit: Unit) -> UnitChange:
    """The transition of a unit as it now is."""
    return UnitChange(
        unit=unit.pk,
        kind=unit.kind,
        inspected=unit.inspected,
        opened_on=unit.opened_on,
        closed_on=unit.closed_on,
        merged_into=unit.merged_into_id,
        digest=UNIT.digest(unit),
    )


def placement_change(place: Placement) -> PlacementChange:
    """The transition of a place as it now is."""
    return PlacementChange(
        placement=place.pk,
        line=place.line_id,
        unit=place.unit_id,
        parent=place.parent_id,
        path=place.path,
        depth=place.depth,
        digest=PLACEMENT.digest(place),
    )
