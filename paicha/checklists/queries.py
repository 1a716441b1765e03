"""Reading checklists and scales."""

from django.db.models import QuerySet
from django.utils.translation import get_language

from paicha.checklists.models import Grade, Item, Scale, Version, VersionItem
from paicha.checklists.scales import SCALES
from paicha.kernel.problems import Problem
from paicha.orgs.models import Person
from paicha.orgs.permissions import reach


def grades_of(scale: Scale) -> dict[str, Grade]:
    """The grades of a scale by code, the gravest first."""
    return {grade.code: grade for grade in scale.grades.order_by("rank")}


def items_of(version: Version) -> dict[str, int]:
    """The numbers of the items of a version's checklist, by code."""
    return dict(Item.objects.filter(checklist=version.checklist_id).values_list("code", "pk"))


def grade_choices(_by: object) -> list[tuple[str, str]]:
    """The grades of all scales by code, the gravest first: what a filter offers."""
    chinese = (get_language() or "").startswith("zh")
    grades = Grade.objects.order_by("rank", "pk")
    return list({grade.code: (grade.code, grade.name_zh if chinese else grade.name_en) for grade in grades}.values())


def grades_coded() -> dict[str, Grade]:
    """A grade for each code, of the scale published first that has it: how a code is shown."""
    return {grade.code: grade for grade in Grade.objects.order_by("-pk")}


def version_numbered(number: int) -> Version | None:
    """A version with its checklist."""
    return Version.objects.select_related("checklist").filter(pk=number).first()


def items_in_order(version: int) -> list[tuple[int, str, str]]:
    """Number, code and title of each item of a version, in its order."""
    rows = list(VersionItem.objects.filter(version=version).order_by("order").values_list("item", "title"))
    codes = dict(Item.objects.filter(pk__in=[item for item, _title in rows]).values_list("pk", "code"))
    return [(item, codes.get(item, ""), title) for item, title in rows]


def scales(by: Person) -> QuerySet[Scale]:
    """All scales with their grades, the newest first, for those who look after checklists somewhere."""
    if reach(by, "checklists.change") == ():
        raise Problem("page_closed")
    return Scale.objects.prefetch_related("grades").order_by("-pk")


def grade_codes() -> dict[str, list[str]]:
    """The codes of the grades of each scale, by its code, the gravest first: of those published and those shipped."""
    found = {code: [grade.code for grade in grades] for code, (_zh, _en, grades) in SCALES.items()}
    rows = Grade.objects.order_by("scale", "rank").values_list("scale__code", "code")
    published: dict[str, list[str]] = {}
    for scale, code in rows:
        published.setdefault(scale, []).append(code)
    return found | published
