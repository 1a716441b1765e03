"""The catalogue of problems: code, HTTP status, exit code (1 could not or not true, 2 wrong call), sentence, mend."""

from paicha.kernel.catalogue import api, exchange, figures, foundations, listing, orgs, reports, web

__all__ = ["api", "exchange", "figures", "foundations", "listing", "orgs", "reports", "web"]
