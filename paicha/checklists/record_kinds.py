"""The kinds of record of checklists and severity scales."""

from django.utils.translation import gettext_lazy as _

from paicha.checklists.models import Checklist, Grade, Item, Scale, Version, VersionItem
from paicha.orgs.kinds import RecordKind, record_kind

record_kind(RecordKind(Scale, _("severity scale"), shared=True))
record_kind(RecordKind(Grade, _("grade")))
record_kind(RecordKind(Checklist, _("checklist")))
record_kind(RecordKind(Item, _("item")))
record_kind(RecordKind(Version, _("version of a checklist"), shared=True))
record_kind(RecordKind(VersionItem, _("item of a version")))
