"""The menu. Each part of the web puts its own pages into it, beside their addresses."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from paicha.orgs.models import Person

HEADINGS: dict[str, Any] = {
    "": "",
    "inspection": _("Inspection"),
    "standing": _("Standing"),
    "administration": _("Administration"),
}


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A page by the name of its address, under a heading, in the order of the numbers.

    `verb`: what the reader must be allowed somewhere; `allowed`: a further condition on the reader.
    `placed`: the address takes the place looked at. `tab`: the entry also stands at the bottom of a phone.
    """

    name: str
    label: Any
    icon: str
    verb: str
    heading: str
    order: int
    placed: bool
    tab: bool
    allowed: Callable[[Person], bool]


_entries: dict[str, MenuEntry] = {}


def menu_entry(
    name: str,
    label: Any,
    icon: str,
    verb: str,
    heading: str,
    order: int,
    *,
    placed: bool = False,
    tab: bool = False,
    allowed: Callable[[Person], bool] = lambda _by: True,
) -> None:
    """Put a page into the menu. ValueError for a page that is in it and for a heading that does not exist."""
    if name in _entries or heading not in HEADINGS:
        raise ValueError(f"menu: {name} is there already, or {heading!r} is no heading")
    _entries[name] = MenuEntry(name, label, icon, verb, heading, order, placed, tab, allowed)


def entry_named(name: str) -> MenuEntry | None:
    """The entry of a page; None where it is not in the menu."""
    return _entries.get(name)


def all_entries() -> list[MenuEntry]:
    """The entries, heading by heading, in their order."""
    headings = list(HEADINGS)
    return sorted(_entries.values(), key=lambda entry: (headings.index(entry.heading), entry.order))
