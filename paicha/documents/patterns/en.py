"""English: number words count as numbers; `one` only where it counts something."""

import re

from paicha.documents.patterns import shared
from paicha.documents.patterns.shared import Kinds, either

_MONTH = either(
    "January February March April May June July August September October November December Jan Feb Mar Apr Jun "
    "Jul Aug Sep Sept Oct Nov Dec"
)
_YEAR = r"(?:19|20)\d\d"
_BEFORE_YEAR = either("in of since by from to until till and during for between before after year")
_LABELS = either("figure table section annex chapter article part order form note rule")
_SOME = either("body one thing times how what where")

ALLOWED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        *shared.ALLOWED,
        rf"\b\d{{1,2}}(?: (?:to|and) \d{{1,2}})? {_MONTH}\b(?:,? {_YEAR}\b)?",
        rf"\b{_MONTH} (?:\d{{1,2}}\b(?:, ?{_YEAR}\b)?|{_YEAR}\b)",
        rf"\b(?:first|second|third|fourth) (?:quarter|half)\b(?: of)?(?: {_YEAR}\b)?|\bQ[1-4](?: {_YEAR})?\b",
        rf"\b{_BEFORE_YEAR} {_YEAR}\b(?:[–/]{_YEAR}\b)?",
        r"^\s*(?:\d{1,2}(?:\.\d{1,2})*[.)]?(?=\s)|\([a-z\d]\)|annex [a-z\d]+\b)",  # numbering
        rf"\b{_LABELS}(?:e?s)? [A-Z]?\d+(?:\.\d+)*(?:(?: and |, ?|–)\d+(?:\.\d+)*)*",  # references
        r"\b95[ \u00a0]?(?:%|per cent|percent)(?: confidence)? intervals?\b",
        r"\bmost recent(?:ly)?\b|\bat (?:least|most)\b|\bfor the most part\b",
        rf"\b(?:no|any|some|every|each) one\b|\bone (?:another|or more|by one|of)\b|\bsome{_SOME}\b",
    )
)

_UNITS = either("one two three four five six seven eight nine")
_TENS = either("twenty thirty forty fifty sixty seventy eighty ninety")
_NUMBER_WORDS = either(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen hundred hundreds thousand thousands million millions dozen dozens twice thrice double "
    "treble triple twofold",
    f"{_TENS}(?:[- ]{_UNITS})?",
)
_QUANTITIES = either(
    "majority minority half many few several some numerous plenty lots countless",
    *("almost all", "nearly all", "virtually all", "almost every", "nearly every", "more than half", "less than half"),
    *("a third", "two thirds", "a quarter", "three quarters", "a few", "a handful", "a lot"),
    "(?:the |a )?(?:great |vast |overwhelming |large |small )?(?:majority|minority)",
)
_SUPERLATIVES = either(
    "most least highest lowest largest smallest greatest biggest fewest best worst strongest weakest longest "
    "shortest poorest safest top-ranked bottom-ranked",
    *("ranked first", "ranked last"),
)
_CHANGES = either(
    "significantly markedly sharply substantially considerably rose risen fell fallen increased decreased "
    "declined improved worsened dropped grew grown doubled halved soared plunged"
)

REFUSED: Kinds = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("percentage", r"\d[\d,.]*[ \u00a0]?(?:%|‰|per ?cent\b)|[%‰]|\bper ?cent\b(?! points?)"),
        ("number", r"\d+(?:[,.]\d+)*(?:st|nd|rd|th)?"),
        ("quantity", rf"\bmost(?= of\b| [a-z]+(?<!ou)(?<!s)s\b)|\b{_QUANTITIES}\b"),
        ("superlative", rf"\b{_SUPERLATIVES}\b"),
        ("number", rf"\b{_NUMBER_WORDS}\b|\bone (?=[a-z])"),
        ("change", rf"\b{_CHANGES}\b"),
    )
)
