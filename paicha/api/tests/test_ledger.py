"""The ledger: entries as far as the caller reads it, and the newest signed statement."""

from paicha.api.tests.calling import Program, problem
from paicha.ledger.appending import head
from paicha.ledger.checkpoints import checkpoint, root_at, stated
from paicha.orgs.actions.people import give_post
from paicha.orgs.actions.units import rename_unit
from paicha.testing.busy import OUTSIDE, Busy
from paicha.testing.visitor import counted


def test_entries_the_newest_first(busy: Busy) -> None:
    program = Program(busy.cast.terminal)
    positions: list[int] = []
    address: str | None = "/ledger?limit=10"
    while address:
        page = program.read(address)
        positions += [each["position"] for each in page["items"]]
        address = page["next"]
    assert positions == list(range(head(), 0, -1))


def test_entries_of_a_kind_and_about_a_record(busy: Busy) -> None:
    program = Program(busy.cast.terminal)
    kinds = {each["kind"] for each in program.read("/ledger?kind=orgs.unit_opened&limit=500")["items"]}
    assert kinds == {"orgs.unit_opened"}
    about = program.read(f"/ledger?subject=unit&number={busy.cast.bakery.pk}")["items"]
    assert about and all("bakery" in each["sentence"] or each["subject"] != "unit" for each in about)
    problem(program.get("/ledger?kind=nothing"), 400, "list_value_invalid")
    problem(program.get("/ledger?subject=unit&number=999999"), 404, "absent")


def test_one_entry_is_whole_and_fits(busy: Busy) -> None:
    said = Program(busy.cast.terminal).read("/ledger/1")
    assert said["fits"] and said["whole"] and len(said["leaf"]) == 64
    assert said["checkpoint"] >= 1
    problem(Program(busy.cast.terminal).get("/ledger/999999"), 404, "absent")


def test_who_has_no_post_for_it_sees_none(busy: Busy) -> None:
    problem(Program(busy.cast.head).get("/ledger"), 403, "not_allowed")
    problem(Program(busy.cast.head).get("/ledger/1"), 403, "not_allowed")


def test_who_sees_a_part_is_told_of_that_part(busy: Busy) -> None:
    give_post(
        busy.cast.terminal, person=busy.cast.liaison, role="coordinator", line=busy.cast.territory, unit=busy.cast.north
    )
    program = Program(busy.cast.liaison)
    items = program.read("/ledger?limit=500")["items"]
    assert 0 < len(items) < head()
    assert not all(each["whole"] for each in items)
    assert all(each["leaf"] is None for each in items if not each["whole"])
    texts = [program.get("/ledger?limit=500").content.decode()]
    texts += [program.get(f"/ledger/{each['position']}").content.decode() for each in items]
    assert [word for text in texts for word in OUTSIDE if word in text] == []
    hidden = next(position for position in range(1, head()) if position not in {each["position"] for each in items})
    absent = problem(program.get(f"/ledger/{hidden}"), 404, "absent")
    assert absent["detail"] == f"There is no entry {hidden}."


def test_the_newest_statement(busy: Busy) -> None:
    program = Program(busy.cast.head)
    made = checkpoint()
    said = program.read("/checkpoint")
    assert (made.size, said["root"]) == (said["size"], root_at(made.size).hex())
    assert stated(said["note"]) == (made.size, root_at(made.size))


def test_a_page_asks_as_much_for_few_entries_as_for_many(busy: Busy) -> None:
    program = Program(busy.cast.terminal)
    counts = []
    for _twice in range(2):
        with counted() as queries:
            program.read("/ledger?limit=500")
        counts.append(len(queries))
        for number in range(30):
            rename_unit(busy.cast.terminal, unit=busy.cast.bakery, name=f"Bakery {number}")
    assert counts[0] == counts[1] <= 30, queries
