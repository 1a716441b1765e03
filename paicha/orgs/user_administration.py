"""Who may look after which people: see them, give them posts, change their accounts.

- Whoever may change people everywhere sees everybody. Others see the people who hold a post in their reach; people who
  hold no post any more and held one there; and people without any post whom they added themselves. So nobody whose
  posts all lie elsewhere is seen, and nobody is lost between being added and getting a post.
- A post is given by whoever reaches all that it will reach, with every verb of its role except duties, such as
  `findings.correct`: whoever looks after people lays these on them.
- An account is in somebody's charge when they could have given every post that its person holds. Whoever changes an
  account's address or makes a link for its password can act as that person, so nothing less will do.
"""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from paicha.kernel.problems import Problem
from paicha.kernel.scope import Range, path_end
from paicha.ledger.models import Entry
from paicha.orgs.entries import PERSON_ADDED
from paicha.orgs.models import Person, Placement, Post
from paicha.orgs.permissions import posts_of, reach, reach_of, refused, require_somewhere
from paicha.orgs.reach import are_few, from_units, predicate
from paicha.orgs.roles import verb_named, verbs_of

VERB = "people.change"


def visible(by: Person, *, listing: bool = False) -> Q:
    """The people whom `by` sees, as a condition on people; Problem `not_allowed` for who looks after nobody.

    `listing`: many are to be found by it; where the reach has few units, from the posts at these.
    """
    require_somewhere(by, VERB)
    where = reach(by, VERB)
    if where is None:
        return Q()
    added = Entry.objects.filter(subject="person", kind=PERSON_ADDED.name, by=by.pk)
    held = Post.objects.filter(person=OuterRef("pk"))
    without, none_ever = Q(~Exists(held.filter(ended=False))), Q(~Exists(held))
    if listing and are_few(where):
        here = Post.objects.filter(from_units(where, Post))
        now, once = Q(pk__in=here.filter(ended=False).values("person")), Q(pk__in=here.values("person"))
        mine = Q(pk__in=added.values("subject_id"))
    else:
        here = held.filter(predicate(where, Post))
        now, once = Q(Exists(here.filter(ended=False))), Q(Exists(here))
        mine = Q(Exists(added.filter(subject_id=OuterRef("pk"))))
    return now | (once & without) | (mine & none_ever)


def in_post(by: Person, condition: Q) -> Q:
    """The people with a post in the reach of `by` that meets a condition on posts, as a condition on people."""
    where = reach(by, VERB)
    if where is not None and are_few(where):
        return Q(pk__in=Post.objects.filter(from_units(where, Post), condition).values("person"))
    return Q(Exists(Post.objects.filter(predicate(where, Post), condition, person=OuterRef("pk"))))


def may_appoint(by: Person, role: str, place: Placement | None) -> bool:
    """Whether `by` reaches, with every verb of the role, all that a post at this place reaches; None is everywhere."""
    return _reach_all(by, [(role, place)])


def _reach_all(by: Person, wanted: list[tuple[str, Placement | None]]) -> bool:
    """The same of many posts, in one question for each reach that `by` has."""
    held = posts_of(by)
    asked: dict[tuple[Range, ...], Q] = {}
    for role, place in wanted:
        needed = {verb for verb in verbs_of(role) if not verb_named(verb).duty} | {VERB}
        for where in {reach_of(held, verb) for verb in needed} - {None}:
            if place is None or not where:
                return False
            below = Q(line=place.line_id, path__gte=place.path, path__lt=path_end(place.path))
            asked[where] = asked.get(where, Q(pk__in=[])) | below
    return not any(
        Placement.objects.filter(below).exclude(predicate(where, Placement)).exists() for where, below in asked.items()
    )


def is_in_charge(by: Person, person: Person) -> bool:
    """Whether `by` could have given every post that the person holds."""
    if reach(by, VERB) is None:
        return True
    if person.kind == Person.Kind.TERMINAL:
        return False
    held = list(Post.objects.filter(person=person, ended=False))
    places = Placement.objects.filter(unit__in=[post.unit_id for post in held if post.unit_id])
    found: dict[tuple[int | None, int | None], Placement] = {(place.line_id, place.unit_id): place for place in places}
    return _reach_all(by, [(post.role, found.get((post.line_id, post.unit_id))) for post in held])


def require_charge(by: Person, person: Person) -> None:
    """Raise Problem `absent` for a person whom `by` does not see, `not_in_charge` for one who reaches further."""
    if not Person.objects.filter(visible(by), pk=person.pk).exists():
        raise Problem("absent", thing=_("person"), key=person.pk)
    if person.kind == Person.Kind.TERMINAL:
        raise refused(by, VERB)  # it stands for whoever is at the machine, and never signs in
    if not is_in_charge(by, person):
        raise Problem("not_in_charge")
