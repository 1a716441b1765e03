"""Problems of the terminal."""

from django.utils.translation import gettext_lazy as _

from paicha.kernel.problem_kinds import define

define(
    "database_busy",
    503,
    1,
    _("The database was busy for too long: %(reason)s"),
    _("Try again when the other work is done."),
)
define(
    "database_damaged",
    500,
    1,
    _("The database file is damaged or is none: %(reason)s."),
    _("Restore the last backup, or point PAICHA_HOME to another folder."),
)
define(
    "database_older",
    503,
    1,
    _("The database is older than this code: %(count)s changes of its structure are missing."),
    _("Make a backup, then run: paicha setup"),
)
define(
    "database_newer",
    503,
    1,
    _("The database was changed by newer code (%(names)s)."),
    _("Run the newer paicha, or restore the backup made before the change."),
)
define(
    "thing_invalid",
    422,
    2,
    _("%(value)s does not name a thing."),
    _("Write one of: %(known)s."),
)
define(
    "port_taken",
    409,
    1,
    _("Nothing can listen at %(host)s, port %(port)s: %(reason)s."),
    _("End the program that does, or choose another port with --port."),
)
define(
    "child_failed",
    500,
    1,
    _("The %(name)s cannot start; it ended with %(code)s."),
    _("Look at what it said above."),
)
