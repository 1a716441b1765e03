"""Problems of jobs."""

from django.utils.translation import gettext_lazy as _

from paicha.kernel.problem_kinds import define

define(
    "job_lost",
    500,
    1,
    _("The job was broken off several times."),
    _("Start it again; if it happens again, tell whoever runs paicha."),
)
define(
    "job_failed", 500, 1, _("The job failed by a mistake of paicha."), _("Report no. %(number)s to whoever runs it.")
)
define(
    "jobs_too_many",
    429,
    1,
    _("You have %(count)s jobs that are not done yet."),
    _("Wait for one of them, or cancel one."),
)
