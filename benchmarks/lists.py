"""How fast are lists and search, among 100,000 units, 1,000,000 findings and 1,000,000 inspections?

Pages as the web asks for them, first, deep (behind nine tenths of the rows), filtered and searched, for people who
reach a shop, a street of 250 units, a district of 5,000, a trade's own records, and everything; looking up the posts is
part of it. The baseline is the same page through Django's own paging, with an offset and a count, on the same rows.
"""

import random
import statistics
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from django.core.paginator import Paginator
from django.db import connection
from installations import site
from measuring import Sample, options, sample, seconds, show
from scope import posted
from synthetic import DISTRICT, KEEP, SHOP, STREET, TRADE, large

from paicha.kernel.scope import Range
from paicha.ledger.writing import settle
from paicha.listing.declared import listing_named
from paicha.listing.keyset import page_of
from paicha.listing.questions import Question, asked
from paicha.orgs.actions.people import terminal
from paicha.orgs.models import Person, Unit
from paicha.orgs.searching import CHUNK, write
from paicha.web.place import place_named

POSTS = {
    "a shop": [("territorial", SHOP)],
    "a street, 250 units": [("territorial", STREET)],
    "a district, 5,000 units": [("territorial", DISTRICT)],
    "a trade's own": [("trade", TRADE)],
    "the city, 100,000 units": [("territorial", 1)],
}
QUESTIONS: dict[str, tuple[str, dict[str, list[str]]]] = {
    "findings": ("findings", {}),
    "findings by deadline": ("findings", {"sort": ["deadline"]}),
    "findings, open": ("findings", {"state": ["open"]}),
    "findings, open and reported, by deadline": ("findings", {"state": ["open", "reported"], "sort": ["deadline"]}),
    "findings, overdue and major": ("findings", {"overdue": ["1"], "severity": ["major"]}),
    "findings, withdrawn (none)": ("findings", {"state": ["withdrawn"]}),
    "findings, found again": ("findings", {"repeat": ["1"]}),
    "findings, one item of 200": ("findings", {"item": ["round/i7"]}),
    "findings, open, one item, oldest first": (
        "findings",
        {"item": ["round/i7"], "state": ["open"], "sort": ["raised"]},
    ),
    "findings of a month": ("findings", {"raised_from": ["2022-03-01"], "raised_to": ["2022-03-31"]}),
    "findings, by words of the unit": ("findings", {"text": ["文昌路小学"]}),
    "inspections": ("inspections", {}),
    "inspections, failed": ("inspections", {"failed": ["1"]}),
    "inspections, not held": ("inspections", {"held": ["0"]}),
    "inspections, by number": ("inspections", {"text": ["S123456"]}),
    "units": ("units", {}),
    "units by name": ("units", {"sort": ["name"]}),
    "units, longest not inspected": ("units", {"sort": ["latest"], "inspected": ["1"]}),
    "units, not inspected since": ("units", {"not_since": ["2022-01-01"]}),
    "units, search by two characters": ("units", {"text": ["文昌"]}),
    "units, search by one character": ("units", {"text": ["小"]}),
    "units, search by a code's beginning": ("units", {"text": ["u4512"]}),
    "units, search that finds nothing": ("units", {"text": ["文山路"]}),
}
ROADS = [first + second for first in "文新东南西北中山河江" for second in "昌华安宁兴平桥门湖关"]
TRADES = ("小学", "中学", "幼儿园", "餐馆", "超市", "药店", "商务楼", "敬老院", "加油站", "机械厂")


def furnish() -> None:
    """Give the synthetic organisation Chinese names with their words, positions, and an inspection for each finding."""
    chance = random.Random(4)
    names = [
        (pk, f"{chance.choice(ROADS)}路{chance.choice(TRADES)}{chance.randrange(1, 400)}", code)
        for pk, code in Unit.objects.order_by("pk").values_list("pk", "code")
    ]
    spots = random.Random(5)  # in a city of some forty kilometres
    changes = [
        (name, 30_000_000 + spots.randrange(400_000), 110_000_000 + spots.randrange(400_000), pk)
        for pk, name, _code in names
    ]
    with connection.cursor() as cursor:
        cursor.executemany("UPDATE orgs_unit SET name = %s, latitude_e6 = %s, longitude_e6 = %s WHERE id = %s", changes)
    for start in range(0, len(names), CHUNK):
        write(names[start : start + CHUNK])
    uid = "gen_random_uuid()" if connection.vendor == "postgresql" else "lower(hex(randomblob(16)))"
    nothing, no = ("''::bytea", "false") if connection.vendor == "postgresql" else ("x''", "0")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO inspections_inspection (uid, source, external_id, content, edition, unit_id, line_id, family, "
            f"kind, done_on, held, failed) SELECT {uid}, 'synthetic', 'S' || id, {nothing}, 1, unit_id, line_id, "
            "family, 'kind ' || (id % 4), raised_on, id % 50 <> 0, id % 5 = 0 FROM findings_finding ORDER BY id"
        )
        cursor.execute(
            "INSERT INTO inspections_edition (position, digest, inspection, edition, unit, line, family, kind, source, "
            "done_on, held, failed, recheck, inspector_group, listed, listed_major, extent, items_failed, result, "
            f"counts) SELECT (SELECT max(position) FROM ledger_entry), {nothing}, id, edition, unit_id, line_id, "
            "family, kind, source, done_on, held, failed, "
            f"{no}, '', 1, CASE WHEN id % 9 = 0 THEN 1 ELSE 0 END, 1, 1, '', '{{}}' "
            "FROM inspections_inspection ORDER BY id"
        )
        cursor.execute(
            "UPDATE orgs_unit SET latest_on = "
            "(SELECT max(done_on) FROM inspections_inspection WHERE unit_id = orgs_unit.id AND held)"
        )
    settle()
    if connection.vendor == "postgresql":
        connection.cursor().execute("VACUUM ANALYZE")


