"""Problems of making and verifying reports."""

from django.utils.translation import gettext_lazy as _

from paicha.kernel.problem_kinds import define

define(
    "report_unknown",
    404,
    2,
    _("There is no report %(kind)s."),
    _("Reports that can be made: %(known)s."),
)
define(
    "report_guarded",
    500,
    1,
    _("The report says %(count)s things that no figure gave; the first in %(passage)s: %(first)s"),
    _("Mend the section and make the report again."),
)
define(
    "report_not_ours",
    404,
    1,
    _("%(path)s is report %(report)s, which is not on file here."),
    _("Verify it with the installation that made it."),
)
