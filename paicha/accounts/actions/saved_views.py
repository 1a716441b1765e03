"""Keeping and removing saved views of lists: everybody for themselves."""

from django.utils.translation import gettext as _

from paicha.accounts.entries import VIEW_REMOVED, VIEW_SAVED
from paicha.accounts.models import SavedView
from paicha.kernel.problems import Problem
from paicha.ledger.covering import change_of
from paicha.listing.declared import listing_named
from paicha.orgs.acting import action, locked, record
from paicha.orgs.models import Person
from paicha.orgs.permissions import require_self

LONGEST_NAME, LONGEST_QUERY, MOST = 100, 4_000, 50  # characters, characters, views of one list


@action
def save_view(by: Person, *, listing: str, name: str, query: str) -> SavedView:
    """Keep a question to a list under a name of one's own; under a name that is there already, instead of the old one.

    `query` is what stands after the "?" of the list's address.
    """
    person = locked(Person, by.pk)
    require_self(by, person)
    listing, name = listing_named(listing).name, " ".join(name.split())
    if not name or len(name) > LONGEST_NAME or "\0" in name:
        help_ = _("Give a name of at most %(count)s characters.") % {"count": LONGEST_NAME}
        raise Problem("value_invalid", name=_("name"), value=repr(name[:LONGEST_NAME]), help=help_)
    if len(query) > LONGEST_QUERY or "\0" in query:
        raise Problem("value_invalid", name=_("view"), value=f"{query[:40]}…", help=_("Set fewer conditions."))
    kept = SavedView.objects.filter(person=person, list=listing, removed=False)
    found = kept.filter(name=name).first()
    if found is None and kept.count() >= MOST:
        raise Problem("views_too_many", count=MOST)
    if found is None:
        found = SavedView.objects.create(person=person, list=listing, name=name, query=query)
    elif found.query == query:
        return found
    else:
        found.query = query
        found.save(update_fields=["query"])
    record(VIEW_SAVED, found, [(SavedView, [change_of(found)])], number=person.pk, list=listing)
    return found


@action
def remove_view(by: Person, *, view: SavedView) -> SavedView:
    """Keep a view no longer; again is nothing new."""
    view = locked(SavedView, view.pk)
    require_self(by, view.person)
    if view.removed:
        return view
    view.removed = True
    view.save(update_fields=["removed"])
    record(VIEW_REMOVED, view, [(SavedView, [change_of(view)])], number=view.person_id, list=view.list)
    return view
