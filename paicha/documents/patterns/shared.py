"""Allowed classes that both languages share, and how patterns are put together."""

import re

Kinds = tuple[tuple[str, re.Pattern[str]], ...]


def either(words: str, *phrases: str) -> str:
    """A pattern for one of `words` (separated by spaces) or `phrases` (which hold spaces), the longest first."""
    return f"(?:{'|'.join(sorted((*words.split(), *phrases), key=len, reverse=True))})"


STANDARD = r"(?<![A-Za-z])(?:GB|GBZ|AQ|DB\d*|ISO|IEC|EN|RFC|NFPA|BS)(?:/T|/Z|/IEC)?[ \u00a0]?\d+(?:[.\-–—:]\d+)*"

ALLOWED = (
    r"《[^》]*》",  # titles of laws and documents
    r"“[^”]*”|「[^」]*」|\"[^\"]*\"",  # quotations
    r"https?://\S+",
    r"〔\d{4}〕\d+号",  # document numbers
    STANDARD,
    r"\d{4}-\d{2}(?:-\d{2})?(?!\d)",  # ISO dates and months
    r"(?<!\d)\d{1,2}:\d{2}(?!\d)",  # times
)
