"""What cannot be done is said on stderr, with its mend and the right exit code, and nothing stands on stdout."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from paicha.cli.tests.terminal import Call
from paicha.exchange.tests.town import mapping, random_rows, take_in, write
from paicha.ledger.appending import head
from paicha.ledger.tests.records import execute
from paicha.orgs.actions.units import close_unit
from paicha.testing.cast import cast
from paicha.testing.house import House, Houses

WRONG = [  # words; exit code; what is named
    ("unit show nowhere", 1, "nowhere"),
    ("unit show --line nowhere", 2, "nowhere"),
    ("unit show bakery --as outsider", 1, "bakery"),
    ("unit show bakery --as nobody", 1, "nobody"),
    ("unit move nowhere --to north", 1, "nowhere"),
    ("unit move north --to bakery", 1, "below"),
    ("unit move canteen --to north --line food", 1, "north"),
    ("unit merge city --into north", 1, "below"),
    ("unit close north", 1, "2 open units"),
    ("unit close bakery --on 2026-02-30", 2, "2026-02-30"),
    ("unit close bakery --on yesterday", 2, "--on"),
    ("unit close bakery --on 1999-01-01", 2, "1999-01-01"),
    ("unit reopen bakery", 1, "open"),
    ("unit rename bakery", 2, "name"),
    ("user add owner --name X", 1, "owner"),
    ("user add x", 2, "--name"),
    ("user add two\u3000words --name X", 2, "two"),
    ("post give nobody head --unit north", 1, "nobody"),
    ("post give owner king --unit north", 2, "king"),
    ("post give owner head --unit canteen --line food", 2, "canteen"),
    ("post give owner owner --unit bakery", 1, "owner"),
    ("post end owner head --unit bakery", 1, "head"),
    ("post list nobody", 1, "nobody"),
    ("why nobody units.see unit:bakery", 1, "nobody"),
    ("why owner units.sing unit:bakery", 2, "units.sing"),
    ("why owner units.see bakery", 2, "bakery"),
    ("why owner units.see unit:nowhere", 1, "nowhere"),
    ("why owner findings.see finding:999", 1, "999"),
    ("why owner inspections.see inspection:x", 1, "x"),
    ("ledger show 99999", 1, "99999"),
    ("ledger show 99999999999999999999999999", 1, "99999999999999999999999999"),
    ("ledger show first", 2, "position"),
    ("ledger log --last 0", 2, "--last"),
    ("ledger log --kind no.such_kind", 2, "no.such_kind"),
    ("figure ask no_such_figure", 2, "no_such_figure"),
    ("figure show no_such_figure", 2, "no_such_figure"),
    ("figure ask inspections_total --unit nowhere", 1, "nowhere"),
    ("figure ask inspections_total --unit bakery --as outsider", 1, "bakery"),
    ("figure ask inspections_total --unit north --line food", 2, "north"),
    ("figure ask inspections_total --line nowhere", 2, "nowhere"),
    ("figure ask inspections_total --by weather", 2, "weather"),
    ("figure ask inspections_total --filter weather=bad", 2, "weather"),
    ("figure ask inspections_total --filter source", 2, "source"),
    ("figure ask inspections_total --at 99999", 2, "99999"),
    ("figure ask inspections_total --at -1", 2, "-1"),
    ("figure ask inspections_total --on 2026-13-01", 2, "2026-13-01"),
    ("figure ask inspections_total --from 2026-02-01 --to 2026-01-01", 2, "2026-02-01"),
    ("report inspection-report --unit nowhere --from 2026-01-01 --to 2026-01-31", 1, "nowhere"),
    ("report inspection-report --unit city --from 2026-01-01 --to 2026-01-31 --format odt", 2, "odt"),
    ("report inspection-report --unit city --from 2026-01-01 --to 2026-01-31 --lang fr", 2, "fr"),
    ("report inspection-report --unit city --from 2026-01-32 --to 2026-01-31", 2, "2026-01-32"),
    ("report verify no-such-file.html", 2, "no-such-file.html"),
    ("import inspections no-such-file.csv --mapping no-such.toml", 2, "no-such"),
    ("import inspections", 2, "file"),
    ("sing", 2, "sing"),
    ("unit --sing", 2, "--sing"),
]


@pytest.mark.parametrize(("words", "code", "names"), WRONG)
def test_refused(words: str, code: int, names: str, refusing: None, paicha: Call) -> None:
    before = head()
    done = paicha(*words.split(" "))
    assert (done.code, done.out) == (code, ""), done
    assert names in done.err
    assert "Traceback" not in done.err
    assert head() == before


@pytest.fixture(scope="module")
def refusing(houses: Houses, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A house with the cast, in which nothing succeeds."""
    with houses("sqlite", cast)(tmp_path_factory.mktemp("refusing")) as house, house.entered():
        yield


def test_a_refusal_speaks_the_language_of_the_reader(refusing: None, paicha: Call) -> None:
    texts = [paicha("unit", "close", "north", language=language).err for language in ("en", "zh-hans")]
    assert len(set(texts)) == 2
    assert all("north" in text and "2" in text for text in texts)
    assert texts[0].splitlines() == ["Unit north still has 2 open units below it.", "Move or close them first."]


def test_what_is_not_true_ends_with_one(house: House, paicha: Call) -> None:
    people = cast()
    done = paicha("why", "owner", "units.change", "unit:bakery")
    assert (done.code, done.err) == (1, "")
    assert done.out == (
        "No: owner may not units.change unit:bakery.\n  owner: the role lacks the verb; the thing is in reach\n"
    )
    assert paicha("why", "outsider", "units.see", "unit:bakery").code == 1
    close_unit(people.coordinator, unit=people.bakery, on=people.bakery.opened_on)  # type: ignore[arg-type]
    assert paicha("unit", "close", "bakery").code == 1


def test_a_file_that_cannot_be_read_changes_nothing(house: House, tmp_path: Path, paicha: Call) -> None:
    rows = random_rows(Random(1), 5)
    file, how = write(tmp_path, rows), mapping(tmp_path)
    paicha("setup")
    before = head()
    file.write_text(file.read_text().replace("Shop", '"Shop', 1))
    done = paicha("import", "inspections", file, "--mapping", how)
    assert (done.code, done.out) == (1, "")
    assert "quote" in done.err
    assert head() == before


def test_the_summary_names_the_rejects_file(house: House, tmp_path: Path, paicha: Call) -> None:
    rows = random_rows(Random(1), 5)
    rows[0] |= {"date": "2020-02-31"}
    done = paicha("import", "inspections", write(tmp_path, rows), "--mapping", mapping(tmp_path))
    assert done.code == 0
    (rejects,) = (house.home / "rejects").iterdir()
    assert str(rejects) in done.out
    assert done.out.splitlines()[0].split() == ["rows", "read", "5"]


def test_a_ledger_that_does_not_match_is_told_by_check(sqlite_house: House, tmp_path: Path, paicha: Call) -> None:
    take_in(tmp_path, random_rows(Random(1), 20))
    execute("UPDATE orgs_unit SET name = 'Another' WHERE code = '1'")
    done = paicha("check")
    assert (done.code, done.err) == (1, "")
    number = "".join(filter(str.isdigit, done.out.splitlines()[0]))
    assert done.out == f"A record is not what its last entry says: orgs_unit {number}\n1 differences.\n"
    told = paicha("check", "--json")
    assert told.code == 1
    assert '"what": "record_altered"' in told.out
