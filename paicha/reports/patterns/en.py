"""English: number words count as numbers; `one` only where it counts something."""

import re

from paicha.reports.patterns import shared

_MONTH = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
)
_YEAR = r"(?:19|20)\d\d"


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


ALLOWED = (
    *shared.ALLOWED,
    *(
        _compiled(pattern)
        for pattern in (
            rf"\b\d{{1,2}}(?: (?:to|and) \d{{1,2}})? {_MONTH}\b(?:,? {_YEAR}\b)?",
            rf"\b{_MONTH} (?:\d{{1,2}}\b(?:, ?{_YEAR}\b)?|{_YEAR}\b)",
            rf"\b(?:first|second|third|fourth) (?:quarter|half)\b(?: of)?(?: {_YEAR}\b)?|\bQ[1-4](?: {_YEAR})?\b",
            rf"\b(?:in|of|since|by|from|to|until|till|and|during|for|between|before|after|year) {_YEAR}\b(?:[–/]{_YEAR}\b)?",
            r"^\s*(?:\d{1,2}(?:\.\d{1,2})*[.)]?(?=\s)|\([a-z\d]\)|annex [a-z\d]+\b)",  # numbering
            r"\b(?:figures?|tables?|sections?|annex(?:es)?|chapters?|articles?|parts?|orders?|forms?|notes?|rules?) "
            r"[A-Z]?\d+(?:\.\d+)*(?:(?: and |, ?|–)\d+(?:\.\d+)*)*",
            r"\b95[ \u00a0]?(?:%|per cent|percent)(?: confidence)? intervals?\b",
            r"\bmost recent(?:ly)?\b|\bat (?:least|most)\b|\b(?:no|any|some|every) one\b|\bone (?:another|or more|by one)\b|"
            r"\bone of\b|\bsome(?:body|one|thing|times|how|what|where)\b|\bfor the most part\b",
        )
    ),
)

_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_WORDS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|"
    rf"nineteen|(?:{_TENS})(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|hundreds?|thousands?|millions?|dozens?|"
    "twice|thrice|double|treble|triple|twofold"
)

REFUSED = tuple(
    (kind, _compiled(pattern))
    for kind, pattern in (
        ("percentage", r"\d[\d,.]*[ \u00a0]?(?:%|‰|per ?cent\b)|[%‰]|\bper ?cent\b(?! points?)"),
        ("number", r"\d+(?:[,.]\d+)*(?:st|nd|rd|th)?"),
        (
            "quantity",
            r"\bmost(?= of\b| [a-z]+s\b)|\b(?:(?:the )?(?:great|vast|overwhelming|large) majority|(?:a |the )?majority|(?:a )?(?:small )?minority|"
            r"(?:almost|nearly|virtually) (?:all|every)|more than half|less than half|half|a third|two thirds|a quarter|"
            r"three quarters|many|a few|few|several|some|numerous|a handful|plenty|a lot|lots|scores of|countless)\b",
        ),
        (
            "superlative",
            r"\b(?:most|least|highest|lowest|largest|smallest|greatest|biggest|fewest|best|worst|strongest|weakest|"
            r"longest|shortest|poorest|safest|top-ranked|bottom-ranked|ranked (?:first|last))\b",
        ),
        ("number", rf"\b(?:{_WORDS})\b|\bone (?=[a-z])"),
        (
            "change",
            r"\b(?:significantly|markedly|sharply|substantially|considerably|rose|risen|fell|fallen|increased|decreased|"
            r"declined|improved|worsened|dropped|grew|grown|doubled|halved|soared|plunged)\b",
        ),
    )
)
