"""What a caller has already is not sent again, until something happened, the day changed or their rights did."""

from datetime import timedelta

import pytest

from paicha.api.tests.calling import Program
from paicha.kernel.clock import frozen, now
from paicha.orgs.actions.people import end_post, give_post
from paicha.orgs.actions.units import rename_unit
from paicha.testing.busy import Busy
from paicha.testing.visitor import counted

PATHS = ["/findings?state=open", "/units", "/figures/findings_total?by=severity", "/lists"]


@pytest.mark.parametrize("path", PATHS)
def test_the_same_again_is_not_sent(busy: Busy, path: str) -> None:
    program = Program(busy.cast.head)
    first = program.get(path)
    tag = first.headers["ETag"]
    assert tag.startswith('W/"') and first.headers["Cache-Control"] == "private, no-cache"
    assert {"Authorization", "Accept-Language"} <= set(first.headers["Vary"].split(", "))
    with counted() as queries:
        again = program.get(path, **{"If-None-Match": f'"other", {tag}'})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    assert len(queries) == 2  # whose token it is, and the position
    assert program.get(path, **{"If-None-Match": '"other"'}).status_code == 200


def test_what_happened_since_is_sent(busy: Busy) -> None:
    program = Program(busy.cast.head)
    tag = program.get("/units").headers["ETag"]
    rename_unit(busy.cast.terminal, unit=busy.cast.bakery, name="The Old Bakery")
    again = program.get("/units", **{"If-None-Match": tag})
    assert again.status_code == 200 and "The Old Bakery" in again.content.decode()


def test_rights_that_changed_count(busy: Busy) -> None:
    program = Program(busy.cast.outsider)
    tag = program.get("/units").headers["ETag"]
    post = give_post(
        busy.cast.terminal, person=busy.cast.outsider, role="head", line=busy.cast.territory, unit=busy.cast.north
    )
    wider = program.get("/units", **{"If-None-Match": tag})
    assert wider.status_code == 200 and "Bakery" in wider.content.decode()
    end_post(busy.cast.terminal, post=post)
    narrower = program.get("/units", **{"If-None-Match": wider.headers["ETag"]})
    assert narrower.status_code == 200 and "Bakery" not in narrower.content.decode()


def test_another_day_person_language_or_question_is_another_answer(busy: Busy) -> None:
    program = Program(busy.cast.head)
    with frozen(now()):
        tag = program.get("/findings").headers["ETag"]
    with frozen(now() + timedelta(days=1)):
        assert program.get("/findings").headers["ETag"] != tag
    assert program.get("/findings?limit=3").headers["ETag"] != tag
    assert program.get("/findings", **{"Accept-Language": "zh"}).headers["ETag"] != tag
    assert Program(busy.cast.liaison).get("/findings").headers["ETag"] != tag


def test_jobs_are_always_sent(busy: Busy) -> None:
    assert "ETag" not in Program(busy.cast.head).get("/jobs").headers
