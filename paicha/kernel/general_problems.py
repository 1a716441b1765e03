"""Problems that any room may raise: of the installation, of values, of records."""

from django.utils.translation import gettext_lazy as _

from paicha.kernel.problem_kinds import define

# the installation
define(
    "home_unusable",
    500,
    1,
    _("The data folder %(path)s cannot be used: %(reason)s."),
    _("Point PAICHA_HOME to a folder that you may write to."),
)
define(
    "setting_invalid",
    500,
    2,
    _("The setting %(name)s has a value that cannot be used: %(value)s."),
    _("Write it as: %(help)s"),
)
define(
    "disk_full",
    507,
    1,
    _("There is no space left where %(path)s lies. What was not finished was taken back."),
    _("Free some space and start it again; it goes on where it stopped."),
)
define(
    "database_unreachable",
    503,
    1,
    _("The database does not answer: %(reason)s"),
    _("Start it, or check PAICHA_DATABASE."),
)
define(
    "file_unwritable",
    500,
    1,
    _("Nothing can be written to %(path)s: %(reason)s."),
    _("Check who may write there, and whether the disk is sound."),
)

# values and records
define("date_invalid", 422, 2, _("%(option)s: %(value)s is not a date."), _("Write it as 2026-01-31."))
define("absent", 404, 1, _("There is no %(thing)s %(key)s."), _("Check the spelling."))
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
