"""Importing in the browser: upload, look, change the mapping, confirm, watch, read what it did."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from paicha.checklists.actions import publish_own_scale
from paicha.checklists.scales import GradeData
from paicha.exchange.exclusive import one_import
from paicha.exchange.jobs_import import run_import
from paicha.exchange.uploads import MOST_KEPT, uploads_of
from paicha.findings.models import Finding
from paicha.inspections.models import Inspection
from paicha.jobs.actions import ask_for, cancel
from paicha.jobs.files import folder_of
from paicha.jobs.kinds import Cancelled, Work
from paicha.jobs.models import Job
from paicha.jobs.tidying import tidy
from paicha.kernel.clock import frozen, now
from paicha.kernel.home import room
from paicha.kernel.problems import Problem
from paicha.ledger.appending import head
from paicha.ledger.checking import check
from paicha.ledger.queries import newest_checkpoint
from paicha.orgs.actions.people import add_person, give_post
from paicha.orgs.models import Post
from paicha.orgs.tests.telling import refused
from paicha.testing.cast import Cast
from paicha.testing.jobs import run_all
from paicha.testing.visitor import counted, visitor
from paicha.web.tests.importing import MAPPING, asked, rows, table, uploaded
from paicha.web.tests.reading import english, text_of


def test_a_file_is_looked_at_imported_and_summed_up(people: Cast) -> None:
    client = english(people.terminal)
    before = head()
    where = uploaded(client, [*rows(8), *rows(1, id="X", date="soon")])
    page = client.get(where)
    said = text_of(page)
    for word in (
        "Shop 3",
        "Ward 3 › 12",
        "2 general",
        "Import 8 rows",
        "1 of 9",
        "is not a date that exists",
        "passed",
    ):
        assert word in said
    assert head() == before, "looking writes nothing"
    assert Inspection.objects.count() == 0

    done = asked(client, where)
    assert done.status_code == 302
    waiting = client.get(done["Location"])
    assert 'hx-trigger="every 1s"' in text_of(waiting)
    (job,) = run_all()
    assert job.state == Job.State.DONE, job.problem
    assert Inspection.objects.count() == 8
    told = text_of(client.get(done["Location"]))
    for word in ("inspections added", ">8<", "rows rejected", "rejects-town.csv"):
        assert word in told
    rejects: Any = client.get(f"/jobs/{job.uid}/files/0")
    assert b"".join(rejects.streaming_content).decode("utf-8-sig").startswith("reject_line,reject_column,reject_reason")
    assert rejects["Content-Disposition"].startswith("attachment")
    assert client.get(where)["Location"] == done["Location"], "an upload leads to its import"
    assert list(check()) == []


def test_the_same_file_again_is_shown_as_there_already_and_changes_nothing(people: Cast) -> None:
    client = english(people.terminal)
    asked(client, uploaded(client, rows(5)))
    run_all()
    where = uploaded(client, rows(5))
    assert text_of(client.get(where)).count("there already") == 5
    asked(client, where)
    (job,) = run_all()
    assert job.result["summary"]["inspections"]["unchanged"] == 5
    assert Inspection.objects.count() == 5


def test_a_mapping_is_changed_looked_at_again_and_kept(people: Cast) -> None:
    client = english(people.terminal)
    where = uploaded(client, rows(3), MAPPING.replace('"Pass"', '"Passed"'))
    assert "The nearest is “Passed”" in text_of(client.get(where))
    broken = client.post(where, {"step": "preview", "mapping": 'source = "half'})
    assert broken.status_code == 422
    assert 'source = "half' in text_of(client.get(where)), "what was typed is there on the next visit"
    unconfirmed = client.post(where, {"step": "confirm", "mapping": 'source = "half'})
    assert unconfirmed.status_code == 422
    assert Job.objects.count() == 0
    page = client.post(where, {"step": "preview", "mapping": MAPPING.replace("\n", "\r\n")})
    assert page.status_code == 200
    assert "Import 3 rows" in text_of(page)


def test_a_mapping_that_was_used_is_offered_again(people: Cast) -> None:
    client = english(people.terminal)
    asked(client, uploaded(client, rows(2)))
    page = text_of(client.get("/imports/new"))
    assert "Town (town)" in page
    assert "(chicago-food) · example" in page
    key = page.partition('<option value="')[2].split('<option value="')[1].partition('"')[0]
    answer = client.post("/imports/new", {"file": table(rows(2)), "mapping": key})
    assert "Import 2 rows" in text_of(client.get(answer["Location"]))


def test_without_a_mapping_one_is_begun_from_the_columns(people: Cast) -> None:
    client = english(people.terminal)
    answer = client.post("/imports/new", {"file": table(rows(2))})
    page = text_of(client.get(answer["Location"]))
    assert 'id = "id"' in page
    assert 'date = "date"' in page
    assert "#   general" in page


def test_a_mapping_that_does_not_fit_here_is_told_before_anything_is_made(people: Cast) -> None:
    client = english(people.terminal)
    for wrong, said in (
        (MAPPING.replace('scale = "general-major"', 'scale = "nowhere"'), "cannot be nowhere"),
        (MAPPING.replace("{ general =", "{ gravest ="), "is “gravest”, which is not known"),
        (MAPPING.replace('code = "territorial"\nkind', 'code = "second"\nkind'), "already a territorial line"),
        (MAPPING.replace('id = "id"', 'id = "no-such-column"'), "no-such-column"),
    ):
        assert said in text_of(client.get(uploaded(client, rows(1), wrong)))


def test_a_scale_that_was_published_here_can_be_named(people: Cast) -> None:
    grades = [GradeData("grave", "严重", "grave", "red", 7, "plain", True)]
    publish_own_scale(people.terminal, code="ours", name_zh="我们的", name_en="Ours", grades=grades)
    client = english(people.terminal)
    own = MAPPING.replace('"general-major"', '"ours"')
    assert "which is not known. The nearest is “grave”" in text_of(client.get(uploaded(client, rows(1), own)))
    asked(client, uploaded(client, rows(3), re.sub(r"columns = \{.*\}", 'columns = { grave = "general" }', own)))
    run_all()
    assert set(Finding.objects.values_list("grade__code", flat=True)) == {"grave"}


def test_a_file_that_waits_for_its_import_is_not_among_those_that_go(people: Cast) -> None:
    client = english(people.terminal)
    first = uploaded(client, rows(2))
    asked(client, first)
    second = uploaded(client, rows(1))
    for _ in range(MOST_KEPT):
        uploaded(client, rows(1))
    assert len(uploads_of(people.terminal)) == MOST_KEPT + 1
    assert client.get(second).status_code == 404
    (job,) = run_all()
    assert job.state == Job.State.DONE, job.problem


def test_only_who_reaches_everywhere_imports_and_others_are_told_why(people: Cast) -> None:
    city = add_person(people.terminal, username="adm", name="Adm", language="en")
    give_post(people.terminal, person=city, role="administrator", line=people.territory, unit=people.city)
    for person in (city, people.coordinator, people.head):
        client = english(person)
        for page in (
            client.get("/imports"),
            client.get("/imports/new"),
            client.post("/imports/new", {"file": table(rows(1))}),
            client.get(f"/imports/{uuid4()}"),
        ):
            assert page.status_code == 403
            assert "Importing needs a post as administrator of the whole installation" in text_of(page)
        with refused("import_everywhere"):
            ask_for(person, kind="import", arguments={"upload": str(uuid4())})
    assert not list(room("uploads").iterdir())


def test_another_persons_upload_is_absent(people: Cast) -> None:
    where = uploaded(english(people.terminal), rows(1))
    other = add_person(people.terminal, username="chief", name="Chief", language="en")
    Post.objects.create(person=other, role="administrator")
    page = visitor(other).get(where)
    assert page.status_code == 404
    assert "town.csv" not in text_of(page)
    assert "town.csv" not in text_of(visitor(other).get("/imports"))
    with pytest.raises(Problem, match=r"There is no|没有"):
        ask_for(other, kind="import", arguments={"upload": where.rpartition("/")[2]})


@pytest.mark.parametrize("address", [f"/imports/{UUID(int=1)}", "/imports/not-a-uuid", "/imports/new/x"])
def test_what_is_not_there_is_absent(address: str, people: Cast) -> None:
    assert english(people.terminal).get(address).status_code == 404


def test_an_upload_can_be_removed_and_is_after_seven_days(people: Cast) -> None:
    client = english(people.terminal)
    where = uploaded(client, rows(1))
    assert client.post(where, {"step": "forget"})["Location"] == "/imports"
    assert client.get(where).status_code == 404
    uploaded(client, rows(1))
    with frozen(now() + timedelta(days=7, seconds=-60)):
        tidy()
    assert len(uploads_of(people.terminal)) == 1
    with frozen(now() + timedelta(days=7, seconds=60)):
        tidy()
    assert uploads_of(people.terminal) == []


def test_an_import_waits_for_another_to_end(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("paicha.exchange.jobs_import.PAUSE", 0.0)
    client, said = english(people.terminal), []
    asked(client, uploaded(client, rows(3)))
    job, other = Job.objects.get(), one_import()
    other.__enter__()

    def told(what: str, part: float) -> None:
        said.append(what)
        if len(said) == 2:
            other.__exit__(None, None, None)

    run_import(Work(people.terminal, job.arguments, folder_of(job.uid), told))
    assert Inspection.objects.count() == 3
    assert said[0] == said[1] != said[2]


def test_a_cancelled_import_keeps_whole_batches_and_goes_on_later(people: Cast) -> None:
    client = english(people.terminal)
    asked(client, uploaded(client, rows(1_200)))
    job = Job.objects.get()

    def told(what: str, part: float) -> None:
        if part > 0.3:
            raise Cancelled

    with pytest.raises(Cancelled):
        run_import(Work(people.terminal, job.arguments, folder_of(job.uid), told))
    assert Inspection.objects.count() == 500
    assert newest_checkpoint().size == head(), "what came in is stated"  # type: ignore[union-attr]
    (ended,) = run_all()
    assert ended.state == Job.State.DONE, ended.problem
    assert Inspection.objects.count() == 1_200
    assert ended.result["summary"]["inspections"] == {"added": 700, "unchanged": 500, "editions": 0, "not_held": 0}
    assert list(check()) == []


def test_an_import_that_waits_is_cancelled_and_changes_nothing(people: Cast) -> None:
    client = english(people.terminal)
    where = asked(client, uploaded(client, rows(3)))["Location"]
    cancel(people.terminal, job=Job.objects.get())
    assert run_all() == [] or Inspection.objects.count() == 0
    assert "nothing is half done" in text_of(client.get(where))
    assert Inspection.objects.count() == 0


def test_the_pages_ask_few_queries_however_many_imports_there_are(people: Cast) -> None:
    client = english(people.terminal)
    numbers = []
    for _ in range(2):
        uploaded(client, rows(2))
        asked(client, uploaded(client, rows(2)))
        run_all()
        client.get("/imports")
        with counted() as queries:
            client.get("/imports")
        numbers.append(len(queries))
    assert numbers[0] == numbers[1] <= 25


def test_a_file_lies_under_its_name_and_only_for_this_user(people: Cast) -> None:
    where = uploaded(english(people.terminal), rows(1), name="../../etc/检查 表.csv")
    upload = uploads_of(people.terminal)[0]
    assert upload.name == "检查 表.csv"
    assert upload.file.parent.parent.parent == room("uploads")
    assert oct(room("uploads").stat().st_mode)[-3:] == "700"
    assert "检查 表.csv" in text_of(english(people.terminal).get(where))
    assert str(room("uploads")) not in text_of(english(people.terminal).get(where))
