"""Every figure says what it is, in both languages, and has an independent case that it must equal."""

import re
from pathlib import Path

from paicha.figures.facts import facts
from tests.contracts.sources import ROOT, files, text

FIELD = re.compile(r"^-- ([\w.]+): (.+)$", re.MULTILINE)
NEEDED = {"name", "version", "measure", "unit", "grain", "zh", "en", "sentence.zh", "sentence.en"}
MEASURES = {"count", "sum", "share", "ratio", "median", "survival"}
UNITS = {"share", "finding", "inspection", "unit", "case", "day", "per_inspection"}
CASES = Path("tests/figures/cases")
HAN = re.compile(r"[\u4e00-\u9fff]")


def figures() -> dict[str, dict[str, str]]:
    """The front matter of each figure, by the name of its file."""
    found = [
        path
        for path in files()
        if path.suffix == ".sql" and path.parts[0] == "paicha" and path.parent.name == "figures"
    ]
    return {path.stem: dict(FIELD.findall(text(path))) for path in found}


def test_there_are_figures() -> None:
    assert figures()


def test_a_figure_says_all_that_it_must() -> None:
    assert {name: sorted(NEEDED - front.keys()) for name, front in figures().items() if NEEDED - front.keys()} == {}


def test_a_figure_is_named_as_its_file() -> None:
    assert [name for name, front in figures().items() if front["name"] != name] == []


def test_a_figures_name_stands_once() -> None:
    stems = [path.stem for path in files() if path.suffix == ".sql" and path.parent.name == "figures"]
    assert len(stems) == len(set(stems))


def test_a_figure_counts_by_a_known_measure_and_unit() -> None:
    odd = {n: f for n, f in figures().items() if f["measure"] not in MEASURES or f["unit"] not in UNITS}
    assert odd == {}


def test_a_figures_grain_is_a_fact_of_a_room() -> None:
    assert {name: front["grain"] for name, front in figures().items() if front["grain"] not in facts()} == {}


def test_a_figures_words_are_one_sentence_in_each_language() -> None:
    wrong = []
    for name, front in figures().items():
        chinese = HAN.search(front["zh"]) and HAN.search(front["sentence.zh"]) and front["sentence.zh"].endswith("。")
        english = not HAN.search(front["en"] + front["sentence.en"]) and front["sentence.en"].endswith(".")
        wrong += [] if chinese and english else [name]
    assert wrong == []


def test_every_figure_has_an_independent_case_and_no_case_lacks_its_figure() -> None:
    cases = {path.stem for path in files() if path.parent == CASES and path.stem != "__init__"}
    assert (ROOT / CASES).is_dir()
    assert cases == set(figures())


def test_a_case_does_not_ask_the_engine() -> None:
    engine = re.compile(r"paicha\.figures|duckdb|sqlglot")
    assert [str(path) for path in files() if path.parent == CASES and engine.search(text(path))] == []
