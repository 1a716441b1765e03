"""People and posts."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from paicha.kernel.problems import Problem
from paicha.ledger.covering import change_of
from paicha.orgs.acting import action, locked, record
from paicha.orgs.entries import (
    FOUNDED,
    PERSON_ADDED,
    PERSON_CHANGED,
    PERSON_DEACTIVATED,
    PERSON_REACTIVATED,
    POST_ENDED,
    POST_GIVEN,
)
from paicha.orgs.models import Line, Person, Placement, Post, Unit
from paicha.orgs.permissions import refused, require, require_somewhere
from paicha.orgs.roles import ROLES
from paicha.orgs.user_administration import may_appoint, require_charge

TERMINAL = "terminal"
EVERYWHERE = "*"  # in place of a unit and a line
LONGEST_USERNAME, LONGEST_NAME, LONGEST_EMAIL = 100, 200, 254  # characters


def terminal() -> Person:
    """Whoever runs `paicha` on the machine: an administrator of everything, made when the installation is founded."""
    found = Person.objects.filter(username=TERMINAL).first()
    return found or found_installation(Person(username=TERMINAL, name=TERMINAL, kind=Person.Kind.TERMINAL))


@action
def found_installation(by: Person) -> Person:
    """Make the first person, with the first post. Only where there is nobody yet."""
    if Person.objects.exists():
        raise Problem("already_there", thing=_("person"), key=TERMINAL)
    by.set_unusable_password()
    by.save(force_insert=True)
    post = Post.objects.create(person=by, role="administrator")
    record(FOUNDED, None, [(Person, [change_of(by)]), (Post, [change_of(post)])])
    return by


@action
def add_person(
    by: Person,
    *,
    username: str,
    name: str,
    language: str = "zh-hans",
    email: str | None = None,
    post: tuple[str, Line | None, Unit | None] | None = None,
) -> Person:
    """Add somebody, with a first post if role, line and unit are named: then neither is done without the other.

    Problem `already_there` for a user name or an address in use.
    """
    require_somewhere(by, "people.change")
    if username.split() != [username] or len(username) > LONGEST_USERNAME or not username.isprintable():
        raise Problem("value_invalid", name="username", value=repr(username), help=_("Give a word without spaces."))
    if Person.objects.filter(username__iexact=username).exists() or _is_address_of_another(username, None):
        raise Problem("already_there", thing=_("person"), key=username)
    person = Person(username=username, name=_checked_name(name), language=language)
    person.email = _checked_email(email, person)
    person.set_unusable_password()
    person.save(force_insert=True)
    record(PERSON_ADDED, person, [(Person, [change_of(person)])], number=person.pk)
    if post:
        role, line, unit = post
        give_post(by, person=person, role=role, line=line, unit=unit)
    return person


@action
def change_person(by: Person, *, person: Person, name: str, email: str | None) -> Person:
    """Change somebody's name and address; nothing is recorded where both are the same already."""
    person = locked(Person, person.pk)
    require_charge(by, person)
    name, email = _checked_name(name), _checked_email(email, person)
    if (name, email) == (person.name, person.email):
        return person
    person.name, person.email = name, email
    person.save(update_fields=["name", "email"])
    record(PERSON_CHANGED, person, [(Person, [change_of(person)])], number=person.pk)
    return person


@action
def set_active(by: Person, *, person: Person, active: bool) -> Person:
    """Close somebody's account, so that nobody signs in with it, or open it again. Their posts stay as they are."""
    person = locked(Person, person.pk)
    require_charge(by, person)
    if person.pk == by.pk:
        raise Problem("not_to_oneself")
    if person.is_active == active:
        return person
    person.is_active = active
    person.save(update_fields=["is_active"])
    kind = PERSON_REACTIVATED if active else PERSON_DEACTIVATED
    record(kind, person, [(Person, [change_of(person)])], number=person.pk)
    return person


