"""The kinds of record of organisations."""

from django.utils.translation import gettext_lazy as _

from paicha.orgs.kinds import RecordKind, record_kind
from paicha.orgs.models import Line, Person, Placement, Post, Unit

record_kind(RecordKind(Unit, _("unit"), page="units-one", listing="units", asked_by="code", title=str))
record_kind(RecordKind(Placement, _("place of unit"), shown_as=lambda row: ("unit", row.unit)))
record_kind(RecordKind(Line, _("line"), shared=True))
record_kind(RecordKind(Person, _("person"), see="people.change", page="people-one"))
record_kind(RecordKind(Post, _("post")))
