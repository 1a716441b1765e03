"""Problems of who may do what, of posts, lines and units."""

from django.utils.translation import gettext_lazy as _

from paicha.kernel.problem_kinds import define

# who may
define(
    "not_allowed",
    403,
    1,
    _("%(who)s may not do this here: %(verb)s."),
    _("Ask an administrator, who can see which post would allow it."),
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
define(
    "page_closed",
    403,
    1,
    _("This page is not open to you."),
    _("Sign in with another account, or ask an administrator for a post."),
)
define("not_to_oneself", 409, 1, _("This cannot be done to one's own account."), _("Ask another administrator."))

# units and lines
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
