"""What importing the two examples does, worked out a second time from their files by other code."""

import csv
import gzip
import re
import unicodedata
from collections import Counter, defaultdict
from datetime import datetime
from pathlib import Path

from paicha.exchange.importing import import_inspections
from paicha.findings.models import Finding
from paicha.inspections.models import Inspection
from paicha.ledger.appending import head
from paicha.ledger.checking import check
from paicha.orgs.actions.people import terminal
from paicha.orgs.models import Placement, Unit
from paicha.testing.house import House

EXAMPLES = Path(__file__).parents[3] / "examples"
COUNTS = EXAMPLES / "chicago-food" / "inspections.csv.gz"
TEXT = EXAMPLES / "chicago-food-text" / "inspections.csv"
FAMILY = re.compile(r"^(Canvass|Complaint|License|Short Form Complaint|Suspected Food Poisoning)")
NOT_HELD = {"No Entry", "Not Ready", "Out of Business"}


def rows_of(file: Path) -> list[dict[str, str]]:
    content = file.read_bytes()
    text = (gzip.decompress(content) if file.suffix == ".gz" else content).decode()
    return list(csv.DictReader(text.splitlines()))


def counted() -> tuple[Counter[str], int]:
    """Chicago's counts: findings raised and closed by inference, and how many stay open."""
    open_ones: Counter[tuple[str, str]] = Counter()
    done: Counter[str] = Counter()
    for row in sorted(rows_of(COUNTS), key=lambda row: (row["inspection_date"], int(row["inspection_id"]))):
        for grade in ("minor", "serious", "critical"):
            key, cases = (row["license"], grade), int(row[f"{grade}_violations"])
            if cases:
                open_ones[key] += 1
                done["added"] += 1
            else:
                done["closed_inferred"] += open_ones.pop(key, 0)
    return done, sum(open_ones.values())


def code_of(row: dict[str, str]) -> str:
    texts = (unicodedata.normalize("NFKC", row[column]).upper() for column in ("DBA", "Address"))
    return " / ".join(" ".join(text.split()) for text in texts)


def listed() -> tuple[Counter[str], dict[str, int], int]:
    """Chicago's texts: what happened to findings, how many stand in each state, and the attempts not held."""
    families: dict[tuple[str, str], str] = {}
    states: dict[tuple[str, str], str] = {}
    done: Counter[str] = Counter()
    attempts = 0
    ordered = sorted(rows_of(TEXT), key=lambda row: (datetime.strptime(row["Date"], "%m/%d/%Y"), int(row["ID"])))  # noqa: DTZ007
    for row in ordered:
        if row["Results"] in NOT_HELD:
            attempts += 1
            continue
        matched = FAMILY.match(row["InspType"])
        assert matched is not None
        family, unit = matched[1].replace("Short Form ", ""), code_of(row)
        items = {part.split(". ", 1)[0].strip() for part in row["Violations"].split(" | ") if part not in ("", "NA")}
        for item in items:
            before = states.get((unit, item))
            done[{None: "added", "open": "merged", "closed": "reopened"}[before]] += 1
            families.setdefault((unit, item), family)
            states[unit, item] = "open"
        if row["InspType"].endswith("Re-Inspection"):
            for key, state in states.items():
                if key[0] == unit and key[1] not in items and state == "open" and families[key] == family:
                    states[key] = "closed"
                    done["closed_verified"] += 1
    return done, dict(Counter(states.values())), attempts


def test_chicago_food(sqlite_house: House) -> None:
    rows, (done, still_open) = rows_of(COUNTS), counted()
    summary = import_inspections(terminal(), COUNTS, COUNTS.with_name("mapping.toml"))
    assert summary.findings == done == {"added": 33_321, "closed_inferred": 4_046}
    assert (summary.rows, summary.added, summary.not_held, summary.rejected) == (24_518, 24_518, 0, 0)
    assert len(summary.units_added) == len({row["license"] for row in rows}) == 11_822
    assert Finding.objects.filter(state="open").count() == still_open
    assert set(Finding.objects.exclude(state="open").values_list("state", "basis")) == {("closed", "inferred")}
    assert sum(Finding.objects.values_list("extent", flat=True)) == sum(
        int(row[f"{grade}_violations"]) for row in rows for grade in ("minor", "serious", "critical")
    )
    _wards(rows)
    _last_values(rows)
    assert list(check()) == []


def _wards(rows: list[dict[str, str]]) -> None:
    """Each unit stands in the last ward that a row names, in a precinct of that ward, or unplaced."""
    wards: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        wards[row["license"]].add(row["ward"])
    unplaced = {unit for unit, named in wards.items() if named == {""}}
    places = Placement.objects.filter(line__code="territorial", unit__inspected=True)
    parents = dict(places.values_list("unit__code", "parent__code"))
    assert {unit for unit, parent in parents.items() if parent == "chicago/unplaced-territorial"} == unplaced
    for unit, named in wards.items():
        wards_of_parents = re.findall(r"^chicago/ward-(\d+)", parents[unit])
        assert set(wards_of_parents) <= named
        assert bool(wards_of_parents) != (unit in unplaced)


def _last_values(rows: list[dict[str, str]]) -> None:
    """Name, kind and attributes are the last ones that are not blank."""
    last: dict[str, dict[str, str]] = defaultdict(dict)
    first: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: (row["inspection_date"], int(row["inspection_id"]))):
        first.setdefault(row["license"], row["inspection_date"])
        last[row["license"]] |= {name: " ".join(value.split()) for name, value in row.items() if value.split()}
    for unit in Unit.objects.filter(inspected=True):
        said = last[unit.code]
        assert (unit.name, unit.kind) == (said["name"], said.get("facility_type", ""))
        assert unit.attributes == {name: said[name] for name in ("risk", "zip") if name in said}
        assert str(unit.opened_on) == first[unit.code]


def test_chicago_food_text(house: House) -> None:
    done, states, attempts = listed()
    summary = import_inspections(terminal(), TEXT, TEXT.with_name("mapping.toml"))
    assert summary.findings == done == {"added": 1_031, "merged": 6, "closed_verified": 5}
    assert summary.not_held == attempts == Inspection.objects.filter(held=False).count()
    assert summary.rows == summary.added == len(rows_of(TEXT))
    assert len(summary.units_added) == len({code_of(row) for row in rows_of(TEXT)})
    assert summary.unplaced_units == len(summary.units_added), "no row says in which ward"
    assert dict(Counter(Finding.objects.values_list("state", flat=True))) == states
    assert set(Finding.objects.values_list("grade", flat=True)) == {None}
    position = head()
    again = import_inspections(terminal(), TEXT, TEXT.with_name("mapping.toml"))
    assert (again.unchanged, again.position) == (summary.rows, position)
