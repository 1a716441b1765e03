"""The frame of every action: one transaction, one entry for each action, appended once at the very end.

    @action
    def close_unit(by, *, unit, on): ...
        unit = locked(Unit, unit)          # lock
        require(by, "units.change", unit)  # check
        ...                                # change
        record(CLOSED, unit, [(Unit, [unit_change(unit)])], unit=unit.code)  # one entry

An action called within another joins its transaction; its entry names the outer one as its cause. Positions are given
when the outermost is done, in the order in which the actions recorded, so they are dense and in the order of commits.
"""

import functools
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Concatenate, ParamSpec, TypeVar, cast
from uuid import UUID

from django.db import connection, models, transaction

from paicha.kernel.clock import now
from paicha.kernel.ids import uuid7
from paicha.kernel.problems import Problem
from paicha.ledger.appending import Draft, append
from paicha.ledger.kinds import EntryKind
from paicha.ledger.models import Transition
from paicha.orgs.kinds import kind_of
from paicha.orgs.models import Person

Rows = Sequence[tuple[type[models.Model], Sequence[Transition]]]


@dataclass
class Frame:
    """An action that is under way."""

    id: UUID
    by: Person
    cause: UUID | None
    drafts: list[Draft] = field(default_factory=list)  # of the outermost action and all within it
    recorded: bool = False


M = TypeVar("M", bound=models.Model)
_current: ContextVar[Frame | None] = ContextVar("frame", default=None)


P = ParamSpec("P")
R = TypeVar("R")


def action(verb: Callable[Concatenate[Person, P], R]) -> Callable[Concatenate[Person, P], R]:
    """Make an action of a verb: one transaction with the actions it calls, one entry of its own.

    An action that finds nothing to change records nothing and leaves no entry.
    """

    @functools.wraps(verb)
    def acting(by: Person, *args: P.args, **kwargs: P.kwargs) -> R:
        outer = _current.get()
        if outer is not None:
            return _nested(Frame(uuid7(), by, outer.id, outer.drafts), verb, by, *args, **kwargs)
        frame = Frame(uuid7(), by, None)
        with transaction.atomic():
            result = _within(frame, verb, by, *args, **kwargs)
            if frame.drafts:
                append(frame.drafts)
        return result

    return cast(Callable[Concatenate[Person, P], R], acting)


def _nested(frame: Frame, verb: Callable[..., R], by: Person, *args: Any, **kwargs: Any) -> R:
    """The same within another action: when it raises, nothing of it stays, even if the other goes on."""
    before = len(frame.drafts)
    try:
        with transaction.atomic():
            return _within(frame, verb, by, *args, **kwargs)
    except BaseException:
        del frame.drafts[before:]
        raise


def _within(frame: Frame, verb: Callable[..., R], by: Person, *args: Any, **kwargs: Any) -> R:
    token = _current.set(frame)
    try:
        return verb(by, *args, **kwargs)
    finally:
        _current.reset(token)


def record(kind: EntryKind, subject: models.Model | None = None, rows: Rows = (), /, **words: Any) -> None:
    """Record what the current action did: its kind, its subject, the transitions it made and the words of its sentence.

    `rows` pairs each covered model with its new transitions. RuntimeError outside an action or the second time in one.
    """
    frame = _current.get()
    if frame is None or frame.recorded:
        raise RuntimeError("record() is called once, inside an action")
    frame.recorded = True
    draft = Draft(
        id=frame.id,
        kind=kind,
        at=now(),
        by=frame.by.pk,
        cause=frame.cause,
        subject=subject._meta.model_name or "" if subject else "",
        subject_id=subject.pk if subject else None,
        words=words,
        rows=[(model, made) for model, made in rows if made],
    )
    frame.drafts.append(draft)


def locked(model: type[M], key: int) -> M:
    """The row, locked until the action ends; Problem `absent` where there is none."""
    rows = model._default_manager.filter(pk=key)
    if connection.features.has_select_for_update:
        rows = rows.select_for_update()
    found = rows.first()
    if found is None:
        raise Problem("absent", thing=kind_of(model).label, key=key)
    return found
