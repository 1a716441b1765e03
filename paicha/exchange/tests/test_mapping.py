"""Mappings: every fault is told with the TOML key, and where a word is not known, with the nearest one that is."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paicha.exchange.mapping import load_mapping, parse_mapping
from paicha.exchange.tests.reading import COUNTS, COUNTS_PART, HEADER, TEXT, TEXT_PART, read, row
from paicha.kernel.problems import Problem

PATH = Path("mapping.toml")


def problem_of(text: str) -> Problem:
    with pytest.raises(Problem) as caught:
        parse_mapping(text, PATH)
    assert "mapping.toml" in str(caught.value)
    return caught.value


def changed(old: str, new: str, text: str = COUNTS) -> str:
    assert old in text
    return text.replace(old, new, 1)


def test_defaults() -> None:
    mapping = parse_mapping(COUNTS, PATH)
    assert mapping.record_line == "territorial"
    assert mapping.title.zh == mapping.title.en == "Town"
    assert mapping.inspection.date_format == "%Y-%m-%d"
    assert not mapping.inspection.not_listed_means_met
    assert parse_mapping(TEXT, PATH).findings.text is not None


@pytest.mark.parametrize(
    ("old", "new", "code", "told"),
    [
        ('source = "town"', "", "mapping_key_missing", {"key": "source"}),
        ('source = "town"', 'source = "Town!"', "mapping_value", {"key": "source"}),
        ('language = "en"', 'language = "fr"', "mapping_value", {"key": "language", "expected": '"zh", "en"'}),
        ('code = "no"', 'cod = "no"', "mapping_key_unknown", {"key": "unit.cod", "nearest": "unit.code"}),
        (
            'kind = "ward"',
            'kinds = "ward"',
            "mapping_key_unknown",
            {"key": "line[0].levels[0].kinds", "nearest": "line[0].levels[0].kind"},
        ),
        (
            "recheck = true",
            "re-check = true",
            "mapping_key_unknown",
            {"key": 'inspection.kinds."Routine again".re-check', "nearest": 'inspection.kinds."Routine again".recheck'},
        ),
        ("recheck = true", 'recheck = "yes"', "mapping_value", {"key": 'inspection.kinds."Routine again".recheck'}),
        ('code = "no"', "code = 5", "mapping_value", {"key": "unit.code", "expected": "text in quotes"}),
        ('name = "name"\n', 'name = ""\n', "mapping_value", {"expected": "text that is not empty"}),
        ('null = ["", "NA"]', 'null = "NA"', "mapping_value", {"expected": "a list in square brackets"}),
        ('title = "Town"', 'title = { en = "Town" }', "mapping_key_missing", {"key": "title.zh"}),
        ('code = "no"', "", "mapping_one_of", {"key": "unit.code", "other": "unit.code_from"}),
        ('code = "no"', 'code = "no"\ncode_from = ["name"]', "mapping_one_of", {}),
        ('code = "no"', 'code_from = ["name", "name"]', "mapping_clash", {"key": "unit.code_from", "other": "name"}),
        ('longitude = "lon"\n', "", "mapping_key_missing", {"key": "unit.longitude"}),
        ('time_zone = "Europe/Berlin"', 'time_zone = "Europe/Berlim"', "mapping_word", {"nearest": "Europe/Berlin"}),
        ('time_zone = "Europe/Berlin"', 'time_zone = "/etc/passwd"', "mapping_word", {"key": "time_zone"}),
        ('source = "town"', 'source = "town"\nencoding = "gb18031"', "mapping_word", {"nearest": "gb18030"}),
        ('source = "town"', 'source = "town"\nencoding = "rot13"', "mapping_word", {"key": "encoding"}),
        ('source = "town"', 'source = "town"\ndelimiter = "x"', "mapping_clash", {"key": "delimiter"}),
        ('source = "town"', 'source = "town"\ndelimiter = ",,"', "mapping_value", {"key": "delimiter"}),
        (
            'source = "town"',
            'source = "town"\nbusiness_line = "teritorial"',
            "mapping_word",
            {"key": "business_line", "nearest": "territorial"},
        ),
        ('column = "block"', 'column = "ward"', "mapping_clash", {"key": "line[0].levels.column", "other": "ward"}),
        ('kind = "block"', 'kind = "ward"', "mapping_clash", {"key": "line[0].levels.kind"}),
        ('kind = "block"', 'kind = "unplaced"', "mapping_clash", {"key": "line[0].levels[1].kind"}),
        ('"Ward {ward}"', '"Ward ward"', "mapping_template", {"key": "line[0].levels[0].name"}),
        ('"Ward {ward}"', '"Ward {ward} {}"', "mapping_template", {}),
        ('kind = "type"', 'kind = "type"\nfamily = "routine"', "mapping_one_of", {"key": "inspection.kind"}),
        ('kind = "type"', 'family = "routine"', "mapping_clash", {"key": "inspection.kinds"}),
        (
            "held = true, failed = false",
            "held = true",
            "mapping_key_missing",
            {"key": "inspection.results.Pass.failed"},
        ),
        ("held = false", "held = false, failed = true", "mapping_clash", {"key": "inspection.results.Closed.failed"}),
        ('"Closed"', '"NA"', "mapping_clash", {"key": "inspection.results.NA", "other": "null"}),
        ('"Closed"', '"Pass "', "mapping_clash", {"key": "inspection.results", "other": "Pass"}),
        (
            'date = "date"',
            'date = "date"\ndate_format = "%Y-%m"',
            "mapping_date_format",
            {"key": "inspection.date_format"},
        ),
        ('date = "date"', 'date = "date"\ndate_format = "%d%d%m%Y"', "mapping_date_format", {}),
        ('date = "date"', 'date = "date"\ndate_format = "%Y-%m-%d %"', "mapping_date_format", {}),
        ('date = "date"', 'date = "date"\ndate_format = "%Y-%m-%d %Q"', "mapping_date_format", {}),
        ('major = "major"', 'major = "general"', "mapping_clash", {"key": "findings.counts.columns"}),
        (
            'id = "id"',
            'id = "id"\nnot_listed_means_met = true',
            "mapping_clash",
            {"key": "inspection.not_listed_means_met", "other": "findings.counts"},
        ),
    ],
)
def test_fault(old: str, new: str, code: str, told: dict[str, str]) -> None:
    problem = problem_of(changed(old, new))
    assert problem.code == code
    assert {key: problem.params[key] for key in told} == told


@pytest.mark.parametrize(
    ("old", "new", "code", "told"),
    [
        ("(?P<item>", "(?P<item", "mapping_pattern", {"key": "findings.text.pattern"}),
        ("(?P<item>", "(", "mapping_group_missing", {"group": "item"}),
        ("(?P<comment>", "(?P<coment>", "mapping_group_unknown", {"group": "coment", "nearest": "comment"}),
        ('scale = "general-major"\n', "", "mapping_clash", {"key": "findings.text.pattern"}),
        ("(?P<severity>", "(", "mapping_clash", {}),
        (
            'column = "text"',
            'column = "text"\ndeadline_format = "%d"',
            "mapping_date_format",
            {"key": "findings.text.deadline_format"},
        ),
        (
            "[findings.text.checklist]",
            "[findings.text.check]",
            "mapping_key_unknown",
            {"nearest": "findings.text.checklist"},
        ),
    ],
)
def test_fault_in_text(old: str, new: str, code: str, told: dict[str, str]) -> None:
    problem = problem_of(changed(old, new, TEXT))
    assert problem.code == code
    assert {key: problem.params[key] for key in told} == told


def test_findings_are_read_in_exactly_one_way() -> None:
    assert problem_of(COUNTS + TEXT_PART).code == "mapping_one_of"
    assert problem_of(changed(COUNTS_PART, "[findings]")).code == "mapping_one_of"


def test_two_lines_must_not_give_the_same_codes() -> None:
    line = COUNTS[COUNTS.index("[[line]]") : COUNTS.index("[inspection]\n")]
    assert problem_of(changed("[inspection]\n", line + "[inspection]\n")).params["other"] == "territorial"
    other = line.replace('code = "territorial"', 'code = "other"')
    problem = problem_of(changed("[inspection]\n", other + "[inspection]\n"))
    assert (problem.code, problem.params["key"]) == ("mapping_clash", "line[1].levels[0].kind")
    moved = other.replace('root = { code = "town"', 'root = { code = "trades"')
    assert len(parse_mapping(changed("[inspection]\n", moved + "[inspection]\n"), PATH).lines) == 2


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ('source = "town"\ntitle = Town\n', "2", "9"),
        ('source = "town"\nsource = "town"\n', "2", "16"),
        ('source = "town"\n[unit\n', "2", "6"),
        ('source = "town', "1", "15"),
    ],
)
def test_syntax_fault_is_located(text: str, line: str, column: str) -> None:
    problem = problem_of(text)
    assert problem.code == "mapping_syntax"
    assert (str(problem.params["line"]), str(problem.params["column"])) == (line, column)


def test_column_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Problem) as caught:
        read(tmp_path, row(), mapping=changed('column = "block"', 'column = "Blok"'))
    params = caught.value.params
    assert caught.value.code == "mapping_column"
    assert (params["key"], params["column"], params["nearest"]) == ("line[0].levels[1].column", "Blok", "block")
    with pytest.raises(Problem) as caught:
        read(tmp_path, row(), mapping=changed("Ward {ward}", "Ward {Ward}"))
    assert (caught.value.params["key"], caught.value.params["nearest"]) == ("line[0].levels[0].name", "ward")


def test_every_named_column_is_checked(tmp_path: Path) -> None:
    for column in HEADER.split(","):
        header = HEADER.replace(column, f"{column}_", 1) if column != "id" else HEADER.replace("id,", "id_,", 1)
        with pytest.raises(Problem) as caught:
            read(tmp_path, row(), header=header)
        assert (caught.value.params["column"], caught.value.params["nearest"]) == (column, f"{column}_")


def test_mapping_files(tmp_path: Path) -> None:
    file = tmp_path / "mapping.toml"
    with pytest.raises(Problem) as caught:
        load_mapping(file)
    assert caught.value.code == "file_missing"
    file.mkdir()
    with pytest.raises(Problem) as caught:
        load_mapping(file)
    assert caught.value.code == "file_is_folder"
    file.rmdir()
    file.write_text(COUNTS, encoding="utf-8-sig")
    assert load_mapping(file).path == str(file)
    file.write_bytes(COUNTS.replace("Town", "幸福里").encode("gb18030"))
    with pytest.raises(Problem) as caught:
        load_mapping(file)
    assert (caught.value.code, caught.value.params["line"]) == ("mapping_not_utf8", 3)
    file.write_bytes(b"#" * 2_000_000)
    with pytest.raises(Problem) as caught:
        load_mapping(file)
    assert caught.value.code == "too_big"


@given(
    place=st.sampled_from(["source", "[unit]", "[[line]]", "[inspection]", "[findings.counts]"]),
    name=st.from_regex(r"[a-z_]{3,12}x", fullmatch=True),
)
def test_any_unknown_key_is_named(place: str, name: str) -> None:
    new = f"{name} = 1\nsource" if place == "source" else f"{place}\n{name} = 1"
    problem = problem_of(changed(place, new))
    assert problem.code == "mapping_key_unknown"
    assert problem.params["key"].endswith(name)


@given(st.binary(max_size=300) | st.text(max_size=100).map(str.encode))
def test_any_bytes_as_a_mapping_are_a_problem(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "mapping.toml"
    file.write_bytes(content)
    with pytest.raises(Problem):
        load_mapping(file)


LINES = COUNTS.splitlines()


@given(st.integers(0, len(LINES) - 1), st.sampled_from(["gone", "twice", "number", "empty", "cut"]))
def test_any_damage_to_a_mapping_is_a_problem_or_a_mapping(number: int, damage: str) -> None:
    line = LINES[number]
    value = line.split(" = ")[0]
    new = {
        "gone": [],
        "twice": [line, line],
        "number": [f"{value} = 7"],
        "empty": [f'{value} = ""'],
        "cut": [line[:-1]],
    }
    text = "\n".join([*LINES[:number], *new[damage], *LINES[number + 1 :]])
    try:
        parse_mapping(text, PATH)
    except Problem as problem:
        assert str(problem)
