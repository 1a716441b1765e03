"""paicha user password, paicha user invite: how somebody gets in before there is an administrator at the pages."""

import re

from paicha.cli.tests.terminal import answered, call, said
from paicha.orgs.models import Person
from paicha.testing.cast import Cast


def test_a_password_is_printed_once(people: Cast) -> None:
    given = said("user", "password", "owner").strip()
    assert re.fullmatch(r"(?:[a-z2-9]{4}-){3}[a-z2-9]{4}", given)
    assert Person.objects.get(pk=people.owner.pk).check_password(given)
    another = said("user", "password", "owner").strip()
    assert another != given
    assert said("check").startswith("All records match")


def test_a_link_is_printed(people: Cast) -> None:
    link = said("user", "invite", "owner").strip()
    assert re.fullmatch(r"http://127\.0\.0\.1:8000/account/password/reset/key/\w+-\w+-?\w+/", link)


def test_nobody_is_let_in_as_the_machine_or_as_nobody(people: Cast) -> None:
    for command in ("password", "invite"):
        refused = call("user", command, "terminal")
        assert (refused.code, "terminal may not do this here" in refused.err) == (1, True)
        absent = call("user", command, "nobody")
        assert (absent.code, "There is no person nobody." in absent.err) == (1, True)


def test_a_post_everywhere_is_given_listed_and_ended(people: Cast) -> None:
    assert said("post", "give", "owner", "head", "--unit", "*") == "owner is now head everywhere.\n"
    assert "head  *  *" in said("post", "list", "owner")
    (owner,) = (each for each in answered("user", "list") if each["username"] == "owner")
    assert owner["posts"][1] == {"role": "head", "unit": "*", "line": "*", "ended": False}
    assert answered("why", "owner", "units.see", "unit:noodles")["allowed"]
    for verb in ("give", "end"):
        assert call("post", verb, "owner", "head", "--unit", "*", "--line", "food").code != 0, verb
    assert said("post", "end", "owner", "head", "--unit", "*") == "The post has ended.\n"
    assert "head  *  *  –" in said("post", "list", "owner")
    assert call("why", "owner", "units.see", "unit:noodles").code == 1
    assert call("post", "end", "terminal", "administrator", "--unit", "*").code == 1
    assert said("check").startswith("All records match")


def test_help_says_what_they_do() -> None:
    assert "chooses a password" in call("user", "--help").out
