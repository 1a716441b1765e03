"""How long does the report over a whole city take, in three formats, and where does the time go?

The inspection report of Chicago, September 2013 to August 2014, from the import of examples/chicago-food: as a person
gets it from the command line (a new process each time, which loads the replica first), and part by part within a
process, the first time and the second. The baseline is the same report composed but not written: all figures asked, all
sentences made, nothing laid out.
"""

import tempfile
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from time import perf_counter

from import_food import imported
from installations import site, watch
from measuring import Sample, Timing, options, resident, sample, seconds, show

from paicha.documents.document import Language
from paicha.ledger.checkpoints import checkpoint
from paicha.orgs.actions.people import terminal
from paicha.orgs.models import Line, Unit
from paicha.reports.rendering import Wish, compose, make_report
from paicha.testing.house import House

SINCE, UNTIL = date(2013, 9, 1), date(2014, 8, 31)
FORMATS = ("docx", "pdf", "html")
LANGUAGES: tuple[Language, ...] = ("zh", "en")
TEXT, REST = "figures, text, guard, seal", "signing, filing"
PARTS = (TEXT, *FORMATS, REST)


def wish(language: Language, folder: Path) -> Wish:
    """The report that is measured."""
    city, line = Unit.objects.get(code="chicago"), Line.objects.get(code="territorial")
    return Wish("inspection-report", city, line, SINCE, UNTIL, language, FORMATS, folder)


def parts(house: House, language: Language) -> list[tuple[Sample, dict[str, float], float]]:
    """In a process of its own: the whole, its parts in seconds and the memory, the first time and the second."""
    found = []
    with house.entered(), tempfile.TemporaryDirectory() as folder:
        watch(house.address)
        by = terminal()
        for _ in range(2):
            marks = Marks()
            measured, _ = sample(partial(make_report, by, wish(language, Path(folder)), marks))
            found.append((measured, marks.parts(measured.wall), resident()))
    return found


class Marks:
    """When each part began, as make_report tells it."""

    def __init__(self) -> None:
        self._begun: list[tuple[str, float]] = []

    def __call__(self, what: str, _part: float) -> None:
        self._begun.append((what if what in FORMATS else TEXT if what else REST, perf_counter()))

    def parts(self, whole: float) -> dict[str, float]:
        """Seconds by part."""
        found = dict.fromkeys(PARTS, 0.0)
        for (what, start), (_, end) in pairwise(self._begun):
            found[what] += end - start
        return found | {REST: whole - sum(found.values())}


def composed(house: House, language: Language) -> Sample:
    """In a process of its own: the report as far as the text."""
    with house.entered():
        watch(house.address)
        by, position = terminal(), checkpoint().size
        return sample(lambda: compose(by, wish(language, house.home), position, lambda _what, _part: None))[0]


def commanded(house: House, language: Language) -> None:
    """The report as a person asks for it."""
    span = ("--from", SINCE.isoformat(), "--to", UNTIL.isoformat())
    with tempfile.TemporaryDirectory() as folder:
        done = house.run(
            "report", "inspection-report", "--unit", "chicago", *span, "--lang", language, "--output", folder
        )
        assert done.returncode == 0, done.stderr
        assert len(list(Path(folder).iterdir())) == len(FORMATS)


def main() -> None:
    """Measure on each database."""
    chosen = options(__doc__, runs=3)
    with site(chosen.database) as ground:
        for database in chosen.database:
            with ground.installation(database) as house:
                imported()
                there = replace(house)
                for language in LANGUAGES:
                    bare, whole = Timing("composed, not written"), Timing("report, the first of a process")
                    second, command = Timing("report, the second"), Timing("paicha report, from start to end")
                    detail: list[tuple[dict[str, float], dict[str, float]]] = []
                    for _ in range(chosen.runs):
                        command.samples.append(sample(partial(commanded, house, language))[0])
                        with get_context("spawn").Pool(1, maxtasksperchild=1) as processes:
                            bare.samples.append(processes.apply(composed, (there, language)))
                            first, again = processes.apply(parts, (there, language))
                        whole.samples.append(first[0])
                        second.samples.append(again[0])
                        detail.append((first[1], again[1]))
                    rows = [each.row(bare) for each in (command, whole, second, bare)]
                    show(f"Report over the city, {language}, three formats, {database}", rows)
                    table = [
                        [name, *(seconds(median(times[which][name] for times in detail)) for which in (0, 1))]
                        for name in PARTS
                    ]
                    table.append(["memory", f"{first[2]:,.0f} MB", f"{again[2]:,.0f} MB"])
                    show(f"Its parts, {language}, {database}", table, ["", "the first", "the second"])


if __name__ == "__main__":
    main()
