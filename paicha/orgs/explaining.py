"""Why somebody may do something, told to somebody else: no further than that one reaches."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Model

from paicha.orgs.models import Line, Person, Post, Unit
from paicha.orgs.permissions import Reach, why, within


@dataclass(frozen=True, slots=True)
class Reason:
    """One post and what it says: None for line and unit is everywhere."""

    role: str
    line: Line | None
    unit: Unit | None
    has_verb: bool
    holds: bool

    @property
    def grants(self) -> bool:
        return self.has_verb and self.holds


@dataclass(frozen=True, slots=True)
class Explanation:
    """Whether a person may, what each of their posts in the asker's reach says, and whether another one grants it."""

    allowed: bool
    reasons: Sequence[Reason]
    granted_elsewhere: bool


def explained(by: Person, person: Person, verb: str, thing: Model) -> Explanation:
    """Why `person` may `verb` the thing, or why not. Of posts outside the asker's reach it says only if one grants."""
    answers = why(person, verb, thing)
    posts = Post.objects.filter(person=person, ended=False)
    if by.pk != person.pk:
        posts = within(by, "people.change", posts)
    known = {
        (post.role, post.line_id, post.unit_id): post for post in posts.select_related("line", "unit").order_by("pk")
    }
    reasons, elsewhere = [], False
    for answer in answers:
        post = known.get(_key(answer))
        if post:
            reasons.append(Reason(answer.role, post.line, post.unit, answer.has_verb, answer.holds))
        elif answer.grants:
            elsewhere = True
    return Explanation(any(answer.grants for answer in answers), reasons, elsewhere)


def _key(answer: Reach) -> tuple[str, int | None, int | None]:
    if answer.range is None:
        return answer.role, None, None
    return answer.role, answer.range.line, int(answer.range.path.rstrip("/").rpartition("/")[2])
