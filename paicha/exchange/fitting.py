"""Whether a mapping fits this installation: asked by the preview, and by the import before anything is made."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from paicha.checklists.queries import grade_codes
from paicha.exchange.mapping_parts import Mapping
from paicha.exchange.nearest import nearest
from paicha.kernel.problems import Problem
from paicha.orgs.queries import lines_by_code


def fit(mapping: Mapping) -> None:
    """A line keeps its kind, there is one territorial line, and the scale has the grades. Raises Problem."""
    lines = lines_by_code()
    for part in mapping.lines:
        for line in lines.values():
            if line.code == part.code and line.kind != part.kind:
                raise Problem("already_there", thing=_("line"), key=f"{line.code} ({line.kind})")
            if line.code != part.code and line.kind == part.kind == "territorial":
                raise Problem("already_there", thing=_("territorial line"), key=line.code)
    counts, text = mapping.findings.counts, mapping.findings.text
    if counts is not None:
        _graded(mapping, "findings.counts", counts.scale, counts.columns, "columns")
    elif text is not None and text.scale:
        _graded(mapping, "findings.text", text.scale, text.severities.values(), "severities")


def _graded(mapping: Mapping, key: str, scale: str, grades: Iterable[str], part: str) -> None:
    known = grade_codes()
    if scale not in known:
        raise Problem("value_invalid", name=f"{key}.scale", value=scale, help=", ".join(sorted(known)))
    for grade in grades:
        if grade not in known[scale]:
            near = nearest(grade, known[scale])
            raise Problem("mapping_word", path=mapping.path, key=f"{key}.{part}", value=grade, nearest=near)
