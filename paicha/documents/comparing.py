"""Compares what a file says with the manifest on file and with what the figures answer now.

Pure: reading the file is done before (readers), asking the figures again by the room that wrote the document. Nothing
in the file is believed: its copy of the manifest only says which document it is, and is compared too.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Literal

from paicha.documents import faces, normal
from paicha.documents.aligning import Difference, align, align_stream
from paicha.documents.guard import numbers as number_tokens
from paicha.documents.readers.found import PICTURE, Found

Judgement = Literal["true", "false", "definition_changed", "unbound", "missing"]
JUDGEMENTS: tuple[Judgement, ...] = ("true", "false", "definition_changed", "unbound", "missing")
CHANGES = ("changed", "added", "missing")


class Recomputed(Enum):
    """What a figure answers when it cannot answer with a text: its query is no longer the version that was used."""

    DEFINITION_CHANGED = "definition_changed"


@dataclass(frozen=True, slots=True)
class Number:
    """One number judged: its id ("" if nobody bound it), as written, as found, as computed now, and its passage."""

    id: str
    judgement: Judgement
    written: str | None = None
    found: str | None = None
    now: str | None = None
    passage: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One passage that differs: its id (None for one that was added), as written, as found."""

    kind: str
    id: str | None
    written: str | None
    found: str | None


@dataclass(frozen=True, slots=True)
class Verification:
    """The result. `ok`: every number true, no passage changed, added or missing, and the copy of the
    manifest that travels in the file, where it is still there, the one on file."""

    report: str
    copy: Literal["same", "different", "absent"]
    numbers: tuple[Number, ...] = ()
    changes: tuple[Change, ...] = field(default=())

    @property
    def ok(self) -> bool:
        return (
            self.copy != "different" and not self.changes and all(number.judgement == "true" for number in self.numbers)
        )

    def as_json(self) -> dict[str, Any]:
        """{"ok", "numbers": counts, "paragraphs": counts, "report", "copy", "details"}, for a program to read."""
        judged = Counter(number.judgement for number in self.numbers)
        changed = Counter(change.kind for change in self.changes)
        return {
            "ok": self.ok,
            "numbers": {name: judged[name] for name in JUDGEMENTS},
            "paragraphs": {name: changed[name] for name in CHANGES},
            "report": self.report,
            "copy": self.copy,
            "details": {
                "numbers": [
                    {
                        "id": n.id,
                        "is": n.judgement,
                        "written": n.written,
                        "found": n.found,
                        "now": n.now,
                        "paragraph": n.passage,
                    }
                    for n in self.numbers
                    if n.judgement != "true"
                ],
                "paragraphs": [
                    {"is": c.kind, "id": c.id, "written": _shown(c.written), "found": _shown(c.found)}
                    for c in self.changes
                ],
            },
        }


def compare(found: Found, kept: Mapping[str, Any], recomputed: Mapping[str, str | Recomputed]) -> Verification:
    """Judge `found` by the manifest that the installation kept and by what its figures print now.

    `recomputed` gives for each number id the text as it would be printed today at the report's position, or
    Recomputed.DEFINITION_CHANGED. A number that is not in it could not be computed again, and is not true.
    """
    written = {number["id"]: number for number in kept["numbers"]}
    where = {
        piece["number"]: passage["id"]
        for passage in kept["passages"]
        for piece in passage["text"]
        if isinstance(piece, dict)
    }
    changes, whole = _changes(found, kept, written)
    numbers = [
        _judge(number, found, recomputed.get(identity), where.get(identity), where.get(identity) in whole)
        for identity, number in written.items()
    ]
    strange = sorted(set(found.numbers) - set(written))
    numbers += [Number(identity, "unbound", found=found.numbers[identity]) for identity in strange]
    numbers += _unbound(changes)
    if found.envelope is None:
        copy: Literal["same", "different", "absent"] = "absent"
    else:
        copy = "same" if found.envelope.get("manifest") == kept else "different"
    return Verification(str(kept["report"]), copy, tuple(numbers), tuple(changes))


