"""Importing a file: once, again, changed, in another order, and while another import is under way."""

import csv
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from paicha.exchange.exclusive import one_import
from paicha.exchange.importing import import_inspections
from paicha.exchange.tests.town import entries, mapping, random_rows, state, take_in, write
from paicha.inspections.models import Inspection
from paicha.kernel.problems import Problem
from paicha.ledger.appending import head
from paicha.ledger.checking import check
from paicha.ledger.checkpoints import stated
from paicha.ledger.models import Checkpoint
from paicha.orgs.actions.people import terminal
from paicha.orgs.models import Line, Unit
from paicha.testing.cast import cast
from paicha.testing.house import House

KINDS = ["counts", "text"]
ROWS = random_rows(Random(7), 60)


def test_the_summary_counts_what_was_done(house: House, tmp_path: Path) -> None:
    rows = random_rows(Random(1), 30)
    rows[0] |= {"date": "2020-02-31"}
    rows[1] |= {"id": rows[2]["id"]}
    summary = take_in(tmp_path, rows)
    said = summary.as_json()
    assert list(said) == ["rows", "inspections", "units", "findings", "rejected", "unplaced_units", "position"]
    assert list(said["inspections"]) == ["added", "unchanged", "editions", "not_held"]
    assert list(said["findings"]) == ["added", "merged", "closed_verified", "closed_inferred", "reopened"]
    assert (said["rows"], said["rejected"]) == (30, 2)
    assert said["inspections"]["added"] == Inspection.objects.count() == 28
    assert said["inspections"]["not_held"] == Inspection.objects.filter(held=False).count()
    assert said["units"] == {"added": Unit.objects.filter(inspected=True).count(), "changed": 0}
    assert said["position"] == head()


def test_rejected_rows_are_handed_back_and_can_be_mended(house: House, tmp_path: Path) -> None:
    rows = random_rows(Random(1), 12)
    rows[3] |= {"date": "2020-02-31"}
    rejects = take_in(tmp_path, rows).rejects
    assert rejects is not None
    assert rejects.is_relative_to(house.home / "rejects")
    with rejects.open(encoding="utf-8-sig") as file:
        (row,) = csv.DictReader(file)
    assert (row["reject_line"], row["reject_column"], row["id"]) == ("5", "date", "A3")
    rejects.write_text(rejects.read_text(encoding="utf-8-sig").replace("2020-02-31", "2020-02-29"), encoding="utf-8")
    mended = import_inspections(terminal(), rejects, mapping(tmp_path))
    assert (mended.added, mended.rejected, mended.rejects) == (1, 0, None)


def test_without_rejects_there_is_no_file(house: House, tmp_path: Path) -> None:
    assert take_in(tmp_path, ROWS).rejects is None
    assert list((house.home / "rejects").iterdir()) == []
    assert list((house.home / "scratch").iterdir()) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_second_time_nothing_changes(kind: str, house: House, tmp_path: Path) -> None:
    take_in(tmp_path, ROWS, kind)
    before, position, checkpoints = state(), head(), Checkpoint.objects.count()
    again = take_in(tmp_path, ROWS, kind)
    assert (again.added, again.editions, again.unchanged, again.rows) == (0, 0, 60, 60)
    assert (again.units_added, again.units_changed, sum(again.findings.values())) == (set(), set(), 0)
    assert again.position == head() == position
    assert (state(), Checkpoint.objects.count()) == (before, checkpoints)


@pytest.mark.parametrize("kind", KINDS)
def test_the_order_of_the_file_does_not_matter(
    kind: str, house: House, tmp_path: Path, another_house: Callable[[], House]
) -> None:
    take_in(tmp_path, ROWS, kind)
    expected, told = state(), entries()
    with another_house().entered():
        take_in(tmp_path, Random(2).sample(ROWS, len(ROWS)), kind)
        assert state() == expected
        assert [kind for kind, _ in entries()] == [kind for kind, _ in told]


def test_several_files_give_the_findings_that_one_gives(
    house: House, tmp_path: Path, another_house: Callable[[], House]
) -> None:
    """Whatever comes later in time or only later to us."""
    take_in(tmp_path, ROWS)
    expected = state()
    with another_house().entered():
        for part in (ROWS[40:], ROWS[:20], ROWS[20:40]):
            take_in(tmp_path, part)
        found = state()
        assert found["inspections"] == expected["inspections"]
        for name in ("state", "closed_on", "deadline", "listings", "merges", "reopenings", "repeat"):
            assert {key: one[0][name] for key, one in found["findings"].items()} == {
                key: one[0][name] for key, one in expected["findings"].items()
            }
        assert list(check()) == []


def test_the_records_end_with_a_checkpoint_and_match_their_entries(house: House, tmp_path: Path) -> None:
    take_in(tmp_path, ROWS)
    newest = Checkpoint.objects.order_by("-size")[0]
    statement = stated(newest.note)
    assert statement is not None
    assert statement[0] == newest.size == head()
    assert list(check()) == []


def test_entries_name_the_file_and_its_hash(house: House, tmp_path: Path) -> None:
    take_in(tmp_path, ROWS)
    kind, words = entries()[-1]
    assert kind == "exchange.batch_imported"
    assert (words["file"], words["source"], len(words["sha256"])) == ("town.csv", "town", 64)
    assert (tmp_path / "town.csv").exists()


