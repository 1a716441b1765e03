"""Where an operation looks: a unit in a line, named by their codes. Nothing named: as far as the caller reaches."""

from django.utils.translation import gettext_noop as _
from ninja import Field, Schema

from paicha.kernel.scope import Range
from paicha.orgs.models import Person
from paicha.orgs.permissions import require_unit
from paicha.orgs.scopes import WHOLE_LINE, line_named, range_of

LINE = _("The code of a line, as /lines gives it; the territorial line where a unit is named alone.")
UNIT = _("The code of a unit: only what lies at it and below it in the line. Nothing: as far as you reach.")


class Where(Schema):
    """The place looked at."""

    line: str = Field("", max_length=64, description=LINE)
    unit: str = Field("", max_length=300, description=UNIT)


def focus_of(by: Person, line: str, unit: str) -> Range | None:
    """The subtree looked at; a unit out of reach is absent."""
    if unit:
        found = require_unit(by, "units.see", unit)
        return range_of(line_named(line or None), found)
    return Range(line_named(line).pk, WHOLE_LINE) if line else None
