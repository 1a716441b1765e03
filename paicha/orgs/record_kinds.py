"""The kinds of record of organisations."""

from paicha.kernel.phrases import Phrase
from paicha.orgs.kinds import RecordKind, record_kind
from paicha.orgs.models import Line, Person, Placement, Post, Unit

record_kind(RecordKind(Unit, Phrase("单位", "unit"), page="units-one", listing="units", asked_by="code", title=str))
record_kind(RecordKind(Placement, Phrase("单位的位置", "place of unit"), shown_as=lambda row: ("unit", row.unit)))
record_kind(RecordKind(Line, Phrase("条线", "line"), shared=True))
record_kind(RecordKind(Person, Phrase("人员", "person"), see="people.change", page="people-one"))
record_kind(RecordKind(Post, Phrase("岗位", "post")))
