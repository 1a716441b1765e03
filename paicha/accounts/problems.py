"""Problems of accounts, tokens and saved views."""

from django.utils.translation import gettext_lazy as _

from paicha.kernel.problem_kinds import define

define("views_too_many", 409, 1, _("There are %(count)s saved views of this list already."), _("Remove one first."))
define(
    "tokens_too_many",
    409,
    1,
    _("There are already %(count)s tokens that are good."),
    _("Revoke one that is not used any more."),
)
define("account_closed", 409, 1, _("This account is closed."), _("Open it again first."))
define(
    "letter_unsent",
    503,
    1,
    _("The letter could not be sent."),
    _("Try again later, or ask an administrator for a link."),
)
