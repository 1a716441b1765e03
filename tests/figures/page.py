"""The page of the made-up city: its tables, and the arithmetic in them."""

import re

from tests.figures.towns import EXAMPLES

PAGE = (EXAMPLES / "lifecycle" / "README.md").read_text(encoding="utf-8")
_OF_COHORT = re.compile(r"\b[A-Z]\d? (?=\d)")  # whose the number is


def table(first: str) -> list[dict[str, str]]:
    """The page's first table whose first column is `first`."""
    return tables(first)[0]


def tables(first: str) -> list[list[dict[str, str]]]:
    """All tables whose first column is `first`, in the order of the page."""
    found = []
    for block in re.findall(r"(?:^\|.*\n)+", PAGE, re.MULTILINE):
        cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in block.splitlines()]
        if cells[0][0] == first:
            found.append([dict(zip(cells[0], row, strict=True)) for row in cells[2:]])
    return found


def commands() -> list[list[str]]:
    """The words of every command that the page tells to run, without `paicha`."""
    return [line.split()[1:] for line in re.findall(r"^    (paicha .*)$", PAGE, re.MULTILINE)]


def worked(cell: str) -> tuple[int, ...]:
    """Numerator and denominator, or the count alone, of `8 - E 2 = 6 / 25`; the arithmetic must be right."""
    found = []
    for part in cell.split(" / "):
        *sums, last = _OF_COHORT.sub("", part).replace("×", "*").split(" = ")
        assert re.fullmatch(r"[\d +*-]+", last), cell
        for each in sums:
            assert eval(each, {"__builtins__": {}}) == int(last), cell  # noqa: S307  digits and signs alone, see above
        found.append(int(last))
    return tuple(found)


def spells(cell: str) -> list[dict[str, int | bool]]:
    """Days to closure, `2 @ 30, 2 @ 148+`, as one row for each finding; a plus means that it was not closed."""
    rows: list[dict[str, int | bool]] = []
    for number, days, open_ in re.findall(r"(\d+) @ (\d+)(\+?)", cell):
        rows += [{"days": int(days), "event": not open_}] * int(number)
    return rows
