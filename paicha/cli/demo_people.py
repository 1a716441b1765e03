"""The people of the demo: made up, and named so that anybody sees it. Each holds one post and sees what it reaches."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from rich.table import Table

from paicha.accounts.actions.passwords import give_password
from paicha.cli.frame import out
from paicha.kernel.problems import Problem
from paicha.orgs.actions.people import EVERYWHERE, add_person, give_post
from paicha.orgs.labels import line_name, unit_name
from paicha.orgs.permissions import require_unit
from paicha.orgs.queries import person_named
from paicha.orgs.scopes import line_named

# user name, name, role, line, unit
PEOPLE = (
    ("admin", "Demo Administrator", "administrator", EVERYWHERE, EVERYWHERE),
    ("coordinator", "Demo Coordinator", "coordinator", "territorial", "chicago"),
    ("head", "Demo Head of Ward 42", "head", "territorial", "chicago/ward-42"),
    ("inspector", "Demo Inspector", "inspector", "trade", "chicago-food-trades"),
)


def demo_people(by: Any) -> None:
    """Make those that are not there yet, and print their passwords, this once."""
    table = Table(box=None, pad_edge=False)
    for heading in (_("user name"), _("password"), _("who"), _("where")):
        table.add_column(heading, overflow="fold")
    language = get_language() or "en"
    made = 0
    for username, name, role, line_code, code in PEOPLE:
        if _is_there(username):
            continue
        person = add_person(by, username=username, name=name, language=language)
        where = str(_("everywhere"))
        if code == EVERYWHERE:
            give_post(by, person=person, role=role)
        else:
            line, unit = line_named(line_code), require_unit(by, "units.see", code)
            give_post(by, person=person, role=role, line=line, unit=unit)
            where = f"{unit_name(unit)} ({line_name(line)})"
        table.add_row(username, give_password(by, person=person), name, where)
        made += 1
    if made:
        out.print(table)
        out.print(_("These passwords are shown this once."))
    else:
        out.print(_("The people of the demo are there already. A new password: paicha user password NAME"))


def _is_there(username: str) -> bool:
    try:
        return person_named(username) is not None
    except Problem:
        return False
