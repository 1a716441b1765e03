"""Problems of reading, drawing and setting documents."""

from django.utils.translation import gettext_lazy as _

from paicha.kernel.problem_kinds import define

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
    "report_too_long",
    422,
    1,
    _("%(path)s is longer than any report: %(pages)s pages, %(limit)s are read."),
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
