"""People and posts."""

from django.utils.translation import gettext as _

from paicha.kernel.problems import Problem
from paicha.ledger.covering import change_of
from paicha.orgs.acting import action, locked, record
from paicha.orgs.entries import FOUNDED, PERSON_ADDED, POST_ENDED, POST_GIVEN
from paicha.orgs.models import Line, Person, Placement, Post, Unit
from paicha.orgs.permissions import ROLES, require

TERMINAL = "terminal"
LONGEST_USERNAME, LONGEST_NAME = 100, 200  # characters


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
def add_person(by: Person, *, username: str, name: str, language: str = "zh-hans") -> Person:
    """Add somebody who may then be given posts. Problem `already_there` for a user name in use."""
    require(by, "people.change", None)
    if username.split() != [username] or len(username) > LONGEST_USERNAME:
        raise Problem("value_invalid", name="username", value=repr(username), help=_("Give a word without spaces."))
    if not name.strip() or len(name) > LONGEST_NAME:
        raise Problem("value_invalid", name="name", value=repr(name), help=_("Give the name of a person."))
    if Person.objects.filter(username=username).exists():
        raise Problem("already_there", thing=_("person"), key=username)
    person = Person(username=username, name=name, language=language)
    person.set_unusable_password()
    person.save(force_insert=True)
    record(PERSON_ADDED, person, [(Person, [change_of(person)])], number=person.pk)
    return person


@action
def give_post(by: Person, *, person: Person, role: str, line: Line, unit: Unit) -> Post:
    """Give `person` a role at `unit` in `line`; the giver's own reach must hold the unit's place in that line."""
    require(by, "people.change", unit)
    if role not in ROLES:
        raise Problem("value_invalid", name="role", value=role, help=", ".join(sorted(ROLES)))
    place = Placement.objects.filter(line=line, unit=unit).first()
    if place is None:
        raise Problem(
            "value_invalid",
            name="unit",
            value=unit.code,
            help=_("It has no place in line %(line)s.") % {"line": line.code},
        )
    require(by, "people.change", place)
    same = Post.objects.filter(person=person, role=role, line=line, unit=unit, ended=False)
    if same.exists():
        raise Problem("already_there", thing=_("post"), key=f"{role} {unit.code}")
    post = Post.objects.create(person=person, role=role, line=line, unit=unit)
    words = {"number": person.pk, "role": role, "unit": unit.code, "line": line.code}
    record(POST_GIVEN, post, [(Post, [change_of(post)])], **words)
    return post


@action
def end_post(by: Person, *, post: Post) -> Post:
    """End a post; it stays in the record."""
    post = locked(Post, post.pk)
    require(by, "people.change", post)
    if post.ended:
        raise Problem("wrong_state", thing=_("The post"), state=_("ended"), verb=_("end"), possible=_("give"))
    post.ended = True
    post.save(update_fields=["ended"])
    words = {
        "number": post.person_id,
        "role": post.role,
        "unit": post.unit.code if post.unit else "*",
        "line": post.line.code if post.line else "*",
    }
    record(POST_ENDED, post, [(Post, [change_of(post)])], **words)
    return post
