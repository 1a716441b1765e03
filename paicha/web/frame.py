"""What every page shows around its own matter: where one is, what there is, the position, who one is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from paicha.accounts.queries import views_of
from paicha.jobs.queries import unseen
from paicha.kernel.problems import Problem
from paicha.ledger.queries import newest
from paicha.orgs.labels import line_name, unit_name
from paicha.orgs.queries import ancestry, in_reach, posts_held
from paicha.orgs.role_words import role_name
from paicha.orgs.roles import verbs_of
from paicha.web.menu import HEADINGS, MenuEntry, all_entries, entry_named
from paicha.web.place import Place, place_of
from paicha.web.reader import reader


@dataclass(frozen=True, slots=True)
class Link:
    """A line of navigation. Without an address it is plain text."""

    label: Any
    address: str = ""
    icon: str = ""
    current: bool = False
    note: Any = ""


class Frame:
    """All that the layout shows, asked for when it is shown. Templates that have no layout cost nothing."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def place(self) -> Place | None:
        """Where the reader looks; None where the address names a place that cannot be."""
        if not self._request.user.is_authenticated:
            return None
        try:
            return place_of(self._request)
        except Problem:
            return None

    @cached_property
    def held(self) -> list[Any]:
        """The reader's posts."""
        return posts_held(self._request.user) if self._request.user.is_authenticated else []

    @cached_property
    def verbs(self) -> frozenset[str]:
        """What the reader may do somewhere, without that for which the menu has a page that is closed to them."""
        found = verbs_of(*(post.role for post in self.held))
        asked = [entry for entry in all_entries() if entry.verb in found]
        return found - {entry.verb for entry in asked if not entry.allowed(reader(self._request))}

    @cached_property
    def groups(self) -> list[tuple[Any, list[Link]]]:
        """The menu at the side, as far as the reader's posts go: headings with their links."""
        found = [
            (label, self._links(entry for entry in all_entries() if entry.heading == heading))
            for heading, label in HEADINGS.items()
        ]
        return [(label, links) for label, links in found if links]

    @cached_property
    def tabs(self) -> list[Link]:
        """The menu at the bottom of a phone."""
        links = self._links(entry for entry in all_entries() if entry.tab)
        return [*links, Link(_("More"), reverse("more"), "menu-2", self._section == "more")]

    def _links(self, entries: Iterable[MenuEntry]) -> list[Link]:
        query = self.place.query() if self.place else ""
        return [
            Link(
                entry.label,
                reverse(entry.name) + (f"?{query}" if entry.placed and query else ""),
                entry.icon,
                self._section == entry.name,
            )
            for entry in entries
            if entry.verb in self.verbs
        ]

    @property
    def _section(self) -> str:
        """The part of the menu that the page belongs to: the beginning of its name, `findings` of `findings-one`."""
        match = self._request.resolver_match
        return (match.view_name or "").partition("-")[0] if match else ""

    @cached_property
    def posts(self) -> list[Link]:
        """The reader's posts, each with the address where it looks."""
        found, entry = [], entry_named(self._section)
        for post in self.held:
            if post.line and post.unit:
                here = self.place is not None and self.place.unit == post.unit and self.place.line == post.line
                query = Place(reader(self._request), post.line, post.unit, True).query()
                address = f"{reverse(self._section if entry and entry.tab else 'overview')}?{query}"
                found.append(
                    Link(unit_name(post.unit), address, "", here, f"{role_name(post.role)} · {line_name(post.line)}")
                )
        return found

    @cached_property
    def above(self) -> list[Link]:
        """The units above the place, from the root down: links as far as the reader sees, names otherwise."""
        if not (self.place and self.place.line and self.place.unit):
            return []
        units = ancestry(self.place.line, self.place.unit)
        seen = in_reach(self.place.by, units) if units else set()
        return [Link(unit_name(unit), self._overview_of(unit) if unit.pk in seen else "") for unit in units]

    def _overview_of(self, unit: Any) -> str:
        place = Place(self.place.by, self.place.line, unit, True)  # type: ignore[union-attr]
        return f"{reverse('overview')}?{place.query()}"

    @cached_property
    def head(self) -> Any:
        """The newest entry of the ledger, None where there is none."""
        return newest(1).first()

    @property
    def position(self) -> int:
        """The position of the ledger's head; 0 where it is empty."""
        return self.head.position if self.head else 0

    @property
    def since(self) -> datetime | None:
        """When the head was written."""
        return self.head.at if self.head else None

    @cached_property
    def views(self) -> list[Any]:
        """The views that the reader keeps of the list shown."""
        return views_of(self._request.user, self._section)  # type: ignore[arg-type]

    @cached_property
    def news(self) -> list[Any]:
        """Jobs of the reader that ended and were not looked at."""
        return unseen(self._request.user) if self._request.user.is_authenticated else []


def frame(request: HttpRequest) -> dict[str, Any]:
    """The frame, for every template."""
    return {"frame": Frame(request)}
