"""Whether somebody may do something to a thing, and which of their posts says so."""

from typing import Annotated, Any

import typer
from django.utils.translation import gettext as _

from paicha.cli.frame import out, say_json, typer_app
from paicha.cli.installation import opened
from paicha.kernel.problems import Problem
from paicha.orgs.kinds import all_kinds, record_named
from paicha.orgs.permissions import may
from paicha.orgs.permissions import why as reasons
from paicha.orgs.queries import person_named

app = typer_app()
ASKED = {kind.name: "NUMBER" if kind.asked_by == "pk" else "CODE" for kind in all_kinds() if kind.asked_by}
KNOWN = ", ".join(f"{kind}:{key}" for kind, key in ASKED.items())


@app.command()
def why(
    username: Annotated[str, typer.Argument(help=_("User name."))],
    verb: Annotated[str, typer.Argument(help=_("Such as units.see."))],
    thing: Annotated[str, typer.Argument(help=_("One of: %(known)s.") % {"known": KNOWN})],
    as_json: Annotated[bool, typer.Option("--json", help=_("Answer as JSON."))] = False,
) -> None:
    """Whether somebody may do something to a thing, and what each of their posts says to it: 0 for yes, 1 for no."""
    opened()
    person, found = person_named(username), _thing(thing)
    allowed = may(person, verb, found)
    rows = reasons(person, verb, found)
    if as_json:
        posts = [{"role": row.role, "has_verb": row.has_verb, "holds": row.holds, "grants": row.grants} for row in rows]
        say_json({"allowed": allowed, "posts": posts})
    else:
        words = {"user": username, "verb": verb, "thing": thing}
        out.print(
            (_("Yes: %(user)s may %(verb)s %(thing)s.") if allowed else _("No: %(user)s may not %(verb)s %(thing)s."))
            % words
        )
        for row in rows:
            verb_part = _("the role has the verb") if row.has_verb else _("the role lacks the verb")
            unit_part = _("the thing is in reach") if row.holds else _("the thing is out of reach")
            parts = {"role": row.role, "verb": verb_part, "thing": unit_part}
            out.print(_("  %(role)s: %(verb)s; %(thing)s") % parts, markup=False)
        if not rows:
            out.print("  " + _("no posts"))
    raise typer.Exit(0 if allowed else 1)


def _thing(text: str) -> Any:
    kind, _colon, key = text.partition(":")
    if kind not in ASKED or not key:
        raise Problem("thing_invalid", value=text, known=KNOWN)
    return record_named(kind, key)
