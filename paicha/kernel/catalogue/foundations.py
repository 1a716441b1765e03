"""Problems of the installation, the database, the ledger and the terminal."""

from django.utils.translation import gettext_lazy as _

from paicha.kernel.problem_kinds import define

# kernel and settings
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

# database
define(
    "database_unreachable",
    503,
    1,
    _("The database does not answer: %(reason)s"),
    _("Start it, or check PAICHA_DATABASE."),
)
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

# ledger
define(
    "ledger_unknown_kind",
    500,
    1,
    _("The kind of entry %(kind)s is not registered."),
    _("Register it in its room's entries.py."),
)
define(
    "key_unusable",
    500,
    1,
    _("The signing key %(path)s cannot be used: %(reason)s."),
    _("Restore it from the backup of the data folder."),
)

# cli
define("date_invalid", 422, 2, _("%(option)s: %(value)s is not a date."), _("Write it as 2026-01-31."))
define("filter_invalid", 422, 2, _("The filter %(value)s cannot be read."), _("Write it as KEY=VALUE."))
define(
    "thing_invalid",
    422,
    2,
    _("%(value)s does not name a thing."),
    _("Write unit:CODE, finding:NUMBER or inspection:NUMBER."),
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