def _judge(
    number: Mapping[str, Any], found: Found, now: str | Recomputed | None, passage: str | None, whole: bool
) -> Number:
    identity, written = number["id"], number["text"]
    text = found.numbers.get(identity)
    today = now if isinstance(now, str) else None
    judgement: Judgement
    if text is None:
        # its words still stand but the mark is gone, or all of it is gone
        judgement = "unbound" if whole else "missing"
    elif now is Recomputed.DEFINITION_CHANGED and text == normal.squeeze(written):
        judgement = "definition_changed"
    elif (
        today is None
        or text != normal.squeeze(today)
        or found.proofs.get(identity, number["proof"]) != number["proof"]
        or found.values.get(identity, _exact(number)) != _exact(number)
    ):
        judgement = "false"
    else:
        judgement = "true"
    return Number(identity, judgement, written, text, today, passage)


def _exact(number: Mapping[str, Any]) -> str:
    """A number's exact value as a file gives it to programs."""
    return str(number["text"] if number["value"] is None else number["value"])


def _unbound(changes: list[Change]) -> list[Number]:
    """Numbers that somebody typed: those in a changed or added passage that what was written there does not have."""
    typed: list[Number] = []
    for change in changes:
        if change.found is None or change.found.startswith(PICTURE):
            continue
        known = Counter(number_tokens(change.written or ""))
        for token in number_tokens(change.found):
            if known[token]:
                known[token] -= 1
            else:
                typed.append(Number("", "unbound", found=token, passage=change.id))
    return typed


@dataclass(frozen=True, slots=True)
class _Piece:
    """A passage as it has to stand in the file: its id, its text or the token of its picture."""

    id: str
    text: str


def _changes(found: Found, kept: Mapping[str, Any], written: Mapping[str, Any]) -> tuple[list[Change], set[str]]:
    """The passages that differ, and the ids of those that stand whole (with the numbers as they are in the file)."""
    pieces = list(_pieces(found, kept, written))
    texts = [piece.text for piece in pieces]
    stream = found.passages is None
    differences = align_stream(texts, found.stream) if stream else align(texts, found.passages or ())
    whole = {piece.id for piece in pieces} - {pieces[d.expected].id for d in differences if d.expected is not None}
    changes = [_change(difference, pieces) for difference in differences]
    known = _known_running(found, kept, written)
    changes += [Change("added", None, None, text) for text in found.running if text not in known]
    return changes, whole


def _change(difference: Difference, pieces: list[_Piece]) -> Change:
    if difference.expected is None:
        return Change("added", None, None, difference.text)
    piece = pieces[difference.expected]
    return Change("missing" if difference.text is None else "changed", piece.id, piece.text, difference.text)


def _pieces(found: Found, kept: Mapping[str, Any], written: Mapping[str, Any]) -> list[_Piece]:
    """What has to stand in the file, with the numbers that the file has: a changed number changes no passage."""
    pieces = []
    for passage in kept["passages"]:
        text = _filled(passage, found, written)
        if found.passages is None:
            # a PDF has the words of a chart in its text; those of a table's scale are artifacts
            drawn = passage.get("drawn", "") if passage["kind"] == "chart" else ""
            pieces.append(_Piece(passage["id"], _printed(normal.flat(text) + drawn, kept)))
            continue
        if normal.flat(text):
            pieces.append(_Piece(passage["id"], text))
        # the last of a picture's digests is that of its PNG, the others those of its SVGs
        digests = passage.get("pictures", [])
        shown = digests[:-1] if found.format == "html" else digests[-1:]
        pieces += [_Piece(passage["id"], PICTURE + digest) for digest in shown]
    return pieces


def _filled(passage: Mapping[str, Any], found: Found, written: Mapping[str, Any]) -> str:
    def text(piece: Any) -> str:
        if isinstance(piece, str):
            return piece
        return normal.passage(found.numbers.get(piece["number"], written[piece["number"]]["text"]))

    return "".join(map(text, passage["text"]))


def _printed(text: str, kept: Mapping[str, Any]) -> str:
    """A text as a PDF prints it, where our faces lack characters of it."""
    return text.translate({ord(character): faces.REPLACEMENT for character in kept["unprintable"]})


def _known_running(found: Found, kept: Mapping[str, Any], written: Mapping[str, Any]) -> set[str]:
    """What may stand at the edge of a PDF's pages: the heads of tables that go on, and the ticks of their scales."""
    known: set[str] = set()
    for passage in kept["passages"]:
        if passage["kind"] == "header":
            text = normal.flat(_filled(passage, found, written))
            drawn = passage.get("drawn", "")
            known |= {_printed(part, kept) for part in (text + drawn, text, drawn)}
    return known


def _shown(text: str | None) -> str | None:
    return None if text is None else text.replace(normal.CELL, " | ")
