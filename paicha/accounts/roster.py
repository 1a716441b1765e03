"""The list of people. It is not among the lists that are exported and kept as views: it is read on its page only."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from paicha.kernel.scope import Range
from paicha.listing.declared import Column, Filter, Listing, Sort
from paicha.orgs.models import Person
from paicha.orgs.queries import holding, people, posts_by_person
from paicha.orgs.role_words import role_choices


def rows(by: Person, _focus: Range | None) -> QuerySet[Person]:
    """The people whom `by` looks after."""
    return people(by).order_by()


def prepare(by: Person, found: Sequence[Any]) -> None:
    """What a row needs besides the person: the posts in the asker's reach."""
    held = posts_by_person(by, found)
    for person in found:
        person.held = held.get(person.pk, [])


def _named(_by: Any, values: tuple[str, ...]) -> Q:
    text = values[0]
    return Q(username__icontains=text) | Q(name__icontains=text)


ROSTER = Listing(
    name="people",
    title=_("People"),
    verb="people.change",
    rows=rows,
    prepare=prepare,
    columns=(Column("username", _("User name"), lambda row: row.username, sort="username"),),
    filters=(
        Filter("q", _("Name"), "text", _named),
        Filter(
            "active",
            _("Account"),
            "choice",
            lambda _by, values: Q(is_active__in=[value == "1" for value in values]),
            lambda _by: [("1", str(_("open accounts"))), ("0", str(_("closed accounts")))],
        ),
        Filter("role", _("Role"), "choice", holding, lambda _by: role_choices()),
    ),
    sorts=(Sort("username", _("User name"), "username"), Sort("newest", _("Newest"), "pk", descending=True)),
)
