"""The kinds of record of jobs."""

from django.utils.translation import gettext_lazy as _

from paicha.jobs.models import Job
from paicha.orgs.kinds import RecordKind, record_kind

record_kind(RecordKind(Job, _("job")))
