"""paicha user password, paicha user invite: how somebody gets in before there is an administrator at the pages."""

import re
from pathlib import Path

from paicha.cli.tests.terminal import answered, said
from paicha.orgs.models import Person
from paicha.testing.cast import Cast
from paicha.testing.house import House


def test_a_password_is_printed_once(people: Cast, peopled_house: House) -> None:
    given = said(peopled_house, "user", "password", "owner").strip()
    assert re.fullmatch(r"(?:[a-z2-9]{4}-){3}[a-z2-9]{4}", given)
    assert Person.objects.get(pk=people.owner.pk).check_password(given)
    another = said(peopled_house, "user", "password", "owner").strip()
    assert another != given
    assert said(peopled_house, "check").startswith("All records match")


def test_a_link_is_printed(people: Cast, peopled_house: House) -> None:
    link = said(peopled_house, "user", "invite", "owner").strip()
    assert re.fullmatch(r"http://127\.0\.0\.1:8000/account/password/reset/key/\w+-\w+-?\w+/", link)


def test_nobody_is_let_in_as_the_machine_or_as_nobody(peopled_house: House) -> None:
    for command in ("password", "invite"):
        refused = peopled_house.run("user", command, "terminal")
        assert (refused.returncode, "terminal may not do this here" in refused.stderr) == (1, True)
        absent = peopled_house.run("user", command, "nobody")
        assert (absent.returncode, "There is no person nobody." in absent.stderr) == (1, True)


def test_a_post_everywhere_is_given_listed_and_ended(people: Cast, peopled_house: House) -> None:
    assert said(peopled_house, "post", "give", "owner", "head", "--unit", "*") == "owner is now head everywhere.\n"
    assert "head  *  *" in said(peopled_house, "post", "list", "owner")
    (owner,) = (each for each in answered(peopled_house, "user", "list") if each["username"] == "owner")
    assert owner["posts"][1] == {"role": "head", "unit": "*", "line": "*", "ended": False}
    assert answered(peopled_house, "why", "owner", "units.see", "unit:noodles")["allowed"]
    for verb in ("give", "end"):
        assert peopled_house.run("post", verb, "owner", "head", "--unit", "*", "--line", "food").returncode != 0, verb
    assert said(peopled_house, "post", "end", "owner", "head", "--unit", "*") == "The post has ended.\n"
    assert "head  *  *  –" in said(peopled_house, "post", "list", "owner")
    assert peopled_house.run("why", "owner", "units.see", "unit:noodles").returncode == 1
    assert peopled_house.run("post", "end", "terminal", "administrator", "--unit", "*").returncode == 1
    assert said(peopled_house, "check").startswith("All records match")


def test_help_says_what_they_do(tmp_path: Path) -> None:
    house = House(tmp_path, "")
    assert "chooses a password" in house.run("user", "--help").stdout
