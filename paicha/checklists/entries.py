"""The kinds of entry of checklists."""

from django.utils.translation import gettext_lazy as _

from paicha.ledger.kinds import entry_kind

SCALE_PUBLISHED = entry_kind("checklists.scale_published", _("Severity scale %(code)s was published."), "code")
VERSION_PUBLISHED = entry_kind(
    "checklists.version_published",
    _("Version %(number)s of checklist %(code)s was published, with %(items)s items."),
    "number",
    "code",
    "items",
)
