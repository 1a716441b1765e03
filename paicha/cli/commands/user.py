"""Users: add, list, invite, give a password."""

from typing import Annotated

import typer
from django.utils.translation import gettext as _
from rich.table import Table

from paicha.accounts.actions.passwords import give_password, invite
from paicha.cli.commands.post import described
from paicha.cli.frame import out, say_json, typer_app
from paicha.cli.installation import opened, sealed
from paicha.orgs.actions.people import add_person
from paicha.orgs.queries import people, person_named, posts

app = typer_app()

User = Annotated[str, typer.Argument(help=_("User name."))]


@app.command("add")
def add_user(username: User, name: Annotated[str, typer.Option("--name", help=_("The person's name."))]) -> None:
    """Add somebody who may then be given posts."""
    by = opened()
    person = add_person(by, username=username, name=name)
    sealed()
    out.print(
        _("Added %(user)s, person no. %(number)s.") % {"user": person.username, "number": person.pk}, markup=False
    )


@app.command("invite")
def invite_user(username: User) -> None:
    """Print a link by which somebody chooses a password; good once, for three days."""
    by = opened()
    link = invite(by, person=person_named(username))
    sealed()
    typer.echo(link)


@app.command("password")
def give_user_password(username: User) -> None:
    """Give somebody a new random password, and print it this once."""
    by = opened()
    password = give_password(by, person=person_named(username))
    sealed()
    typer.echo(password)


@app.command("list")
def list_users(as_json: Annotated[bool, typer.Option("--json", help=_("Answer as JSON."))] = False) -> None:
    """Everybody, with their posts."""
    by = opened()
    rows = [(person, [described(post) for post in posts(by, person)]) for person in people(by)]
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
