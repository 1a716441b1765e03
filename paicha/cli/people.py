"""paicha user, paicha post, paicha why."""

from typing import Annotated, Any

import typer
from django.utils.translation import gettext as _
from rich.table import Table

from paicha.accounts.actions.passwords import give_password, invite
from paicha.cli.frame import out, say_json
from paicha.cli.installation import opened, sealed
from paicha.kernel.problems import Problem
from paicha.orgs.actions.people import EVERYWHERE, add_person, end_post, give_post
from paicha.orgs.kinds import all_kinds, record_named
from paicha.orgs.permissions import may, require_unit
from paicha.orgs.permissions import why as reasons
from paicha.orgs.queries import people, person_named, posts
from paicha.orgs.scopes import line_named

user_app = typer.Typer(no_args_is_help=True, help=_("Users: add, list, invite, give a password."))
post_app = typer.Typer(no_args_is_help=True, help=_("Posts: give, end, list."))

User = Annotated[str, typer.Argument(help=_("User name."))]
Role = Annotated[str, typer.Argument(help=_("Role, such as head or inspector."))]
Unit = Annotated[str, typer.Option("--unit", help=_("Where: the unit's code, or * for everywhere."))]
Line = Annotated[str | None, typer.Option("--line", help=_("In which line; the territorial one otherwise."))]
ASKED = {kind.name: "NUMBER" if kind.asked_by == "pk" else "CODE" for kind in all_kinds() if kind.asked_by}
KNOWN = ", ".join(f"{kind}:{key}" for kind, key in ASKED.items())
Json = Annotated[bool, typer.Option("--json", help=_("Answer as JSON."))]


@user_app.command("add", help=_("Add somebody who may then be given posts."))
def add_user(username: User, name: Annotated[str, typer.Option("--name", help=_("The person's name."))]) -> None:
    """Add somebody who may then be given posts."""
    by = opened()
    person = add_person(by, username=username, name=name)
    sealed()
    out.print(
        _("Added %(user)s, person no. %(number)s.") % {"user": person.username, "number": person.pk}, markup=False
    )


@user_app.command("invite", help=_("Print a link by which somebody chooses a password; good once, for three days."))
def invite_user(username: User) -> None:
    """Print a link by which somebody chooses a password; good once, for three days."""
    by = opened()
    link = invite(by, person=person_named(username))
    sealed()
    typer.echo(link)


@user_app.command("password", help=_("Give somebody a new random password, and print it this once."))
def give_user_password(username: User) -> None:
    """Give somebody a new random password, and print it this once."""
    by = opened()
    password = give_password(by, person=person_named(username))
    sealed()
    typer.echo(password)


@user_app.command("list", help=_("Everybody, with their posts."))
def list_users(as_json: Json = False) -> None:
    """Everybody, with their posts."""
    by = opened()
    rows = [(person, [_post(post) for post in posts(by, person)]) for person in people(by)]
    if as_json:
        say_json([{"username": person.username, "name": person.name, "posts": held} for person, held in rows])
        return
    table = Table(box=None, show_header=False, pad_edge=False)
    for person, held in rows:
        table.add_row(
            person.username,
            person.name,
            "; ".join(f"{p['role']} {p['unit']} ({p['line']})" for p in held if not p["ended"]),
        )
    out.print(table)


@post_app.command("give", help=_("Make somebody something of a unit."))
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


@post_app.command("end", help=_("End a post."))
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


@post_app.command("list", help=_("Somebody's posts, ended ones too."))
def list_posts(username: User, as_json: Json = False) -> None:
    """Somebody's posts, ended ones too."""
    by = opened()
    rows = [_post(post) for post in posts(by, person_named(username))]
    if as_json:
        say_json(rows)
        return
    for row in rows:
        out.print(f"{row['role']}  {row['unit']}  {row['line']}{'  –' if row['ended'] else ''}", markup=False)


def _line(unit: str, line: str | None) -> Any:
    """The line of a post; none for one everywhere, unless somebody names one: then there is no such post."""
    return None if unit == EVERYWHERE and line is None else line_named(line)


def _post(post: Any) -> dict[str, Any]:
    unit, line = post.unit_code or EVERYWHERE, post.line.code if post.line else EVERYWHERE
    return {"role": post.role, "unit": unit, "line": line, "ended": post.ended}


def why(
    username: User,
    verb: Annotated[str, typer.Argument(help=_("Such as units.see."))],
    thing: Annotated[str, typer.Argument(help=_("One of: %(known)s.") % {"known": KNOWN})],
    as_json: Json = False,
) -> None:
    """Whether somebody may do something to a thing, and which of their posts says so."""
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
