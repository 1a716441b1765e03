"""Reading checklists and scales."""

from paicha.checklists.models import Grade, Item, Scale, Version


def grades_of(scale: Scale) -> dict[str, Grade]:
    """The grades of a scale by code, the gravest first."""
    return {grade.code: grade for grade in scale.grades.order_by("rank")}


def items_of(version: Version) -> dict[str, int]:
    """The numbers of the items of a version's checklist, by code."""
    return dict(Item.objects.filter(checklist=version.checklist_id).values_list("code", "pk"))
