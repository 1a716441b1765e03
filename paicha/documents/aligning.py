"""Lining up what a file says with what was written: which passages are the same, changed, added or missing.

A DOCX or HTML file gives a list of passages, a PDF one stream of characters. Both are first cut at what is certainly
the same; only what is left between is compared closely.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_SAME = 0.5
"""Two passages that differ are one changed passage when at least this share of them agrees; else one went, one came."""

_CLOSE = 4_000_000
"""Characters times characters that are compared one by one; beyond that, passages are found in the stream in order."""


@dataclass(frozen=True, slots=True)
class Difference:
    """`expected` is the place in the list of what was written (None: added), `text` what is there (None: missing)."""

    expected: int | None
    text: str | None


def align(expected: Sequence[str], found: Sequence[str]) -> list[Difference]:
    """The differences between two lists of passages. One that moved is missing at one place and added at the other."""
    differences: list[Difference] = []
    for kind, left, right, first, last in SequenceMatcher(None, expected, found, autojunk=False).get_opcodes():
        if kind != "equal":
            differences += _pair(range(left, right), expected, list(found[first:last]))
    return differences


def _pair(places: range, expected: Sequence[str], texts: list[str]) -> Iterator[Difference]:
    """Two stretches without an equal passage: each expected passage takes the next one that resembles it."""
    start = 0
    for at in places:
        left = len(places) - (at - places.start) - 1
        # when as many are left on both sides they answer one another, however much they were rewritten
        exact = len(texts) - start - left == 1
        match = next((to for to in range(start, len(texts)) if exact or _alike(expected[at], texts[to])), None)
        if match is None:
            yield Difference(at, None)
            continue
        yield from (Difference(None, text) for text in texts[start:match])
        yield Difference(at, texts[match])
        start = match + 1
    yield from (Difference(None, text) for text in texts[start:])


def _alike(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() >= _SAME and matcher.quick_ratio() >= _SAME and matcher.ratio() >= _SAME


def align_stream(expected: Sequence[str], stream: str) -> list[Difference]:
    """As `align`, for a text without passages."""
    return list(_between(list(enumerate(expected)), stream))


def _between(pieces: list[tuple[int, str]], stream: str) -> Iterator[Difference]:
    """The differences of a stretch: equal ends come off, unique passages are held to, the rest is compared closely."""
    pieces, stream = _trimmed(pieces, stream)
    if not pieces or not stream:
        yield from (Difference(at, None) for at, text in pieces if text)
        if stream:
            yield Difference(None, stream)
        return
    anchors = _anchors(pieces, stream)
    if not anchors:
        yield from _closely(pieces, stream)
        return
    piece, place = 0, 0
    for index, start in anchors:
        yield from _between(pieces[piece:index], stream[place:start])
        piece, place = index + 1, start + len(pieces[index][1])
    yield from _between(pieces[piece:], stream[place:])


def _trimmed(pieces: list[tuple[int, str]], stream: str) -> tuple[list[tuple[int, str]], str]:
    first, start = 0, 0
    while first < len(pieces) and stream.startswith(pieces[first][1], start):
        start += len(pieces[first][1])
        first += 1
    last, end = len(pieces), len(stream)
    while last > first and end - len(pieces[last - 1][1]) >= start and stream.endswith(pieces[last - 1][1], start, end):
        last -= 1
        end -= len(pieces[last][1])
    return pieces[first:last], stream[start:end]


def _anchors(pieces: list[tuple[int, str]], stream: str) -> list[tuple[int, int]]:
    """Passages that stand exactly once on both sides, in the longest order they share: (index in pieces, place)."""
    counts = Counter(text for _, text in pieces)
    placed = []
    for index, (_, text) in enumerate(pieces):
        if len(text) >= 4 and counts[text] == 1:
            start = stream.find(text)
            if start >= 0 and stream.find(text, start + 1) < 0:
                placed.append((index, start))
    # the longest increasing run of places (patience sorting); a passage inside another one's text cannot be in order
    tops: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    for place, (_, start) in enumerate(placed):
        at = bisect_left(tops, start)
        tops[at : at + 1] = [start]
        ends[at : at + 1] = [place]
        before.append(ends[at - 1] if at else None)
    chain: list[tuple[int, int]] = []
    number: int | None = ends[-1] if ends else None
    while number is not None:
        index, start = placed[number]
        # one that reaches into the next was found inside another passage
        if not chain or start + len(pieces[index][1]) <= chain[-1][1]:
            chain.append(placed[number])
        number = before[number]
    return chain[::-1]


def _closely(pieces: list[tuple[int, str]], stream: str) -> Iterator[Difference]:
    """Passages and a text that share no whole passage: each takes the part of the text that answers to it."""
    whole = "".join(text for _, text in pieces)
    if len(whole) * len(stream) > _CLOSE:
        yield from (Difference(at, None) for at, _ in pieces)
        yield Difference(None, stream)
        return
    taken = [""] * len(pieces)
    owner = [index for index, (_, text) in enumerate(pieces) for _ in text]
    shared = [0] * len(pieces)
    for kind, left, right, first, last in SequenceMatcher(None, whole, stream, autojunk=False).get_opcodes():
        if kind == "equal":
            for at in range(left, right):
                taken[owner[at]] += stream[first + at - left]
                shared[owner[at]] += 1
        elif kind != "delete":
            taken[owner[min(left, len(owner) - 1)]] += stream[first:last]
    for (at, text), now, same in zip(pieces, taken, shared, strict=True):
        if now == text:
            continue
        if same * 2 >= len(text) or (now and len(pieces) == 1):
            yield from _split(at, text, now)
        else:
            yield Difference(at, None)
            if now:
                yield Difference(None, now)


def _split(at: int, text: str, now: str) -> Iterator[Difference]:
    """A passage that stands whole inside what it was given has had something added before or after it."""
    start = now.find(text)
    if start < 0:
        yield Difference(at, now)
        return
    yield from (Difference(None, rest) for rest in (now[:start], now[start + len(text) :]) if rest)
