"""How pages look to somebody: everybody for themselves."""

from django.conf import settings

from paicha.accounts.entries import PREFERENCES_SET
from paicha.kernel.problems import Problem
from paicha.ledger.covering import change_of
from paicha.orgs.acting import action, locked, record
from paicha.orgs.models import Person
from paicha.orgs.permissions import require_self


@action
def set_preferences(by: Person, *, language: str, theme: str) -> Person:
    """Choose a language and a theme (auto, light or dark); nothing is recorded where both are the same already."""
    person = locked(Person, by.pk)
    require_self(by, person)
    languages = [code for code, _name in settings.LANGUAGES]
    if language not in languages:
        raise Problem("value_invalid", name="language", value=repr(language[:20]), help=", ".join(languages))
    if theme not in Person.Theme.values:
        raise Problem("value_invalid", name="theme", value=repr(theme[:20]), help=", ".join(Person.Theme.values))
    if (language, theme) == (person.language, person.theme):
        return person
    person.language, person.theme = language, theme
    person.save(update_fields=["language", "theme"])
    words = {"number": person.pk, "language": language, "theme": theme}
    record(PREFERENCES_SET, person, [(Person, [change_of(person)])], **words)
    return person
