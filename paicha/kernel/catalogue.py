"""The catalogue of problems: code, HTTP status, exit code (1 could not or not true, 2 wrong call), sentence, mend."""

from django.utils.translation import gettext_lazy as _

from paicha.kernel import catalogue_exchange  # noqa: F401  defines more rows
from paicha.kernel.problems import define

# kernel and settings
define(
    "home_unusable",
    500,
    1,
    _("The data folder %(path)s cannot be used: %(reason)s."),
    _("Point PAICHA_HOME to a folder that you may write to."),
)
define("setting_invalid", 500, 2, _("The setting %(name)s has a value that cannot be used: %(value)s."), _("%(help)s"))
define(
    "disk_full",
    507,
    1,
    _("There is no space left where %(path)s lies. What was not finished was taken back."),
    _("Free some space and run the same command again; it goes on where it stopped."),
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
    _("Run the same command again when the other work is done."),
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

# who may
define("absent", 404, 1, _("There is no %(thing)s %(key)s."), _("Check the spelling."))
define(
    "not_allowed",
    403,
    1,
    _("%(who)s may not do this here: %(verb)s."),
    _("paicha why tells which post would allow it."),
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

define("line_unknown", 404, 2, _("There is no line %(line)s."), _("Lines here: %(known)s."))

define(
    "unit_not_placed",
    404,
    2,
    _("Unit %(unit)s has no place in line %(line)s."),
    _("Name another line with --line, or place the unit there with paicha unit move."),
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

# exchange: importing
define(
    "import_running",
    409,
    1,
    _("Another import is under way. Nothing was imported."),
    _("Run the same command again when it is done."),
)

# exchange: see catalogue_exchange.py

# figures
define(
    "figure_unknown",
    404,
    2,
    _("There is no figure %(figure)s."),
    _("Nearest: %(nearest)s. paicha figure list shows all."),
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

# reports
define(
    "report_markup",
    422,
    1,
    _("Section %(section)s, line %(line)s: %(markup)s cannot stand in a report."),
    _("Use headings, paragraphs, lists, tables, **strong**, > for a note and --- for a new page."),
)
define("report_file_missing", 404, 2, _("There is no file %(path)s."), _("Check the spelling."))
define(
    "report_format_unknown",
    422,
    2,
    _("%(path)s is not a report in DOCX, PDF or HTML."),
    _("Give a file ending in .docx, .pdf or .html."),
)
define(
    "report_too_large",
    422,
    1,
    _("%(path)s is larger than any report: %(size)s MB, %(limit)s MB are read."),
    _("Give the file as paicha wrote it."),
)
define(
    "report_unreadable",
    422,
    1,
    _("%(path)s cannot be read as %(format)s: %(reason)s."),
    _("Open it and save it again in that format, or give the file as paicha wrote it."),
)
define(
    "report_no_trace",
    422,
    1,
    _("%(path)s carries no trace: it was not written by paicha, or its trace was taken out."),
    _("Give the file as paicha wrote it, or one saved from it in the same format."),
)
define(
    "report_chart_failed",
    500,
    1,
    _("The chart %(chart)s could not be drawn: %(reason)s."),
    _("Tell whoever maintains the report."),
)
define(
    "report_typesetting_failed",
    500,
    1,
    _("The PDF could not be set: %(reason)s."),
    _("Tell whoever maintains the report."),
)

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
