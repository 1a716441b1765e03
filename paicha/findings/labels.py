"""What a finding is called, and the dimensions that findings share with the inspections that raised them."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from paicha.checklists.labels import item_labels
from paicha.figures.keys import Dimension, register
from paicha.findings.models import Finding


def titles(findings: Sequence[Finding]) -> dict[int, str]:
    """The title of each finding, by its number: code and title of its item, else its note; empty without either."""
    items = item_labels({str(each.item_id) for each in findings if each.item_id})
    return {each.pk: items.get(str(each.item_id), "") or each.note for each in findings}


def shown_title(finding: Finding, title: str) -> str:
    """The title on a page. Where there is none, the source gave a number of cases and no more, and the page says so."""
    cases = ngettext(
        "%(count)s case, counted without a description",
        "%(count)s cases, counted without a description",
        finding.extent,
    )
    return title or cases % {"count": f"{finding.extent:,}"}


register(Dimension("source", _("Source")))
register(Dimension("family", _("Kind of inspection")))
register(Dimension("inspector_group", _("Inspectors")))
