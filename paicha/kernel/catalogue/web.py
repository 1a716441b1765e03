"""Problems of pages, jobs and sign-in."""

from django.utils.translation import gettext_lazy as _

from paicha.kernel.problem_kinds import define

define("page_absent", 404, 1, _("There is no such page."), _("It may have moved, or it may not be yours to see."))
define(
    "page_method",
    405,
    2,
    _("This address is not opened or sent to in this way."),
    _("Go back to the page that you came from."),
)
define("form_stale", 403, 1, _("This form was opened too long ago, or in another session."), _("Send it again."))
define("too_often", 429, 1, _("That was too often."), _("Wait %(seconds)s seconds, then try again."))
define(
    "database_away",
    503,
    1,
    _("The database does not answer."),
    _("Nothing was lost that was saved. Try again in a minute."),
)
define(
    "broken",
    500,
    1,
    _("Something in paicha is broken."),
    _("What you sent was not carried out. Report no. %(number)s to whoever runs it."),
)
define(
    "job_lost",
    500,
    1,
    _("The job was broken off several times."),
    _("Start it again; if it happens again, tell whoever runs paicha."),
)
define(
    "job_failed", 500, 1, _("The job failed by a mistake of paicha."), _("Report no. %(number)s to whoever runs it.")
)
define("address_invalid", 400, 2, _("This address or form cannot be read."), _("Go back and try again."))
define(
    "page_closed",
    403,
    1,
    _("This page is not open to you."),
    _("Sign in with another account, or ask an administrator for a post."),
)
define(
    "tokens_too_many",
    409,
    1,
    _("There are already %(count)s tokens that are good."),
    _("Revoke one that is not used any more."),
)
define(
    "jobs_too_many",
    429,
    1,
    _("You have %(count)s jobs that are not done yet."),
    _("Wait for one of them, or cancel one."),
)
define("account_closed", 409, 1, _("This account is closed."), _("Open it again first."))
define(
    "letter_unsent",
    503,
    1,
    _("The letter could not be sent."),
    _("Try again later, or ask an administrator for a link."),
)
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