def page(question: Question, by: Person, focus: Range | None) -> list[Any]:
    """A page as the web asks for it."""
    return list(question.page(by, focus).rows)


def page_by_offset(question: Question, by: Person, focus: Range | None, number: int) -> list[Any]:
    """The same rows through Django's paginator, which counts them, and skips those before."""
    minus = "-" if question.descending else ""
    ordered = question.rows(by, focus).order_by(*dict.fromkeys([f"{minus}{question.sort.field}", f"{minus}pk"]))
    paginator = Paginator(ordered, 50)
    rows = list(paginator.page(min(number, paginator.num_pages)).object_list)
    question.listing.prepare(by, rows)
    return rows


def deep(question: Question, by: Person, focus: Range | None) -> tuple[Question | None, int]:
    """The question at the page behind nine tenths of the rows, and that page's number; None where there is but one."""
    count = question.rows(by, focus).count()
    number = count * 9 // 10 // 50
    if number < 1:
        return None, 0
    minus = "-" if question.descending else ""
    ordered = question.rows(by, focus).order_by(*dict.fromkeys([f"{minus}{question.sort.field}", f"{minus}pk"]))
    before = ordered[number * 50 - 1]
    plan = question.plan(by, focus)
    there = page_of(plan.model, lambda *_: [before, before], question.sort, question.descending, "", 1).after
    return replace(question, cursor=there or ""), number + 1


def samples(call: Callable[[], Any], runs: int) -> list[Sample]:
    """Some runs, after one that is not counted."""
    call()
    return [sample(call)[0] for _ in range(runs)]


def shown(found: list[Sample]) -> list[str]:
    """Median and 95th percentile on the clock, and the median of CPU."""
    clock = sorted(each.wall for each in found)
    late = clock[max(0, -(-len(clock) * 95 // 100) - 1)]
    return [seconds(statistics.median(clock)), seconds(late), seconds(statistics.median(each.cpu for each in found))]


def measured(people: dict[str, Person], runs: int, names: Iterable[str]) -> list[list[str]]:
    """A line for each question and reach, first and deep, with the baseline's clock and CPU of one run."""
    lines = []
    for name in names:
        listing, parameters = QUESTIONS[name]
        for reach, by in people.items():
            focus = place_named(by, {}).focus
            question = asked(listing_named(listing), by, parameters)
            later, number = deep(question, by, focus)
            for which, put, at in (("first", question, 1), ("deep", later, number)):
                if put is None:
                    continue
                ours = samples(lambda put=put, by=by, focus=focus: page(put, by, focus), runs)
                theirs, _rows = sample(lambda put=put, by=by, focus=focus, at=at: page_by_offset(put, by, focus, at))
                ratio = f"{statistics.median(each.cpu for each in ours) / theirs.cpu:.3f} x"
                lines.append([name, reach, which, *shown(ours), seconds(theirs.wall), seconds(theirs.cpu), ratio])
                print(*lines[-1], sep=" | ", flush=True)
    return lines


def main() -> None:
    """Measure on each database."""
    chosen = options(__doc__, runs=11, keep=KEEP, only={"help": "questions that have this word"})
    names = [name for name in QUESTIONS if not chosen.only or chosen.only in name]
    with site(chosen.database) as ground:
        for database in chosen.database:
            with large(ground, database, chosen.keep, furnish):
                people = {"everywhere": terminal(), **{name: posted(name, posts) for name, posts in POSTS.items()}}
                lines = measured(people, chosen.runs, names)
            head = ["list", "reach", "page", "clock", "p95", "CPU", "offset: clock", "CPU", "CPU against it"]
            show(f"Pages of lists, {database}", lines, head)


if __name__ == "__main__":
    main()
