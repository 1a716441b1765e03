"""Tokens: made, found by their key, and no longer found."""

from datetime import UTC, datetime, timedelta

import pytest

from paicha.accounts.actions.sessions import sign_out_everywhere
from paicha.accounts.actions.tokens import LONGEST_LIFE, MOST, make_token, revoke_token
from paicha.accounts.models import Token
from paicha.accounts.queries import live_tokens, past_tokens, token_numbered
from paicha.accounts.tokens import bearer
from paicha.kernel.clock import frozen, now, today
from paicha.orgs.actions.people import set_active
from paicha.orgs.tests.telling import newest, refused
from paicha.testing.cast import Cast


def test_a_key_finds_its_token_and_person(people: Cast) -> None:
    token, key = make_token(people.head, name=" Weekly table ", read_only=True, days=30)
    found = bearer(key)
    assert found == token
    assert found.person == people.head
    assert (found.name, found.read_only, found.expires_on) == ("Weekly table", True, today() + timedelta(days=30))
    assert newest().words == {"number": people.head.pk, "token": token.pk}


def test_of_the_key_a_hash_alone_is_kept(people: Cast) -> None:
    _token, key = make_token(people.head, name="x", read_only=False, days=1)
    assert key.startswith("paicha_")
    stored = Token.objects.get()
    assert key not in str(stored.__dict__)
    assert key not in str(newest().__dict__)
    assert len(bytes(stored.hash)) == 32


@pytest.mark.parametrize(
    "key", ["", "paicha_", "x", "paicha_" + "a" * 43, "paicha_" + "a" * 42 + "\n", "\0", "中" * 50]
)
def test_other_keys_find_nothing(key: str, people: Cast) -> None:
    make_token(people.head, name="x", read_only=True, days=1)
    assert bearer(key) is None


def test_a_token_is_good_through_its_last_day(people: Cast) -> None:
    with frozen(datetime(2026, 3, 1, 4, tzinfo=UTC)):
        _token, key = make_token(people.head, name="x", read_only=True, days=1)
        assert bearer(key)
    with frozen(datetime(2026, 3, 2, 15, 59, tzinfo=UTC)):  # 23:59 of 2 March in Shanghai
        assert bearer(key)
        assert live_tokens(people.head)
    with frozen(datetime(2026, 3, 2, 16, 0, tzinfo=UTC)):
        assert bearer(key) is None
        assert live_tokens(people.head) == []
        assert len(past_tokens(people.head)) == 1


def test_a_revoked_token_is_good_no_more(people: Cast) -> None:
    token, key = make_token(people.head, name="x", read_only=True, days=1)
    revoke_token(people.head, token=token)
    assert bearer(key) is None
    before = newest()
    revoke_token(people.head, token=token)
    assert newest().position == before.position


def test_a_token_is_looked_after_by_its_person_alone(people: Cast) -> None:
    token, _key = make_token(people.head, name="x", read_only=True, days=1)
    with refused("absent"):
        token_numbered(people.terminal, token.pk)
    with refused("not_allowed"):
        revoke_token(people.terminal, token=token)


def test_tokens_end_with_the_account_and_with_signing_out_everywhere(people: Cast) -> None:
    _token, key = make_token(people.head, name="x", read_only=True, days=1)
    set_active(people.terminal, person=people.head, active=False)
    assert bearer(key) is None
    set_active(people.terminal, person=people.head, active=True)
    assert bearer(key)
    sign_out_everywhere(people.terminal, person=people.head)
    assert bearer(key) is None


@pytest.mark.parametrize(("name", "days"), [("", 1), (" ", 1), ("x" * 101, 1), ("a\0b", 1), ("x", 0), ("x", -1)])
def test_a_token_needs_a_name_and_an_end(name: str, days: int, people: Cast) -> None:
    with refused("value_invalid"):
        make_token(people.head, name=name, read_only=True, days=days)


def test_a_token_lasts_a_year_at_most(people: Cast) -> None:
    make_token(people.head, name="x", read_only=True, days=LONGEST_LIFE)
    with refused("value_invalid"):
        make_token(people.head, name="x", read_only=True, days=LONGEST_LIFE + 1)


def test_there_is_a_most(people: Cast) -> None:
    for number in range(MOST):
        make_token(people.head, name=str(number), read_only=True, days=1)
    with refused("tokens_too_many"):
        make_token(people.head, name="one more", read_only=True, days=1)
    with frozen(now() + timedelta(days=3)):
        make_token(people.head, name="when the others have ended", read_only=True, days=1)
