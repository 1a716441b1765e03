"""What people set for themselves, and the passwords and links that administrators give."""

import pytest
from django.conf import settings
from django.core import mail as sent
from django.test import override_settings

from paicha.accounts.actions.passwords import choose_password, give_password, invite
from paicha.accounts.actions.preferences import set_preferences
from paicha.accounts.adapter import CodesAdapter
from paicha.accounts.letters import send_invitation
from paicha.kernel.problems import Problem
from paicha.orgs.actions.people import change_person, set_active
from paicha.orgs.models import Person
from paicha.orgs.tests.telling import newest, refused
from paicha.testing.cast import Cast
from paicha.web.settings import mail, origins, providers

TO_MEMORY = override_settings(MAILED=True, EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")


def fresh(person: Person) -> Person:
    """The person as they now are."""
    return Person.objects.get(pk=person.pk)


def test_preferences_are_kept_and_recorded(people: Cast) -> None:
    set_preferences(people.owner, language="en", theme="dark")
    assert (fresh(people.owner).language, fresh(people.owner).theme) == ("en", "dark")
    assert newest().words == {"number": people.owner.pk, "language": "en", "theme": "dark"}
    before = newest().position
    set_preferences(people.owner, language="en", theme="dark")
    assert newest().position == before


@pytest.mark.parametrize(
    ("language", "theme"), [("fr", "dark"), ("", "dark"), ("en", "pink"), ("en", ""), ("\0", "\0")]
)
def test_preferences_are_of_those_there_are(language: str, theme: str, people: Cast) -> None:
    with refused("value_invalid"):
        set_preferences(people.owner, language=language, theme=theme)


def test_a_password_is_chosen_by_oneself(people: Cast) -> None:
    choose_password(people.owner, person=people.owner, password="a good long word")
    assert fresh(people.owner).check_password("a good long word")
    assert (newest().kind, newest().words) == ("accounts.password_set", {"number": people.owner.pk})
    assert "good" not in str(newest().__dict__)
    with refused("not_allowed"):
        choose_password(people.terminal, person=people.owner, password="another long word")


def test_a_password_is_given_by_who_is_in_charge(people: Cast) -> None:
    given = give_password(people.terminal, person=people.owner)
    assert len(given) == 19
    assert fresh(people.owner).check_password(given)
    assert newest().kind == "accounts.password_given"
    with refused("not_allowed"):
        give_password(people.head, person=people.owner)
    with refused("not_allowed"):
        give_password(people.terminal, person=people.terminal)


def test_a_link_is_made_and_named_in_the_ledger_by_number_alone(people: Cast) -> None:
    link = invite(people.terminal, person=people.owner)
    assert link.startswith(f"{settings.ADDRESS}/account/password/reset/key/")
    assert newest().words == {"number": people.owner.pk}
    assert link.split("/")[-2] not in str(newest().__dict__)
    set_active(people.terminal, person=people.owner, active=False)
    with refused("account_closed"):
        invite(people.terminal, person=people.owner)


def test_an_invitation_is_sent_where_letters_go_out(people: Cast) -> None:
    link = invite(people.terminal, person=people.owner)
    assert not send_invitation(people.owner, link)
    with TO_MEMORY:
        assert not send_invitation(people.owner, link)  # no address is known
        person = change_person(people.terminal, person=people.owner, name="Owner", email="owner@example.org")
        assert send_invitation(person, link)
        letter = sent.outbox[-1]
    assert letter.to == ["owner@example.org"]
    assert link in letter.body


def test_a_mail_server_that_is_away_breaks_nothing(people: Cast) -> None:
    person = change_person(people.terminal, person=people.owner, name="Owner", email="owner@example.org")
    smtp = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": 1}
    with override_settings(MAILED=True, **smtp):
        assert not send_invitation(person, "https://link.example")


def test_secrets_of_second_factors_are_kept_encrypted(people: Cast) -> None:
    kept = CodesAdapter().encrypt("SECRET")
    assert "SECRET" not in kept
    assert CodesAdapter().decrypt(kept) == "SECRET"


def test_mail_and_providers_are_read_from_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    assert mail("smtp://me:p%40ss@mail.example:2525")["EMAIL_HOST_PASSWORD"] == "p@ss"
    assert mail("smtps://mail.example")["EMAIL_PORT"] == 465
    with pytest.raises(Problem):
        mail("http://mail.example")
    file = tmp_path_factory.mktemp("oidc") / "oidc.toml"
    file.write_text(
        '[[provider]]\nid = "office"\nname = "Office"\nclient_id = "a"\nsecret = "b"\nserver_url = "https://id.example/x"\n'
    )
    assert origins(providers(str(file))) == ["https://id.example"]
    assert origins(providers("")) == []
    file.write_text('[[provider]]\nid = "office"\n')
    with pytest.raises(Problem):
        providers(str(file))
