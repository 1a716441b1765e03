"""Allowed classes that both languages share."""

import re

ALLOWED = tuple(
    re.compile(pattern)
    for pattern in (
        r"《[^》]*》",  # titles of laws and documents
        r"“[^”]*”|「[^」]*」|\"[^\"]*\"",  # quotations
        r"https?://\S+",
        r"〔\d{4}〕\d+号",  # document numbers
        r"(?<![A-Za-z])(?:GB|GBZ|AQ|DB\d*|ISO|IEC|EN|RFC|NFPA|BS)(?:/T|/Z|/IEC)?[ \u00a0]?\d+(?:[.\-–—:]\d+)*",  # standards
        r"\d{4}-\d{2}(?:-\d{2})?(?!\d)",  # ISO dates and months
        r"(?<!\d)\d{1,2}:\d{2}(?!\d)",  # times
    )
)
