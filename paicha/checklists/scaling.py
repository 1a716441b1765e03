"""What must hold of a severity scale before it is published; asked by the preview and again by the action."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from paicha.checklists.models import Grade, Scale
from paicha.checklists.scales import SCALES, GradeData
from paicha.kernel.problems import Problem

COLOURS = ("red", "amber", "grey")
MOST_GRADES = 8
MOST_DAYS = 3_650
LONGEST_CODE, LONGEST_NAME = 64, 100
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)


def check_scale(code: str, name_zh: str, name_en: str, grades: Sequence[GradeData]) -> None:
    """Raises the Problem that keeps a scale from being published."""
    _coded(code)
    _named(name_zh, name_en)
    if code in SCALES or Scale.objects.filter(code=code).exists():
        raise Problem("already_there", thing=_("severity scale"), key=code)
    if not grades:
        raise Problem("scale_empty")
    if len(grades) > MOST_GRADES:
        help_ = _("At most %(count)s grades.") % {"count": MOST_GRADES}
        raise Problem("value_invalid", name="grades", value=len(grades), help=help_)
    seen: set[str] = set()
    lesser = False
    for grade in grades:
        _check_grade(grade)
        if grade.code in seen:
            raise Problem("scale_grade_twice", code=grade.code)
        if grade.major and lesser:
            raise Problem("scale_major_below", code=grade.code)
        seen.add(grade.code)
        lesser = lesser or not grade.major
    _means_the_same(grades)


def _check_grade(grade: GradeData) -> None:
    _coded(grade.code)
    _named(grade.name_zh, grade.name_en)
    if grade.colour not in COLOURS:
        raise Problem("value_invalid", name="colour", value=grade.colour, help=", ".join(COLOURS))
    if grade.day_kind not in Grade.Days.values:
        raise Problem("value_invalid", name="days", value=grade.day_kind, help=", ".join(Grade.Days.values))
    if grade.days is not None and not 1 <= grade.days <= MOST_DAYS:
        help_ = _("Give a number of days from 1 to %(most)s, or none.") % {"most": MOST_DAYS}
        raise Problem("value_invalid", name="days", value=grade.days, help=help_)


def _coded(code: str) -> None:
    if not _CODE.fullmatch(code) or len(code) > LONGEST_CODE:
        help_ = _("Small letters a-z, digits and hyphens, at most %(count)s.") % {"count": LONGEST_CODE}
        raise Problem("value_invalid", name=_("Code"), value=code[:40] or "“”", help=help_)


def _named(*names: str) -> None:
    for name in names:
        if not name.strip() or len(name) > LONGEST_NAME:
            help_ = _("A name in each language, of at most %(count)s characters.") % {"count": LONGEST_NAME}
            raise Problem("value_invalid", name="name", value=name[:40] or "“”", help=help_)


def _means_the_same(grades: Sequence[GradeData]) -> None:
    """A grade's code means the same in every scale: figures group findings of all scales by it."""
    known = Grade.objects.filter(code__in=[grade.code for grade in grades]).select_related("scale")
    said = {grade.code: (grade.name_zh, grade.name_en, grade.major) for grade in grades}
    for grade in known:
        _differs(grade.code, (grade.name_zh, grade.name_en, grade.major), said, grade.scale.code)
    for scale, (_zh, _en, shipped) in SCALES.items():
        for each in shipped:
            if each.code in said:
                _differs(each.code, (each.name_zh, each.name_en, each.major), said, scale)


def _differs(code: str, there: tuple[str, str, bool], said: dict[str, tuple[str, str, bool]], scale: str) -> None:
    if said[code] != there:
        raise Problem("scale_code_means_other", code=code, name=f"{there[0]} / {there[1]}", scale=scale)
