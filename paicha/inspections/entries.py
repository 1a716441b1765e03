"""The kinds of entry of inspections."""

from django.utils.translation import gettext_lazy as _

from paicha.ledger.kinds import entry_kind

TAKEN_IN = entry_kind(
    "inspections.taken_in",
    _(
        "Inspections taken in from %(source)s: %(added)s added, %(editions)s as later editions, of which %(not_held)s "
        "could not be held; %(first)s to %(last)s."
    ),
    "source",
    "added",
    "editions",
    "not_held",
    "first",
    "last",
    within=_("Inspections were taken in from %(source)s."),
)
