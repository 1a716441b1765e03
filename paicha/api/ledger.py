"""The ledger: its entries, and the newest signed statement of it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_noop as _
from ninja import Field, Query, Router, Schema

from paicha.api.callers import person_of
from paicha.api.declaring import reads
from paicha.api.numbers import MOST, Number
from paicha.api.paging import ITEMS, Paged, Paging, read, turned, written
from paicha.kernel.problems import Problem
from paicha.ledger.checkpoints import stated
from paicha.ledger.queries import newest_checkpoint
from paicha.readership.access import filtered_entries, readable_entry
from paicha.readership.rendering import RenderedEntry, entry_details, render_entries

router = Router()
TAG = _("Ledger")
NEEDS = _("Needs a post that may see the ledger. What of an entry lies outside your reach is left out of it.")


class Author(Schema):
    """Who acted."""

    number: int
    name: str = Field(description=_("A name for people whom you know by name; else a number."))


class EntrySaid(Schema):
    """An entry of the ledger: what was done, when and by whom."""

    position: int
    id: UUID
    kind: str
    sentence: str = Field(description=_("The entry in a sentence, in your language."))
    at: datetime
    by: Author
    cause: UUID | None = Field(description=_("The entry of the action that this one was part of."))
    subject: str = Field(description=_("What it was done to: finding, unit …"))
    subject_id: int | None = Field(description=_("Its number."))
    words: dict[str, Any] = Field(description=_("What the sentence says."))
    whole: bool = Field(description=_("Whether nothing of it lies outside your reach."))
    leaf: str | None = Field(description=_("Its hash in the tree, in hex; null where it is not whole."))


class Covering(Schema):
    """What an entry appended to one table."""

    name: str
    table: str
    count: int = Field(description=_("How many rows, as far as you reach."))
    root: str = Field(description=_("The Merkle root over all of them."))


class EntryWhole(EntrySaid):
    """An entry with what hangs on it."""

    covers: list[Covering]
    fits: bool = Field(description=_("Whether its hash is that of what it says."))
    caused: list[int] = Field(description=_("The positions of the entries that it caused."))
    checkpoint: int | None = Field(description=_("The size of the first signed statement that holds it."))


class EntryPage(Paged):
    """A page of entries, the newest first."""

    items: list[EntrySaid] = Field(description=ITEMS)


class CheckpointSaid(Schema):
    """A signed statement of the tree at one size."""

    size: int
    root: str = Field(description=_("The root hash over the first `size` entries, in hex."))
    note: str = Field(description=_("The signed note (C2SP tlog-checkpoint)."))


class Conditions(Schema):
    """Which entries."""

    who: str = Field("", max_length=100, description=_("Who acted: a user name or a number."))
    kind: str = Field("", max_length=64, description=_("The kind of entry."))
    since: date | None = Field(None, alias="from", description=_("The first day."))
    until: date | None = Field(None, alias="to", description=_("The last day."))
    subject: str = Field("", max_length=30, description=_("What it was done to: unit, finding, inspection …"))
    number: int | None = Field(None, ge=1, le=MOST, description=_("The number of that record."))


@reads(
    router,
    "/ledger",
    EntryPage,
    tag=TAG,
    summary=_("Entries of the ledger, the newest first"),
    problems=(400, 403, 404),
    description=NEEDS,
    name="ledger",
)
def entries(request: HttpRequest, asked: Query[Conditions], paging: Query[Paging]) -> dict[str, Any]:
    """A page of entries."""
    by = person_of(request)
    rows = filtered_entries(
        by,
        who=asked.who,
        kind=asked.kind,
        since=asked.since,
        until=asked.until,
        subject=asked.subject,
        number=asked.number,
    )
    before = read(paging.cursor, int)
    if before is not None:
        rows = rows.filter(position__lt=before)
    found = list(rows.order_by("-position")[: paging.limit + 1])
    shown = found[: paging.limit]
    after = written(shown[-1].position) if len(found) > paging.limit else None
    return {"items": [_entry(each) for each in render_entries(by, shown)], **turned(request, after)}


@reads(
    router,
    "/ledger/{position}",
    EntryWhole,
    tag=TAG,
    summary=_("One entry of the ledger"),
    problems=(403, 404),
    description=NEEDS,
    name="ledger_entry",
)
def entry(request: HttpRequest, position: Number) -> dict[str, Any]:
    """One entry."""
    by = person_of(request)
    found = entry_details(by, readable_entry(by, position))
    return _entry(found.rendered) | {
        "covers": found.covers,
        "fits": found.fits,
        "caused": [each.entry.position for each in found.caused],
        "checkpoint": found.checkpoint and found.checkpoint.size,
    }


@reads(
    router,
    "/checkpoint",
    CheckpointSaid,
    tag=TAG,
    summary=_("The newest signed statement of the ledger"),
    problems=(404,),
    description=_("With it anyone can tell later whether the ledger was cut or rewritten."),
    lasting=False,
)
def checkpoint(request: HttpRequest) -> dict[str, Any]:
    """The newest checkpoint."""
    found = newest_checkpoint()
    said = stated(found.note) if found else None
    if found is None or said is None:
        raise Problem("absent", thing=translated(_("checkpoint")), key="–")
    return {"size": found.size, "root": said[1].hex(), "note": found.note}


def _entry(found: RenderedEntry) -> dict[str, Any]:
    names = ("position", "id", "kind", "at", "cause", "subject")
    return {name: getattr(found.entry, name) for name in names} | {
        "by": {"number": found.author.number, "name": found.author.name},
        "subject_id": found.entry.subject_id if found.reached else None,
        "sentence": found.sentence,
        "words": dict(found.words),
        "whole": found.whole,
        "leaf": bytes(found.entry.leaf).hex() if found.whole else None,
    }
