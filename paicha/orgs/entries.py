"""The kinds of entry of organisations."""

from django.utils.translation import gettext_lazy as _

from paicha.ledger.kinds import entry_kind, speak
from paicha.orgs.role_words import role_name

FOUNDED = entry_kind("orgs.founded", _("The installation was founded."))
PERSON_ADDED = entry_kind("orgs.person_added", _("Person no. %(number)s was added."), "number")
PERSON_CHANGED = entry_kind(
    "orgs.person_changed", _("The name or address of person no. %(number)s was changed."), "number"
)
PERSON_DEACTIVATED = entry_kind(
    "orgs.person_deactivated", _("The account of person no. %(number)s was closed."), "number"
)
PERSON_REACTIVATED = entry_kind(
    "orgs.person_reactivated", _("The account of person no. %(number)s was opened again."), "number"
)
POST_GIVEN = entry_kind(
    "orgs.post_given",
    _("Person no. %(number)s was made %(role)s of %(unit)s in line %(line)s."),
    "number",
    "role",
    "unit",
    "line",
)
POST_ENDED = entry_kind(
    "orgs.post_ended",
    _("Person no. %(number)s is no longer %(role)s of %(unit)s in line %(line)s."),
    "number",
    "role",
    "unit",
    "line",
)
LINE_DRAWN = entry_kind("orgs.line_drawn", _("Line %(code)s was drawn."), "code")
UNITS_TAKEN_IN = entry_kind(
    "orgs.units_taken_in",
    _("Units taken in from %(source)s: %(added)s added, %(changed)s changed, %(moved)s moved."),
    "source",
    "added",
    "changed",
    "moved",
    within=_("Units were taken in from %(source)s."),
)
UNIT_OPENED = entry_kind("orgs.unit_opened", _("Unit %(unit)s was opened under %(parent)s."), "unit", "parent")
UNIT_RENAMED = entry_kind("orgs.unit_renamed", _("Unit %(unit)s is now called %(name)s."), "unit", "name")
UNIT_MOVED = entry_kind(
    "orgs.unit_moved",
    _("Unit %(unit)s was moved to %(parent)s in line %(line)s, with %(count)s units below it."),
    "unit",
    "parent",
    "line",
    "count",
    within=_("Unit %(unit)s was moved to %(parent)s in line %(line)s."),
)
UNIT_MERGED = entry_kind(
    "orgs.unit_merged", _("Unit %(unit)s was merged into %(survivor)s on %(date)s."), "unit", "survivor", "date"
)
UNIT_CLOSED = entry_kind("orgs.unit_closed", _("Unit %(unit)s was closed on %(date)s."), "unit", "date")
UNIT_REOPENED = entry_kind("orgs.unit_reopened", _("Unit %(unit)s was reopened."), "unit")

speak("role", role_name)
