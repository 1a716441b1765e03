"""The catalogue of problems: code, HTTP status, exit code (1 could not or not true, 2 wrong call), sentence, mend."""

from paicha.kernel.catalogue import exchange, figures, foundations, orgs, reports

__all__ = ["exchange", "figures", "foundations", "orgs", "reports"]
