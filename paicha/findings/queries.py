"""Reading findings: who asks comes first."""

from paicha.findings.models import Finding
from paicha.kernel.problems import Problem


def finding_numbered(number: str) -> Finding:
    """The finding of that number, for explaining who may see it (not for showing it)."""
    found = Finding.objects.filter(pk=int(number)).first() if number.isdecimal() and len(number) < 19 else None
    if found is None:
        raise Problem("absent", thing="finding", key=number, hint="")
    return found
