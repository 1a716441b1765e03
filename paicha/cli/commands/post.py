"""Posts: give, end, list."""

from typing import Annotated, Any

import typer
from django.utils.translation import gettext as _

from paicha.cli.frame import out, say_json, typer_app
from paicha.cli.installation import opened, sealed
from paicha.kernel.problems import Problem
from paicha.orgs.actions.people import EVERYWHERE, end_post, give_post
from paicha.orgs.permissions import require_unit
from paicha.orgs.queries import person_named, posts
from paicha.orgs.scopes import line_named

app = typer_app()

User = Annotated[str, typer.Argument(help=_("User name."))]
Role = Annotated[str, typer.Argument(help=_("Role, such as head or inspector."))]
Unit = Annotated[str, typer.Option("--unit", help=_("Where: the unit's code, or * for everywhere."))]
Line = Annotated[str | None, typer.Option("--line", help=_("In which line; the territorial one otherwise."))]


@app.command("give")
def give(username: User, role: Role, unit: Unit, line: Line = None) -> None:
    """Make somebody something of a unit."""
    by = opened()
    found, where = _line(unit, line), None if unit == EVERYWHERE else require_unit(by, "units.see", unit)
    give_post(by, person=person_named(username), role=role, line=found, unit=where)
    sealed()
    words = {"user": username, "role": role, "unit": unit, "line": found.code if found else ""}
    sentence = (
        _("%(user)s is now %(role)s of %(unit)s in line %(line)s.")
        if found
        else _("%(user)s is now %(role)s everywhere.")
    )
    out.print(sentence % words, markup=False)


@app.command("end")
def end(username: User, role: Role, unit: Unit, line: Line = None) -> None:
    """End a post."""
    by = opened()
    where = {"line": _line(unit, line), "unit__code": None if unit == EVERYWHERE else unit}
    held = posts(by, person_named(username)).filter(role=role, ended=False, **where).first()
    if held is None:
        raise Problem("absent", thing=_("post"), key=f"{username} {role} {unit}")
    end_post(by, post=held)
    sealed()
    out.print(_("The post has ended."))


@app.command("list")
def list_posts(
    username: User, as_json: Annotated[bool, typer.Option("--json", help=_("Answer as JSON."))] = False
) -> None:
    """Somebody's posts, ended ones too."""
    by = opened()
    rows = [described(post) for post in posts(by, person_named(username))]
    if as_json:
        say_json(rows)
        return
    for row in rows:
        out.print(f"{row['role']}  {row['unit']}  {row['line']}{'  –' if row['ended'] else ''}", markup=False)


def _line(unit: str, line: str | None) -> Any:
    """The line of a post; none for one everywhere, unless somebody names one: then there is no such post."""
    return None if unit == EVERYWHERE and line is None else line_named(line)


def described(post: Any) -> dict[str, Any]:
    """A post as JSON."""
    unit, line = post.unit_code or EVERYWHERE, post.line.code if post.line else EVERYWHERE
    return {"role": post.role, "unit": unit, "line": line, "ended": post.ended}
