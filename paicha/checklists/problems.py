"""Problems of severity scales."""

from django.utils.translation import gettext_lazy as _

from paicha.kernel.problem_kinds import define

define("scale_empty", 422, 2, _("A scale needs at least one grade."), _("Fill in the row of the gravest grade first."))
define(
    "scale_grade_twice",
    422,
    2,
    _("Two grades have the code %(code)s."),
    _("Give each grade a code of its own."),
)
define(
    "scale_major_below",
    422,
    2,
    _("The grade %(code)s counts as major, but stands below one that does not."),
    _("Put the grades that count as major first, the gravest at the top."),
)
define(
    "scale_code_means_other",
    409,
    2,
    _("The code %(code)s already stands for the grade “%(name)s” in scale %(scale)s."),
    _("Figures group by this code. Choose another one, or name the grade as it is named there, major or not alike."),
)