def test_changed_rows_become_later_editions(house: House, tmp_path: Path, another_house: Callable[[], House]) -> None:
    earlier, later = ([dict(row) for row in ROWS] for _ in range(2))
    for number, before, after in (
        (0, {"text": "", "result": "Pass"}, {"text": "a: Item a (new)[grave]", "result": "Fail"}),
        (1, {"no": "4"}, {"no": "5"}),
        (2, {"date": "2020-01-05"}, {"date": "2020-01-20"}),
        (3, {"result": "Fail"}, {"result": "Closed"}),
    ):
        earlier[number] |= before
        later[number] |= after
    take_in(tmp_path, earlier)
    summary = take_in(tmp_path, later)
    assert (summary.editions, summary.added, summary.unchanged) == (4, 0, 56)
    found = state()
    assert {one[2] for one in found["inspections"].values()} == {1, 2}
    assert list(check()) == []
    with another_house().entered():
        take_in(tmp_path, later)
        fresh = state()
    standing = {key: one[0] for key, one in found["findings"].items() if one[0]["state"] != "withdrawn"}
    assert standing == {key: one[0] for key, one in fresh["findings"].items()}


def test_two_sources_stand_beside_each_other(house: House, tmp_path: Path) -> None:
    take_in(tmp_path, ROWS)
    other = mapping(tmp_path).read_text().replace('source = "town"', 'source = "other"')
    (tmp_path / "other.toml").write_text(other)
    summary = import_inspections(terminal(), tmp_path / "town.csv", tmp_path / "other.toml")
    assert (summary.added, len(summary.units_added)) == (60, 0)
    assert Inspection.objects.count() == 120


def test_while_another_import_is_under_way_nothing_is_imported(house: House, tmp_path: Path) -> None:
    with one_import(), pytest.raises(Problem) as caught:
        take_in(tmp_path, ROWS)
    assert (caught.value.code, caught.value.exit) == ("import_running", 1)
    assert Inspection.objects.count() == 0
    assert take_in(tmp_path, ROWS).added == 60


def test_an_import_started_beside_another_is_refused_at_the_terminal(house: House, tmp_path: Path) -> None:
    file, how = write(tmp_path, ROWS), mapping(tmp_path)
    terminal()
    with one_import():
        refused = house.run("import", "inspections", file, "--mapping", how)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "Another import is under way" in refused.stderr
    assert house.run("import", "inspections", file, "--mapping", how).returncode == 0


def test_installations_import_beside_each_other(
    house: House, tmp_path: Path, another_house: Callable[[], House]
) -> None:
    with one_import(), another_house().entered():
        assert take_in(tmp_path, ROWS).added == 60


def test_only_who_may_everywhere_imports(house: House, tmp_path: Path) -> None:
    people = cast()
    with pytest.raises(Problem) as caught:
        import_inspections(people.coordinator, write(tmp_path, ROWS), mapping(tmp_path))
    assert caught.value.code == "not_allowed"
    assert Inspection.objects.count() == 0


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (('scale = "general-major"', 'scale = "no-such-scale"'), "value_invalid"),
        (('code = "territorial"', 'code = "second-territory"'), "already_there"),
        (('code = "territorial"\nkind = "territorial"', 'code = "food"\nkind = "territorial"'), "already_there"),
        (('code = "territorial"\nkind = "territorial"', 'code = "territorial"\nkind = "sectoral"'), "already_there"),
    ],
)
def test_a_mapping_that_does_not_fit_the_installation_changes_nothing(
    wrong: tuple[str, str], code: str, house: House, tmp_path: Path
) -> None:
    cast()
    before = head()
    how = mapping(tmp_path, "counts")
    how.write_text(how.read_text().replace(*wrong))
    with pytest.raises(Problem) as caught:
        import_inspections(terminal(), write(tmp_path, ROWS), how)
    assert caught.value.code == code
    assert head() == before


def test_a_scale_that_nobody_knows_is_noticed_before_lines_are_drawn(house: House, tmp_path: Path) -> None:
    how = mapping(tmp_path, "counts")
    how.write_text(how.read_text().replace('scale = "general-major"', 'scale = "no-such-scale"'))
    with pytest.raises(Problem) as caught:
        import_inspections(terminal(), write(tmp_path, ROWS), how)
    assert caught.value.code == "value_invalid"
    assert Line.objects.count() == 0


def test_what_is_older_than_known_only_moves_the_opening_back(house: House, tmp_path: Path) -> None:
    newer = random_rows(Random(1), 1)[0] | {
        "date": "2020-03-01",
        "result": "Pass",
        "name": "New",
        "ward": "2",
        "block": "",
    }
    older = newer | {"id": "B1", "date": "2019-03-01", "name": "Old", "ward": "1"}
    take_in(tmp_path, [newer])
    summary = take_in(tmp_path, [older])
    unit = Unit.objects.get(inspected=True)
    assert (unit.name, str(unit.opened_on), len(summary.units_changed)) == ("New", "2019-03-01", 1)
    assert state()["places"]["territorial", unit.code] == ["town", "town/ward-2", unit.code]


def test_an_attempt_opens_nothing(house: House, tmp_path: Path) -> None:
    take_in(tmp_path, [random_rows(Random(1), 1)[0] | {"result": "Closed"}])
    assert Unit.objects.get(inspected=True).opened_on is None
