"""Pages read in English, as text."""

import html
from typing import Any

from django.test import Client

from paicha.accounts.actions.preferences import set_preferences
from paicha.orgs.models import Person
from paicha.testing.visitor import visitor


def english(person: Person) -> Client:
    """Somebody who reads English, signed in."""
    if Person.objects.get(pk=person.pk).language != "en":
        set_preferences(person, language="en", theme="auto")
    return visitor(person)


def text_of(response: Any) -> str:
    """A page's source with its entities resolved."""
    return html.unescape(response.content.decode())
