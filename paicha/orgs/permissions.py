"""Who may do what, and why: one source for "may I", "list mine" and "why not".

A person's reach for a verb is the union of the subtrees of those posts whose role has the verb. A territorial post sees
everything of a unit; a sectoral one only its own line's records. Not visible is the same as absent.
"""

import contextlib
from collections.abc import Iterator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Case, Model, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils.translation import gettext as _

from paicha.kernel.problems import Problem
from paicha.kernel.scope import Range, Scope
from paicha.orgs.kinds import kind_of
from paicha.orgs.models import Line, Person, Placement, Post, Unit
from paicha.orgs.reach import counted_once, predicate, selecting
from paicha.orgs.roles import verb_named, verbs_of


@dataclass(frozen=True, slots=True)
class Reach:
    """One post's part in an answer: its role, where it stands, and what kept it from granting."""

    role: str
    range: Range | None  # None: the whole installation
    has_verb: bool
    holds: bool

    @property
    def grants(self) -> bool:
        return self.has_verb and self.holds


_read: ContextVar[dict[int, list[tuple[str, Range | None]]] | None] = ContextVar("posts read", default=None)


@contextlib.contextmanager
def posts_read_once() -> Iterator[None]:
    """For the block, which changes nothing, everybody's posts are read once, and the units that these reach counted
    once: a page asks for them many times."""
    token = _read.set({})
    try:
        with counted_once():
            yield
    finally:
        _read.reset(token)


def posts_of(by: Person) -> list[tuple[str, Range | None]]:
    """The roles a person holds now and the subtrees they reach."""
    if not by.is_active:
        return []
    read = _read.get()
    if read is None:
        return _posts_of(by)
    if by.pk not in read:
        read[by.pk] = _posts_of(by)
    return read[by.pk]


def _posts_of(by: Person) -> list[tuple[str, Range | None]]:
    posts = Post.objects.filter(person=by, ended=False).order_by("pk")
    place = Placement.objects.filter(line=OuterRef("line"), unit=OuterRef("unit"))
    found: list[tuple[str, Range | None]] = []
    for role, line, kind, path in posts.values_list("role", "line", "line__kind", Subquery(place.values("path"))):
        if line is None:
            found.append((role, None))
        elif path:
            found.append((role, Range(line, path, own=kind == Line.Kind.SECTORAL)))
    return found


def reach(by: Person, verb: str) -> tuple[Range, ...] | None:
    """The subtrees in which `by` may `verb`; None means everywhere, () nowhere. Problem `value_invalid` for no verb."""
    return reach_of(posts_of(by), verb)


def reach_of(posts: Sequence[tuple[str, Range | None]], verb: str) -> tuple[Range, ...] | None:
    """The same, of posts that were read already."""
    roles = verb_named(verb).roles
    ranges = [where for role, where in posts if role in roles]
    if None in ranges:
        return None
    return tuple(dict.fromkeys(where for where in ranges if where is not None))


def scope_of(by: Person, verb: str, focus: Range | None = None) -> Scope:
    """The scope of a question that `by` asks."""
    return Scope(reach=reach(by, verb), focus=focus)


def within(by: Person, verb: str, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Those of `rows` on which `by` may `verb`."""
    return rows.filter(selecting(reach(by, verb), rows.model))


def may(by: Person, verb: str, thing: Model | None) -> bool:
    """Whether `by` may `verb` this record; None stands for the whole installation."""
    where = reach(by, verb)
    if thing is None or where is None:
        return where is None
    return type(thing)._default_manager.filter(predicate(where, type(thing)), pk=thing.pk).exists()


def why(by: Person, verb: str, thing: Model) -> list[Reach]:
    """Each post of `by` and what it says to the question whether they may `verb` this."""
    found, roles = [], verb_named(verb).roles
    for role, where in posts_of(by):
        rows = type(thing)._default_manager.filter(pk=thing.pk)
        holds = where is None or rows.filter(predicate((where,), type(thing))).exists()
        found.append(Reach(role, where, role in roles, holds))
    return found


def verbs_on(by: Person, thing: Model) -> frozenset[str]:
    """All that `by` may do with this record, from every post that holds it; two queries."""
    held = posts_of(by)
    marks = {
        f"post_{number}": Case(
            When(Q(pk__isnull=False) if where is None else predicate((where,), type(thing)), Value(True)),
            default=Value(False),
            output_field=BooleanField(),
        )
        for number, (_role, where) in enumerate(held)
    }
    rows = type(thing)._default_manager.filter(pk=thing.pk).annotate(**marks).values_list(*marks)
    holds = rows.first() if marks else None
    return verbs_of(*(role for (role, _where), here in zip(held, holds or (), strict=False) if here))


def require(by: Person, verb: str, thing: Model | None) -> None:
    """Raise Problem `absent` when `by` cannot see the record, `not_allowed` when they see it but may not `verb` it."""
    if may(by, verb, thing):
        return
    if isinstance(thing, Placement):
        thing = thing.unit  # whoever sees a unit sees where it stands
    if thing is not None:
        kind = kind_of(type(thing))
        if not may(by, kind.see, thing):
            raise Problem("absent", thing=kind.label, key=getattr(thing, "code", thing.pk))
    raise refused(by, verb)


def refused(by: Person, verb: str) -> Problem:
    """Problem `not_allowed`, to be raised where somebody sees a thing but may not do this to it."""
    return Problem("not_allowed", who=by.username, verb=verb)


def require_self(by: Person, person: Person) -> None:
    """Raise Problem `not_allowed` unless `by` is that person: what everybody may do, for themselves alone."""
    if by.pk != person.pk or not by.is_active:
        raise refused(by, _("look after somebody else's account"))


def require_somewhere(by: Person, verb: str) -> None:
    """Raise Problem `not_allowed` unless there is a place, however small, where `by` may `verb`."""
    if reach(by, verb) == ():
        raise refused(by, verb)


def require_unit(by: Person, verb: str, code: str) -> Unit:
    """The unit of that code, if `by` may `verb` it; out of reach and absent look alike."""
    found: Unit | None = within(by, verb, Unit.objects.filter(code=code)).first()
    if found is None:
        raise Problem("absent", thing=_("unit"), key=code)
    return found
