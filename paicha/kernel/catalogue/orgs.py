"""Problems of units, lines and posts, and of who may do what."""

from django.utils.translation import gettext_lazy as _

from paicha.kernel.problem_kinds import define

# who may
define("absent", 404, 1, _("There is no %(thing)s %(key)s."), _("Check the spelling."))
define(
    "not_allowed",
    403,
    1,
    _("%(who)s may not do this here: %(verb)s."),
    _("Ask an administrator, who can see which post would allow it."),
)
define(
    "wrong_state", 409, 1, _("%(thing)s is %(state)s; %(verb)s is not possible now."), _("Possible now: %(possible)s.")
)
define("value_missing", 422, 2, _("%(verb)s needs %(name)s."), _("Give %(name)s."))
define("value_invalid", 422, 2, _("%(name)s cannot be %(value)s."), _("%(help)s"))
define(
    "already_there",
    409,
    1,
    _("There is already a %(thing)s %(key)s."),
    _("Choose another one, or change the one that is there."),
)

define(
    "not_in_charge",
    403,
    1,
    _("This person also holds a post that you could not have given."),
    _("Ask an administrator who reaches all of their posts."),
)
define(
    "post_too_wide",
    403,
    1,
    _("As %(role)s of %(unit)s one may do more than you may there."),
    _("Ask an administrator who reaches all of it."),
)
define("not_to_oneself", 409, 1, _("This cannot be done to one's own account."), _("Ask another administrator."))

# orgs
define(
    "move_cycle",
    409,
    1,
    _("%(unit)s cannot be placed under %(parent)s, which lies below it."),
    _("Choose a parent outside the units below %(unit)s."),
)
define("unit_closed", 409, 1, _("Unit %(unit)s was closed on %(date)s."), _("Reopen it first, or choose another unit."))
define(
    "unit_has_children",
    409,
    1,
    _("Unit %(unit)s still has %(count)s open units below it."),
    _("Move or close them first."),
)

define(
    "line_unknown",
    404,
    2,
    _("There is no line %(line)s."),
    _("Lines here: %(known)s. An import draws those of its mapping."),
)

define(
    "unit_not_placed",
    404,
    2,
    _("Unit %(unit)s has no place in line %(line)s."),
    _("Name another line, or move the unit to a place in this one."),
)

define(
    "unit_changed",
    409,
    1,
    _("Unit %(unit)s was changed meanwhile, at position %(position)s."),
    _("Compare what it is now with what you typed, then send it again."),
)
define(
    "unit_holds",
    409,
    1,
    _("Unit %(unit)s still has open units below it that you do not see."),
    _("Ask somebody who does to move or close them first."),
)

# severity scales
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
