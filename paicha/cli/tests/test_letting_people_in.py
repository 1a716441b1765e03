"""paicha user password, paicha user invite: how somebody gets in before there is an administrator at the pages."""

import re
from pathlib import Path

from paicha.cli.tests.terminal import said
from paicha.orgs.models import Person
from paicha.testing.cast import Cast
from paicha.testing.house import House
from paicha.testing.peopled import people, peopled_house, peopled_postgres, peopled_sqlite  # noqa: F401  fixtures


def test_a_password_is_printed_once(people: Cast, peopled_house: House) -> None:  # noqa: F811
    given = said(peopled_house, "user", "password", "owner").strip()
    assert re.fullmatch(r"(?:[a-z2-9]{4}-){3}[a-z2-9]{4}", given)
    assert Person.objects.get(pk=people.owner.pk).check_password(given)
    another = said(peopled_house, "user", "password", "owner").strip()
    assert another != given
    assert said(peopled_house, "check").startswith("All records match")


def test_a_link_is_printed(people: Cast, peopled_house: House) -> None:  # noqa: F811
    link = said(peopled_house, "user", "invite", "owner").strip()
    assert re.fullmatch(r"http://127\.0\.0\.1:8000/account/password/reset/key/\w+-\w+-?\w+/", link)


def test_nobody_is_let_in_as_the_machine_or_as_nobody(peopled_house: House) -> None:  # noqa: F811
    for command in ("password", "invite"):
        refused = peopled_house.run("user", command, "terminal")
        assert (refused.returncode, "terminal may not do this here" in refused.stderr) == (1, True)
        absent = peopled_house.run("user", command, "nobody")
        assert (absent.returncode, "There is no person nobody." in absent.stderr) == (1, True)


def test_help_says_what_they_do(tmp_path: Path) -> None:
    house = House(tmp_path, "")
    assert "chooses a password" in house.run("user", "--help").stdout
