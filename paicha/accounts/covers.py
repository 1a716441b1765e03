"""What the ledger vouches for of tokens and saved views."""

from paicha.accounts.models import SavedView, Token
from paicha.ledger.covering import Cover, cover

TOKEN = cover(Cover(Token, ("id", "person_id", "hash", "read_only", "made_on", "expires_on", "revoked")))
VIEW = cover(Cover(SavedView, ("id", "person_id", "list", "query", "removed")))
