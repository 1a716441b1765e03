"""Problems of pages, forms and sign-in."""

from django.utils.translation import gettext_lazy as _

from paicha.kernel.problem_kinds import define

define(
    "upload_too_big",
    413,
    1,
    _("At most %(limit)s can be sent here at once; this is more."),
    _("Pack a table as .csv.gz, or import it on the server: paicha import inspections."),
)
define("upload_missing", 422, 2, _("No file was chosen."), _("Choose a file that ends in .csv, .csv.gz or .xlsx."))
define("filter_invalid", 422, 2, _("The filter %(value)s cannot be read."), _("Write it as KEY=VALUE."))
define("page_absent", 404, 1, _("There is no such page."), _("It may have moved, or it may not be yours to see."))
define(
    "page_method",
    405,
    2,
    _("This address is not opened or sent to in this way."),
    _("Go back to the page that you came from."),
)
define("form_stale", 403, 1, _("This form was opened too long ago, or in another session."), _("Send it again."))
define("address_invalid", 400, 2, _("This address or form cannot be read."), _("Go back and try again."))
define(
    "scales_elsewhere",
    403,
    1,
    _("A scale is published for the whole installation, and your posts do not reach that far."),
    _("Ask an administrator of the whole installation."),
)
define(
    "session_ended",
    403,
    1,
    _("Your session has ended. Nothing you typed is lost."),
    _("Sign in again, then send it once more."),
)
