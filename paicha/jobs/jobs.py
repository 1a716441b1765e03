"""What the workers do by themselves for jobs: files and runs that are no longer kept are removed."""

from django.utils.translation import gettext_lazy as _

from paicha.jobs.recurrence import Hourly, Occurrence
from paicha.jobs.schedule import Progress, scheduled
from paicha.jobs.scheduled_runs import forget
from paicha.jobs.tidying import tidy


def _tidy(_occurrence: Occurrence, _progress: Progress) -> None:
    tidy()
    forget()


TIDY = scheduled("tidy", _("Remove files that are no longer kept"), Hourly(10), _tidy, catch_up="latest")
