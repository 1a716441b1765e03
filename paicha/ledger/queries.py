"""Reading the ledger."""

from collections.abc import Collection

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from paicha.kernel.problems import Problem
from paicha.ledger.kinds import all_kinds, kind_named, spoken
from paicha.ledger.models import Checkpoint, Entry


def newest(count: int, *, before: int | None = None, kind: str | None = None) -> QuerySet[Entry]:
    """The newest entries below a position, of one kind or all, newest first."""
    rows = Entry.objects.order_by("-position")
    if before is not None:
        rows = rows.filter(position__lt=before)
    if kind:
        known = [each.name for each in all_kinds()]
        if kind not in known:
            raise Problem("value_invalid", name="--kind", value=kind, help=", ".join(known))
        rows = rows.filter(kind=kind)
    return rows[:count]


def entry_at(position: int) -> Entry:
    """The entry at a position."""
    found = Entry.objects.filter(position=position).first()
    if found is None:
        raise Problem("absent", thing=_("entry"), key=position)
    return found


def sentence(entry: Entry) -> str:
    """The entry in a sentence, in the reader's language."""
    kind = kind_named(entry.kind)
    words = spoken(entry.words)
    return str(kind.sentence) % {word: words.get(word, "–") for word in kind.words}


def newest_checkpoint() -> Checkpoint | None:
    """The newest signed statement of the tree; None where none was made yet."""
    return Checkpoint.objects.order_by("-size").first()


def entries_at(positions: Collection[int]) -> dict[int, Entry]:
    """The entries at some positions: when and by whom something was done that the reader sees anyway."""
    return Entry.objects.in_bulk(positions) if positions else {}


def first_after(position: int) -> Entry | None:
    """The entry after a position; None where that one is the newest."""
    return Entry.objects.filter(position__gt=position).order_by("position").first()


def newest_leaf() -> str:
    """The hash of the newest entry: another one after every entry, and in every other history. "" before the first."""
    leaf = Entry.objects.order_by("-position").values_list("leaf", flat=True).first()
    return bytes(leaf or b"").hex()
