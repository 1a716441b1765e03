"""Problems of the API, and those that its answers share with pages."""

from django.utils.translation import gettext_lazy as _

from paicha.kernel.problem_kinds import define

# who calls
define(
    "api_nobody",
    401,
    2,
    _("Nobody is signed in."),
    _("Send the header Authorization: Bearer paicha_… with a token of yours; your account page makes one."),
)
define(
    "api_token_unknown",
    401,
    2,
    _("This token is not good."),
    _("It may have been revoked, or be past its last day. Your account page makes another one."),
)
define("api_read_only", 403, 1, _("This token may only read."), _("Make a token that may also write."))
define(
    "api_form_token",
    403,
    1,
    _("A session needs its form token to write, in the header X-CSRFToken."),
    _("Send it, or call with a token of yours instead."),
)

# what is called, and how
define("api_absent", 404, 2, _("There is no such address in the API."), _("%(docs)s lists them all."))
define("api_method", 405, 2, _("%(method)s is not possible here."), _("Possible here: %(possible)s."))
define("api_body_kind", 415, 2, _("A body of the kind %(kind)s cannot be read here."), _("Send it as %(wanted)s."))
define("api_body_unreadable", 400, 2, _("The body cannot be read."), _("Check that it is whole: %(wanted)s."))
define("api_body_big", 413, 2, _("The body is too big."), _("Send at most %(limit)s."))
define("api_parameter", 422, 2, _("%(parameter)s: %(reason)s."), _("Correct it and call again."))
define("api_parameter_unknown", 422, 2, _("There is no parameter %(parameter)s here."), _("There are: %(known)s."))
define("api_parameter_twice", 422, 2, _("The parameter %(parameter)s can be given only once."), _("Give one value."))
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
