"""How fast is a figure over a large organisation, now and as it was known long ago, against SQL on the live database?

Asks closure_rate_due of the whole tree by its 20 districts, over 1,000,000 findings with 3,000,000 steps, and computes
the same by SQL on the operational tables; both must say the same numbers. Each question is another one (another date or
position), so none is answered from memory unless the table says so. The baseline reads the findings as they are now
where it can; at an old position it must take each finding's last step of then.

Everything is measured in processes of its own: the first must build the replica, the second finds its Parquet snapshot.
"""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from multiprocessing import get_context

from django.db import connection, transaction
from installations import site, watch
from measuring import Sample, Timing, options, resident, sample, show, timing
from synthetic import KEEP, large

from paicha.figures.asking import ask
from paicha.figures.replica import current
from paicha.findings.models import Step
from paicha.kernel.clock import now
from paicha.kernel.ids import uuid7
from paicha.kernel.scope import Range, Scope
from paicha.ledger.appending import head
from paicha.ledger.models import Entry
from paicha.ledger.writing import append
from paicha.testing.house import House

CITY = Scope(focus=Range(1, "/1/"))
TODAY = date(2025, 12, 31)  # after the last step, so what is in force is what is recorded last
THEN = date(2023, 6, 30)
REFRESHED = 2_000  # rows
FIGURE = "closure_rate_due"
Said = dict[str, tuple[int, int]]  # district: numerator and denominator

CHILD = {"sqlite": "substr(path, 4, instr(substr(path, 4), '/') - 1)", "postgresql": "split_part(path, '/', 3)"}
COUNT = """
    SELECT {child}, count(*),
        sum(CASE WHEN state = 'closed' AND basis = 'verified' AND closed_on <= %s THEN 1 ELSE 0 END)
    FROM {findings} JOIN orgs_placement p ON p.unit_id = {unit} AND p.line_id = 1 AND p.path >= '/1/' AND p.path < '/10'
    WHERE state <> 'withdrawn' AND original_deadline <= %s GROUP BY 1
"""
LAST = """
    (SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY finding ORDER BY valid_on DESC, seq DESC) AS place
     FROM findings_step WHERE position <= %s AND valid_on <= %s) s WHERE place = 1) s
"""


def asked(on: date, at: int | None) -> Said:
    """What the figure says."""
    answer = ask(FIGURE, scope=CITY, by="child", on=on, at=at)
    return {group.key: (group.numerator or 0, group.denominator or 0) for group in answer.groups}


def live(on: date, at: int | None) -> Said:
    """The same, computed from the operational tables."""
    child = CHILD[connection.vendor]
    values: list[date | int] = [on, on] if at is None else [on, at, on, on]
    findings, unit = ("findings_finding f", "f.unit_id") if at is None else (LAST, "s.unit")
    query = COUNT.format(child=child, findings=findings, unit=unit)
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return {key: (int(hits), int(rows)) for key, rows, hits in cursor.fetchall()}


def days(last: date) -> Iterator[date]:
    """Dates before a date, no two the same."""
    return (last - timedelta(days=each) for each in count())


def build(house: House, runs: int) -> tuple[list[Timing], list[list[str]]]:
    """In a process without a snapshot: the first load, then all questions, refreshes and memory."""
    with house.entered():
        watch(house.address)
        before = resident()
        first = Timing("first load, from the database; writes Parquet", [sample(current().fresh)[0]])
        loaded = resident()
        old = head() // 2
        assert asked(TODAY, None) == live(TODAY, None)
        assert asked(TODAY, head()) == live(TODAY, head())
        assert asked(THEN, old) == live(THEN, old)
        today, then, recent = days(TODAY), days(THEN), days(date(2025, 8, 31))
        timings = [
            timing("by SQL on the live database, now", lambda: live(next(recent), None), runs, warm=1),
            timing("figure, now", lambda: asked(next(today), None), runs, warm=1),
            timing("by SQL on the live database, at a position half way", lambda: live(next(then), old), runs),
            timing("figure, at a position half way", lambda: asked(next(then), old), runs, warm=1),
            timing("figure, the same question again", lambda: asked(THEN, old), runs, warm=1),
            first,
            refreshed(runs),
        ]
        assert asked(TODAY, None) == live(TODAY, None)
        memory = [
            ["before", f"{before:,.0f} MB"],
            ["after the first load", f"{loaded:,.0f} MB"],
            ["after all questions and refreshes", f"{resident():,.0f} MB"],
        ]
        return timings, memory


def refreshed(runs: int) -> Timing:
    """The timing of bringing the replica up to 2,000 new rows of one entry."""
    found = Timing(f"refresh by {REFRESHED:,} rows")
    for run in range(runs):
        grow(1 + run * REFRESHED)
        found.samples.append(sample(current().fresh)[0])
    return found


def grow(first: int) -> None:
    """Append one entry with a step for each of 2,000 findings, from number `first` on."""
    steps = Step.objects.filter(finding__range=(first, first + REFRESHED - 1)).order_by("seq")
    last, position = {step.finding: step for step in steps}, head() + 1
    for step in last.values():
        step.pk, step.seq, step.position, step.valid_on = None, step.seq + 1, position, date(2025, 7, 1)
    with transaction.atomic():
        words = {"kind": "findings.followed", "at": now(), "by": 1, "leaf": os.urandom(32)}
        Entry.objects.create(position=position, id=uuid7(), **words)
        append(list(last.values()))


def reload(house: House) -> tuple[Sample, Sample, list[float]]:
    """In a process that finds a snapshot: loading it, the first question, the memory after it and when it is packed."""
    with house.entered():
        watch(house.address)
        loading, _ = sample(current().fresh)
        asking, _ = sample(lambda: asked(TODAY, None))
        loaded = resident()
        current().fresh().pack()
        return loading, asking, [loaded, resident()]


def main() -> None:
    """Measure on each database."""
    chosen = options(__doc__, runs=7, keep=KEEP)
    with site(chosen.database) as ground:
        for database in chosen.database:
            with large(ground, database, chosen.keep) as house:
                there = replace(house)
                with get_context("spawn").Pool(1, maxtasksperchild=1) as processes:
                    timings, memory = processes.apply(build, (there, chosen.runs))
                    again = [processes.apply(reload, (there,)) for _ in range(3)]
                loading = Timing("load of another process, from Parquet", [each for each, _, _ in again])
                asking = Timing("its first question: reads and composes all figures", [each for _, each, _ in again])
                for name, size in zip(("just loaded", "packed, as after a minute"), again[-1][2], strict=True):
                    memory.append([f"another process, {name}", f"{size:,.0f} MB"])
            now_sql, now_asked, then_sql, then_asked, *rest = timings
            rows = [now_sql.row(now_sql), now_asked.row(now_sql), then_sql.row(then_sql), then_asked.row(then_sql)]
            rows += [[*each.row()[:5], ""] for each in (rest[0], rest[1], loading, asking, rest[2])]
            show(f"{FIGURE} of the whole tree by child, {database}", rows)
            show(f"Memory of the process, {database}", memory, ["", "resident"])


if __name__ == "__main__":
    main()
