"""Reading inspections: who asks comes first."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Max

from paicha.inspections.models import Inspection

CHUNK = 500


def latest_days(unit_codes: Iterable[str]) -> dict[str, date]:
    """The day of the newest inspection known of each of these units; none for a unit without any."""
    codes = sorted(set(unit_codes))
    days: dict[str, date] = {}
    for start in range(0, len(codes), CHUNK):
        rows = Inspection.objects.filter(unit__code__in=codes[start : start + CHUNK])
        days |= dict(rows.values_list("unit__code").annotate(Max("done_on")).order_by())
    return days


def known_contents(source: str, external_ids: Sequence[str]) -> dict[str, bytes]:
    """The contents known of those of the source's inspections that are there already."""
    known: dict[str, bytes] = {}
    for start in range(0, len(external_ids), CHUNK):
        rows = Inspection.objects.filter(source=source, external_id__in=external_ids[start : start + CHUNK])
        known |= {each: bytes(content) for each, content in rows.values_list("external_id", "content")}
    return known
