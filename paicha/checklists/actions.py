"""The verbs of checklists."""

from collections.abc import Mapping, Sequence

from paicha.checklists.covers import VERSION_ITEM
from paicha.checklists.entries import SCALE_PUBLISHED, VERSION_PUBLISHED
from paicha.checklists.models import Checklist, Grade, Item, Scale, Version, VersionItem
from paicha.checklists.scales import SCALES, GradeData
from paicha.checklists.scaling import check_scale
from paicha.kernel.problems import Problem
from paicha.ledger.covering import change_of
from paicha.orgs.acting import Rows, action, locked, record
from paicha.orgs.models import Person
from paicha.orgs.permissions import require


@action
def publish_scale(by: Person, *, code: str) -> Scale:
    """Publish one of the scales that come with paicha; one that is there already is returned as it is."""
    require(by, "checklists.change", None)
    found = Scale.objects.filter(code=code).first()
    if found:
        return found
    if code not in SCALES:
        raise Problem("value_invalid", name="scale", value=code, help=", ".join(sorted(SCALES)))
    name_zh, name_en, grades = SCALES[code]
    return _publish(code, name_zh, name_en, grades)


@action
def publish_own_scale(by: Person, *, code: str, name_zh: str, name_en: str, grades: Sequence[GradeData]) -> Scale:
    """Publish a scale of one's own, its gravest grade first. It never changes; another one is published instead."""
    require(by, "checklists.change", None)
    check_scale(code, name_zh, name_en, grades)
    return _publish(code, name_zh, name_en, grades)


def _publish(code: str, name_zh: str, name_en: str, grades: Sequence[GradeData]) -> Scale:
    scale = Scale.objects.create(code=code, name_zh=name_zh, name_en=name_en)
    made = Grade.objects.bulk_create(
        Grade(
            scale=scale,
            rank=rank,
            code=grade.code,
            name_zh=grade.name_zh,
            name_en=grade.name_en,
            colour=grade.colour,
            days=grade.days,
            day_kind=grade.day_kind,
            major=grade.major,
        )
        for rank, grade in enumerate(grades)
    )
    rows: Rows = [(Scale, [change_of(scale)]), (Grade, [change_of(grade) for grade in made])]
    record(SCALE_PUBLISHED, scale, rows, code=code)
    return scale


@action
def publish_items(by: Person, *, code: str, name_zh: str, name_en: str, items: Mapping[str, str]) -> Version:
    """A version of checklist `code` that has at least these items (code: title); the newest, when it has them all.

    Items of earlier versions stay: a file that shows fewer of them says nothing about the rest.
    """
    require(by, "checklists.change", None)
    checklist, new_list = Checklist.objects.get_or_create(code=code, defaults={"name_zh": name_zh, "name_en": name_en})
    checklist = locked(Checklist, checklist.pk)
    newest = checklist.versions.order_by("-number").first()
    known = {item.code: item for item in checklist.items.all()}
    missing = sorted(items.keys() - known.keys())
    if newest and not missing:
        return newest
    made = Item.objects.bulk_create(Item(checklist=checklist, code=each) for each in missing)
    version = Version.objects.create(checklist=checklist, number=newest.number + 1 if newest else 1)
    titles = dict(VersionItem.objects.filter(version=newest.pk).values_list("item", "title")) if newest else {}
    titles |= {item.pk: items[item.code] for item in made}
    listed = [
        VersionItem(version=version.pk, item=item.pk, order=order, title=titles[item.pk][:1000])
        for order, item in enumerate(sorted([*known.values(), *made], key=lambda item: (len(item.code), item.code)), 1)
    ]
    for row in listed:
        row.digest = VERSION_ITEM.digest(row)
    rows: Rows = [
        (Checklist, [change_of(checklist)] if new_list else []),
        (Item, [change_of(item) for item in made]),
        (Version, [change_of(version)]),
        (VersionItem, listed),
    ]
    record(VERSION_PUBLISHED, version, rows, number=version.number, code=code, items=len(listed))
    return version
