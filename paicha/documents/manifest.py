"""The manifest: what a document said when it was written, as plain data, and its signature.

The installation keeps it; a signed copy travels in every file. Verifying compares a file with the kept one, and uses
the copy only to learn which document this is. Its shape is described in docs/verifying-a-report.md; canonical JSON
(RFC 8785) makes one byte string of it.
"""

import base64
import binascii
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from paicha.documents import faces, normal
from paicha.documents.document import Document, Inline, Meta, Passage, Slot
from paicha.documents.drawing import Drawing
from paicha.kernel.canonical import canonical, digest

FORMAT = "paicha report manifest v1"
FILE_NAME = "paicha-manifest.json"

PROOF_WORDS = {
    "zh": {"value": "数值", "count": "分子 / 分母", "interval": "95%区间", "rule": "指标版本", "position": "位次"},
    "en": {
        "value": "Value",
        "count": "Numerator / denominator",
        "interval": "95% interval",
        "rule": "Version of the figure",
        "position": "Position",
    },
}


def build(
    document: Document,
    passages: Sequence[Passage],
    drawings: Mapping[str, Drawing],
    *,
    report: str,
    scope: Mapping[str, Any],
) -> dict[str, Any]:
    """The manifest of `document` with its numbered `passages` and their `drawings`.

    `report` is the document's id, `scope` the arguments that all its figures share.
    """
    meta = document.meta
    return {
        "format": FORMAT,
        "report": report,
        "language": meta.language,
        "title": normal.squeeze(meta.title),
        "issuer": meta.issuer,
        "date": meta.date.isoformat(),
        "position": meta.position,
        "root": meta.root,
        "address": meta.address,
        "scope": dict(scope),
        "unprintable": faces.missing(normal.squeeze("".join(_printed(passages, drawings)))),
        "numbers": [_number(slot, meta) for passage in passages for slot in passage.slots],
        "passages": [_passage(passage, drawings.get(passage.id)) for passage in passages],
    }


def _printed(passages: Sequence[Passage], drawings: Mapping[str, Drawing]) -> Iterator[str]:
    for passage in passages:
        yield from (inline.text for part in passage.parts for inline in part)
    yield from (drawing.text for drawing in drawings.values())


def _number(slot: Slot, meta: Meta) -> dict[str, Any]:
    trace = slot.trace
    return {
        "id": slot.id,
        "text": slot.text,
        "figure": trace.figure,
        "version": trace.version,
        "arguments": dict(trace.arguments),
        "field": trace.field,
        "value": trace.value,
        "proof": proof_text(slot, meta),
    }


def _passage(passage: Passage, drawing: Drawing | None) -> dict[str, Any]:
    """Its text as pieces: words, and {"number": id} where a number stands; `drawn` and `pictures` where something is
    drawn in it."""
    entry: dict[str, Any] = {"id": passage.id, "kind": passage.kind, "text": _pieces(passage)}
    if drawing:
        entry["drawn"] = normal.passage(drawing.text)
        entry["pictures"] = drawing.digests
    return entry


def _pieces(passage: Passage) -> list[Any]:
    pieces: list[Any] = []
    for cell, inlines in enumerate(passage.parts):
        if cell:
            _add(pieces, normal.CELL)
        for words in _runs(inlines):
            if isinstance(words, Slot):
                pieces.append({"number": words.id})
            else:
                _add(pieces, normal.passage(words))
    return pieces


def _runs(inlines: tuple[Inline, ...]) -> list[str | Slot]:
    """The inlines of a cell with neighbouring words joined: a character and its accent may stand in two of them."""
    runs: list[str | Slot] = []
    for inline in inlines:
        if isinstance(inline, Slot):
            runs.append(inline)
        elif runs and isinstance(runs[-1], str):
            runs[-1] += inline.text
        else:
            runs.append(inline.text)
    return runs


def _add(pieces: list[Any], words: str) -> None:
    if pieces and isinstance(pieces[-1], str):
        pieces[-1] += words
    elif words:
        pieces.append(words)


def proof(slot: Slot, meta: Meta) -> list[tuple[str, str]]:
    """What a reader is shown of a number's trace, as label and value, in the language of the document."""
    words, trace = PROOF_WORDS[meta.language], slot.trace
    lines = [(words["value"], slot.text)]
    if trace.numerator is not None and trace.denominator is not None:
        lines.append((words["count"], f"{trace.numerator:,} / {trace.denominator:,}"))
    if trace.low is not None and trace.high is not None:
        lines.append((words["interval"], f"{trace.low}–{trace.high}"))
    lines.append((words["rule"], str(trace.version)))
    lines.append((words["position"], f"{meta.position:,}"))
    return lines


def proof_text(slot: Slot, meta: Meta) -> str:
    """The same as one normalised text, as a reader finds it in a file."""
    lines = proof(slot, meta)
    return normal.squeeze((slot.trace.title or slot.trace.figure) + "".join(label + value for label, value in lines))


def sign(manifest: Mapping[str, Any], key: Ed25519PrivateKey) -> dict[str, Any]:
    """The manifest with its signature (Ed25519 over FORMAT, a line break and the canonical JSON) and the public key."""
    signature = key.sign(_signed(manifest))
    return {
        "manifest": dict(manifest),
        "signature": base64.b64encode(signature).decode(),
        "key": base64.b64encode(key.public_key().public_bytes_raw()).decode(),
    }


def is_signed(envelope: Mapping[str, Any], key: Ed25519PublicKey) -> bool:
    """Whether `envelope` was signed by the holder of `key`; the key named inside it counts for nothing."""
    try:
        key.verify(base64.b64decode(envelope["signature"], validate=True), _signed(envelope["manifest"]))
    except (InvalidSignature, KeyError, TypeError, ValueError, binascii.Error):
        return False
    return True


def fingerprint(manifest: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical JSON, hexadecimal: what the ledger entry and the DOCX property hold."""
    return digest(dict(manifest)).hex()


def _signed(manifest: Mapping[str, Any]) -> bytes:
    return FORMAT.encode() + b"\n" + canonical(dict(manifest))
