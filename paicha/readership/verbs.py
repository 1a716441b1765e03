"""The verb of the ledger."""

from paicha.kernel.phrases import Phrase
from paicha.orgs.roles import verb

verb("ledger.see", Phrase("查看存证链", "see the ledger"), ("administrator", "coordinator"))
