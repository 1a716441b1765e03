"""Problems of asking figures."""

from django.utils.translation import gettext_lazy as _

from paicha.kernel.problem_kinds import define

define(
    "figure_unknown",
    404,
    2,
    _("There is no figure %(figure)s."),
    _("Nearest: %(nearest)s. The list of figures shows all."),
)
define(
    "figure_dimension_unknown",
    422,
    2,
    _("Figure %(figure)s has no dimension %(dimension)s."),
    _("It can be grouped and filtered by: %(known)s."),
)
define(
    "figure_filter_value",
    422,
    2,
    _("%(value)s cannot be a key of %(dimension)s."),
    _("Group by %(dimension)s to see its keys."),
)
define(
    "figure_child_of_none",
    422,
    2,
    _("Figure %(figure)s cannot be divided by child units without a line."),
    _("Name the unit whose children are meant, or the line."),
)
define(
    "figure_position_unknown",
    422,
    2,
    _("There is no position %(position)s; the ledger's head is %(head)s."),
    _("Choose a position from 0 to %(head)s."),
)
define(
    "figure_period_reversed",
    422,
    2,
    _("The period ends on %(until)s, before it begins on %(since)s."),
    _("Exchange the two dates."),
)
define(
    "figure_wrong",
    500,
    1,
    _("The definition of figure %(figure)s is not right: it %(reason)s."),
    _("Correct its file; the how-to on adding a figure says what it needs."),
)
