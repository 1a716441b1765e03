"""Every door of the web, and who may open it: one row an address. A new address without a row fails the matrix.

Who sees what in the busy town is written down here by hand, not asked of the permissions that the pages ask.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLResolver, get_resolver

SIGNED_IN = ("terminal", "coordinator", "liaison", "head", "owner", "inspector", "verifier", "outsider")
NORTH = frozenset({"terminal", "coordinator", "liaison", "head", "verifier"})
# who sees what: at the bakery (of the north), at the noodle shop (of the south), and a trade's record at each
UNIT = {
    "inside": NORTH | {"owner", "inspector"},
    "outside": frozenset({"terminal", "coordinator", "inspector", "outsider"}),
}
RECORD = {"inside": NORTH | {"owner"}, "outside": frozenset({"terminal", "coordinator", "outsider"})}

EVERYBODY = frozenset(SIGNED_IN)
CHANGE = frozenset({"terminal", "coordinator"})  # units.change, inspections.import, ledger.see: by role
PEOPLE = frozenset({"terminal"})  # people.change
MAKE = frozenset({"terminal", "coordinator", "liaison", "head", "outsider"})  # reports.make


@dataclass(frozen=True, slots=True)
class Door:
    """A door: who may open it, whether it is opened by GET, and what of the town its address names.

    `subject`: unit, finding, inspection, or nothing. Who does not see the subject is told that it is absent (404); who
    sees it without being among `may` is refused (403). `own`: what it names is somebody's own, or of people whom they
    look after; with a name that nobody has it is absent. `words`: what else the address holds.
    """

    may: frozenset[str] = EVERYBODY
    get: bool = True
    subject: str = ""
    own: bool = False
    words: Mapping[str, Any] = field(default_factory=dict)
    query: str = ""


LISTS = ("findings", "inspections", "units")
CHOICES = {"findings": "item", "inspections": "source", "units": "kind"}
UID = "0195f000-0000-7000-8000-000000000000"  # of nothing
DOORS: dict[str, Door] = {
    **{name: Door() for name in ("start", "more", "overview", "overview-figures", "overview-trend", "search")},
    **{name: Door() for name in ("figures", "jobs", "account")},
    **{name: Door() for name in LISTS},
    **{f"{name}-count": Door() for name in LISTS},
    **{f"{name}-choose": Door(words={"which": which}) for name, which in CHOICES.items()},
    **{f"{name}-keep": Door(get=False) for name in LISTS},
    **{f"{name}-drop": Door(get=False, own=True, words={"number": 999_999}) for name in LISTS},
    "units-one": Door(subject="unit"),
    "findings-one": Door(subject="finding"),
    "inspections-one": Door(subject="inspection"),
    "units-open": Door(CHANGE),
    "units-choices": Door(),  # what moving, opening and asking why choose from
    **{f"units-{verb}": Door(CHANGE, subject="unit") for verb in ("rename", "move", "merge", "close", "reopen")},
    "figures-one": Door(words={"name": "findings_total"}),
    "figures-chart": Door(words={"name": "findings_total"}),
    "figures-values": Door(words={"name": "findings_total"}, query="?dimension=severity"),
    "reports": Door(),
    "reports-new": Door(MAKE),
    "reports-verify": Door(),
    "reports-one": Door(own=True, words={"uid": UID}),
    "reports-changes": Door(own=True, words={"uid": UID}),
    "reports-number": Door(own=True, words={"uid": UID, "identity": "n1"}),
    "reports-file": Door(own=True, words={"uid": UID, "form": "pdf"}),
    "exports-new": Door(get=False),
    "jobs-one": Door(own=True, words={"uid": UID}),
    "jobs-cancel": Door(get=False, own=True, words={"uid": UID}),
    "jobs-file": Door(own=True, words={"uid": UID, "number": 0}),
    "schedule": Door(PEOPLE),
    "schedule-one": Door(PEOPLE, words={"name": "tidy"}),
    "imports": Door(PEOPLE),
    "imports-new": Door(PEOPLE),
    "imports-one": Door(PEOPLE, own=True, words={"uid": UID}),
    "ledger": Door(CHANGE),
    "ledger-entry": Door(CHANGE, own=True, words={"position": 999_999}),
    "people": Door(PEOPLE),
    "people-new": Door(PEOPLE),
    "people-why": Door(),  # of oneself everybody may ask
    "people-units": Door(PEOPLE),
    "people-one": Door(PEOPLE, own=True, words={"number": 999_999}),
    **{
        f"people-{verb}": Door(PEOPLE, get=False, own=True, words={"number": 999_999})
        for verb in ("post-give", "link", "active", "sign-out")
    },
    "people-post-end": Door(PEOPLE, get=False, own=True, words={"number": 999_999, "post": 999_999}),
    "scales": Door(PEOPLE),
    "scales-new": Door(PEOPLE),
    "account-tokens": Door(),
    "account-token-revoke": Door(get=False, own=True, words={"number": 999_999}),
    "preferences": Door(get=False),
    "preferences-language": Door(get=False),
    "resume": Door(),
}
# Open to those who are not signed in, too.
OPEN = ("set-language", "health")


def addresses() -> Iterator[tuple[str, str]]:
    """Every address: its name, that of a namespace before it, and its pattern."""

    def within(resolver: Any, prefix: str, before: str) -> Iterator[tuple[str, str]]:
        for each in resolver.url_patterns:
            route = before + str(each.pattern)
            if isinstance(each, URLResolver):
                yield from within(each, f"{each.namespace}:" if each.namespace else prefix, route)
            else:
                yield prefix + (each.name or route), route

    yield from within(get_resolver(), "", "")