def _checked_name(name: str) -> str:
    name = name.strip()
    if not name or len(name) > LONGEST_NAME or "\0" in name:
        raise Problem("value_invalid", name="name", value=repr(name), help=_("Give the name of a person."))
    return name


def _checked_email(email: str | None, person: Person) -> str | None:
    """The address in small letters, as sign-in looks for it; None where there is none."""
    email = (email or "").strip().lower()
    if not email:
        return None
    try:
        validate_email(email if len(email) <= LONGEST_EMAIL and email.isprintable() else "")
    except ValidationError:
        help_ = _("Give an address such as name@example.org, or none.")
        raise Problem("value_invalid", name="email", value=repr(email[:LONGEST_NAME]), help=help_) from None
    others = Person.objects.exclude(pk=person.pk)
    if _is_address_of_another(email, person) or others.filter(username__iexact=email).exists():
        raise Problem("already_there", thing=_("person"), key=email)
    return email


def _is_address_of_another(text: str, person: Person | None) -> bool:
    """Whether somebody else would sign in with this: a user name and an address must not be taken for one another."""
    others = Person.objects.filter(email=text.lower())
    return (others.exclude(pk=person.pk) if person else others).exists()


@action
def give_post(by: Person, *, person: Person, role: str, line: Line | None = None, unit: Unit | None = None) -> Post:
    """Give `person` a role at `unit` in `line`, or everywhere where both are None.

    The giver's own reach must hold all that the post will reach, with every verb of its role.
    """
    person = locked(Person, person.pk)
    require(by, "people.change", unit)
    _leave_the_machine_alone(by, person)
    if role not in ROLES:
        raise Problem("value_invalid", name="role", value=role, help=", ".join(sorted(ROLES)))
    if (line is None) != (unit is None):
        help_ = _("Name a unit and its line, or neither for a post everywhere.")
        raise Problem("value_invalid", name="unit", value=unit.code if unit else EVERYWHERE, help=help_)
    place = _place(line, unit) if line and unit else None
    if place:
        require(by, "people.change", place)
    if not may_appoint(by, role, place):
        raise Problem("post_too_wide", role=role, unit=unit.code if unit else EVERYWHERE)
    if Post.objects.filter(person=person, role=role, line=line, unit=unit, ended=False).exists():
        raise Problem("already_there", thing=_("post"), key=f"{role} {unit.code if unit else EVERYWHERE}")
    post = Post.objects.create(person=person, role=role, line=line, unit=unit)
    record(POST_GIVEN, post, [(Post, [change_of(post)])], **_words(post))
    return post


def _leave_the_machine_alone(by: Person, person: Person) -> None:
    """Who is at the machine keeps the one post that there is: it helps when all others have locked themselves out."""
    if person.kind == Person.Kind.TERMINAL:
        raise refused(by, "people.change")


def _place(line: Line, unit: Unit) -> Placement:
    """Where the unit stands in the line; Problem `value_invalid` where it does not."""
    place = Placement.objects.filter(line=line, unit=unit).first()
    if place is None:
        help_ = _("It has no place in line %(line)s.") % {"line": line.code}
        raise Problem("value_invalid", name="unit", value=unit.code, help=help_)
    return place


def _words(post: Post) -> dict[str, Any]:
    place = {"unit": post.unit.code if post.unit else EVERYWHERE, "line": post.line.code if post.line else EVERYWHERE}
    return {"number": post.person_id, "role": post.role, **place}


@action
def end_post(by: Person, *, post: Post) -> Post:
    """End a post; it stays in the record."""
    post = locked(Post, post.pk)
    require(by, "people.change", post)
    _leave_the_machine_alone(by, post.person)
    if post.ended:
        raise Problem("wrong_state", thing=_("The post"), state=_("ended"), verb=_("end"), possible=_("give"))
    post.ended = True
    post.save(update_fields=["ended"])
    record(POST_ENDED, post, [(Post, [change_of(post)])], **_words(post))
    return post
