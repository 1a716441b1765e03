"""Whether a caller has the answer already: all that is read follows from the position, the day and who asks."""

from hashlib import sha256

from django.http import HttpRequest
from django.utils import translation
from django.utils.http import parse_etags

from paicha import __version__
from paicha.api.callers import person_of
from paicha.kernel.clock import today
from paicha.ledger.appending import head


def tag_of(request: HttpRequest) -> str:
    """The weak tag of what is read now. It is taken before the reading, so it is never newer than what was read."""
    position = head()
    said = (
        __version__,
        today().isoformat(),
        person_of(request).pk,
        translation.get_language(),
        request.get_full_path(),
    )
    return f'W/"{position}-{sha256(repr(said).encode()).hexdigest()[:16]}"'


def is_known(request: HttpRequest, tag: str) -> bool:
    """Whether the caller says that they have it: `If-None-Match`, compared weakly."""
    given = parse_etags(request.headers.get("If-None-Match", ""))
    return "*" in given or tag.removeprefix("W/") in {each.removeprefix("W/") for each in given}
