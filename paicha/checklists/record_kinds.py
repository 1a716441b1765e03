"""The kinds of record of checklists and severity scales."""

from paicha.checklists.models import Checklist, Grade, Item, Scale, Version, VersionItem
from paicha.kernel.phrases import Phrase
from paicha.orgs.kinds import RecordKind, record_kind

record_kind(RecordKind(Scale, Phrase("等级标准", "severity scale"), shared=True))
record_kind(RecordKind(Grade, Phrase("等级", "grade")))
record_kind(RecordKind(Checklist, Phrase("检查表", "checklist")))
record_kind(RecordKind(Item, Phrase("检查项", "item")))
record_kind(RecordKind(Version, Phrase("检查表版本", "version of a checklist"), shared=True))
record_kind(RecordKind(VersionItem, Phrase("版本的检查项", "item of a version")))
