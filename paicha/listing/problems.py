"""Problems of asking for lists."""

from django.utils.translation import gettext_lazy as _

from paicha.kernel.problem_kinds import define

define("cursor_invalid", 400, 2, _("This page of the list cannot be found."), _("Start from the list's first page."))
define("list_unknown", 404, 2, _("There is no list %(list)s."), _("Lists: %(known)s."))
define("list_sort_unknown", 400, 2, _("The list cannot be sorted by %(sort)s."), _("It can by: %(known)s."))
define("list_column_unknown", 400, 2, _("The list has no column %(column)s."), _("It has: %(known)s."))
define(
    "list_value_invalid",
    400,
    2,
    _("%(filter)s cannot be “%(value)s”."),
    _("Remove the filter, or choose another value."),
)
define("list_filter_unknown", 404, 2, _("The list has no filter %(filter)s."), _("It has: %(known)s."))
