"""The kinds of record of jobs."""

from paicha.jobs.models import Job
from paicha.kernel.phrases import Phrase
from paicha.orgs.kinds import RecordKind, record_kind

record_kind(RecordKind(Job, Phrase("作业", "job")))
