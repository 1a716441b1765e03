"""The pages of scheduled work."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from paicha.exchange import jobs as exchange_jobs
from paicha.jobs import schedule
from paicha.jobs.recurrence import Daily, Occurrence
from paicha.jobs.schedule import Progress, scheduled, task_named
from paicha.jobs.scheduled_runs import RUNS
from paicha.kernel.clock import frozen
from paicha.kernel.problems import Problem
from paicha.ledger.appending import head
from paicha.orgs.actions.people import give_post
from paicha.orgs.models import Person
from paicha.orgs.scopes import line_named
from paicha.testing.cast import Cast
from paicha.testing.jobs import work_until_idle
from paicha.testing.visitor import counted, visitor

RECIPE = Path(__file__).parents[3] / "docs" / "how-to" / "add-scheduled-work.md"
NOON = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)  # in Shanghai
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def restored(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test schedules is gone after it."""
    monkeypatch.setattr(schedule, "_tasks", dict(schedule._tasks))


def speaking(by: Person, language: str) -> Person:
    Person.objects.filter(pk=by.pk).update(language=language)
    by.refresh_from_db()
    return by


def shown(people: Cast, address: str = "/schedule", language: str = "en") -> str:
    """The page's text as an administrator of everything reads it, without its mark-up's spaces."""
    answer = visitor(speaking(people.terminal, language)).get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_it_says_what_is_due_and_how_it_went(people: Cast) -> None:
    with frozen(NOON):
        page = shown(people)
        assert "Remove files that are no longer kept" in page and "every hour at minute 10" in page
        assert "never" in page and "due now" in page and "Asia/Shanghai" in page
        work_until_idle()
        page = shown(people)
    assert "never" not in page and "due now" not in page
    assert "done" in page and "10 Mar 2026, 12:00 · under 1 s" in page and "10 Mar 2026, 12:10" in page


def test_it_is_said_in_chinese(people: Cast) -> None:
    with frozen(NOON):
        work_until_idle()
        pages = shown(people, language="zh-hans"), shown(people, "/schedule/tidy", "zh-hans")
    for page in pages:
        assert "清除已过保存期的文件" in page and "每小时第10分" in page and "错过的只补做最近一次" in page


def refusing(_occurrence: Occurrence, _progress: Progress) -> None:
    raise Problem("file_unwritable", path="there", reason="it is full")


def test_a_problem_is_shown_with_its_mend_in_the_language_of_the_reader(people: Cast) -> None:
    scheduled("refusing", "Refusing", Daily(8), refusing, catch_up="each")
    with frozen(NOON):
        work_until_idle()
    problem = Problem("file_unwritable", path="there", reason="it is full")
    page = shown(people, "/schedule/refusing")
    assert "failed" in page and problem.sentence in page and problem.mend in page
    assert "failed" in shown(people)
    assert problem.sentence not in shown(people, "/schedule/refusing", "zh-hans")
    RUNS.filter(task="refusing").update(problem={"code": "of-old", "words": {}}, attempts=3)
    page = shown(people, "/schedule/refusing")
    assert "of-old" in page and "attempt 3" in page


def fill(number: int, do: Callable[[Occurrence, Progress], None] = lambda _occurrence, _progress: None) -> None:
    """Days of a task that were missed and made up."""
    scheduled("daily", "Daily", Daily(8), do, catch_up="each")
    for at in (NOON, NOON + (number - 1) * DAY):
        with frozen(at):
            work_until_idle()


def test_runs_are_shown_page_by_page_the_latest_first(people: Cast) -> None:
    fill(53)
    first = shown(people, "/schedule/daily")
    assert first.count("pc-state-green") == 50 and "1 May 2026, 08:00" in first and "10 Mar 2026" not in first
    cursor = first.partition("cursor=")[2].partition('"')[0]
    second = shown(people, f"/schedule/daily?cursor={cursor}")
    assert second.count("pc-state-green") == 3 and "10 Mar 2026, 08:00" in second and "Previous" in second


def test_pages_ask_as_much_of_the_database_for_few_runs_as_for_many(people: Cast) -> None:
    client = visitor(people.terminal)
    fill(2)
    for address in ("/schedule", "/schedule/daily"):
        numbers = []
        for until in (NOON + 2 * DAY, NOON + 9 * DAY):
            with frozen(until):
                work_until_idle()
                client.get(address)
                with counted() as queries:
                    assert client.get(address).status_code == 200
            numbers.append(len(queries))
        assert numbers[0] == numbers[1] <= 20, queries


def test_it_is_for_those_who_look_after_the_whole_installation(people: Cast) -> None:
    local = people.head
    give_post(people.terminal, person=local, role="administrator", line=line_named(None), unit=people.north)
    for address in ("/schedule", "/schedule/tidy"):
        assert visitor(local).get(address).status_code == 403
    assert 'href="/schedule"' not in visitor(local).get("/jobs").content.decode()
    assert 'href="/schedule"' in visitor(people.terminal).get("/jobs").content.decode()


def test_an_unknown_task_is_absent(people: Cast) -> None:
    assert visitor(people.terminal).get("/schedule/weekly").status_code == 404


def test_a_task_that_has_not_run_yet(people: Cast) -> None:
    assert "No runs yet" in shown(people, "/schedule/tidy")


def test_the_recipe_makes_work_that_is_shown_and_done(people: Cast) -> None:
    """What the recipe adds to the file that it names runs there, and follows from there by itself."""
    recipe = RECIPE.read_text(encoding="utf-8")
    assert "`paicha/exchange/jobs.py`" in recipe
    lines = recipe.partition("`paicha/exchange/jobs.py`:\n")[2].partition("\nLook at it")[0].splitlines()
    code = compile("\n".join(line[4:] for line in lines), "paicha/exchange/jobs.py", "exec")
    exec(code, dict(vars(exchange_jobs)))  # noqa: S102  it is ours
    assert task_named("sign").recurrence == Daily(23, 30)
    with frozen(NOON):
        assert "Sign the ledger" in shown(people) and "every day at 23:30" in shown(people)
        before = head()
        work_until_idle()
        assert "9 Mar 2026, 23:30" in shown(people, "/schedule/sign") and "done" in shown(people, "/schedule/sign")
    assert head() == before
