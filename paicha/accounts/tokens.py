"""Keys of programs: what they look like, and whose a given one is.

The key is shown once and only its hash is kept, so that a copy of the database opens nothing. It is long and random:
a plain SHA-256 is enough, and finding a key is one look into an index.
"""

import re
import secrets
from hashlib import sha256

from paicha.accounts.models import Token
from paicha.kernel.clock import today

PREFIX = "paicha_"
_KEY = re.compile(r"paicha_[A-Za-z0-9_-]{43}")


def new_key() -> str:
    """A fresh key: the prefix, by which leaked ones are found, and 32 random bytes."""
    return PREFIX + secrets.token_urlsafe(32)


def hashed(key: str) -> bytes:
    """What is kept of a key."""
    return sha256(key.encode()).digest()


def bearer(key: str) -> Token | None:
    """The token of a key, with its person; None where it is unknown, expired or revoked, or the person inactive."""
    if not _KEY.fullmatch(key):
        return None
    found: Token | None = (
        Token.objects.select_related("person")
        .filter(hash=hashed(key), revoked=False, expires_on__gte=today(), person__is_active=True)
        .first()
    )
    return found
