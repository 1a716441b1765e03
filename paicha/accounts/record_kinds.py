"""The kinds of record of accounts."""

from paicha.accounts.models import SavedView, Token
from paicha.kernel.phrases import Phrase
from paicha.orgs.kinds import RecordKind, record_kind

record_kind(RecordKind(Token, Phrase("令牌", "token")))
record_kind(RecordKind(SavedView, Phrase("视图", "view")))
