"""A figure's file: what it says is read, and what it does not say rightly is refused."""

from pathlib import Path
from typing import Any

import pytest

from paicha.figures import registry
from paicha.figures.definitions import Wrong, parse
from paicha.figures.facts import Column, Fact, facts, register
from paicha.figures.registry import figure_named, figures, line
from paicha.kernel.problems import Problem

FRONT = {
    "name": "open_findings",
    "version": "2",
    "number": "10",
    "measure": "count",
    "unit": "finding",
    "grain": "finding",
    "better": "lower",
    "zh": "未销号问题",
    "en": "Open findings",
    "sentence.zh": "未销号的问题数。",
    "sentence.en": "Findings that are open.",
}
QUERY = "select finding as key, grp\nfrom finding_at\nwhere state = 'open'"


def written(query: str = QUERY, **changes: str) -> str:
    """A figure's file with some of its front matter changed."""
    front = {**FRONT, **{name.replace("__", "."): value for name, value in changes.items()}}
    return "".join(f"-- {name}: {value}\n" for name, value in front.items()) + query + "\n"


def left_out(name: str) -> str:
    """A figure's file that does not say `name`."""
    return "".join(line for line in written().splitlines(True) if not line.startswith(f"-- {name}:"))


def test_a_file_says_what_the_figure_is() -> None:
    figure = parse(written())
    assert (figure.name, figure.version, figure.number, figure.measure) == ("open_findings", 2, 10, "count")
    assert (figure.zh, figure.sentence_en, figure.views) == (
        "未销号问题",
        "Findings that are open.",
        frozenset({("finding", "at")}),
    )
    assert figure.sql == QUERY
    assert not figure.own_period


@pytest.mark.parametrize(
    ("text", "said"),
    [
        *((left_out(name), name) for name in FRONT if name != "number"),
        (written(measure="average"), "average"),
        (written(unit="percent"), "percent"),
        (written(better="both"), "both"),
        (written(version="first"), "version"),
        (written(period="sometimes"), "period"),
        (written().replace("-- zh", "-- colour: red\n-- zh"), "colour"),
        (written().replace("-- zh", "-- measure: sum\n-- zh"), "twice"),
        (written("select finding as key from finding_at"), "grp"),
        (written("select grp from finding_at"), "key"),
        (written("select * from finding_at"), "star"),
        (written(measure="share"), "hit"),
        (written(measure="survival"), "days, event"),
        (written(offers="item"), "item"),
        (written("select finding as key, grp from finding_at where closed_on < $today"), "today"),
        (written("select finding as key, grp from findings_step"), "findings_step"),
        (written("select inspection as key, grp from inspection_at"), "grain"),
        (written("select finding as key, '' as grp from finding_all"), "grain"),
        (written("select finding as key, grp from finding_at; select 1"), "one query"),
        (written("delete from finding_at"), "one query"),
        (written("select finding as key, grp from ("), "cannot be read"),
    ],
)
def test_what_a_file_does_not_say_rightly_is_refused(text: str, said: str) -> None:
    with pytest.raises(Wrong, match=said.replace("$", "")):
        parse(text)


def test_the_digest_changes_with_the_meaning_and_not_with_the_layout() -> None:
    digest = parse(written()).digest
    assert parse(written(QUERY.replace("\n", "\n\n    "))).digest == digest
    assert parse(written(f"-- a remark\n{QUERY}", sentence__en="Another sentence.")).digest == digest
    assert parse(written(QUERY.replace("'open'", "'closed'"))).digest != digest
    assert (
        parse(written(measure="sum", query="select finding as key, grp, 1 as amount from finding_at")).digest != digest
    )
    assert parse(written(period="query")).digest != digest


def kept(folder: Path, text: str, versions: str, stem: str = "open_findings", known: Any = None) -> dict[str, Any]:
    """Read a folder with one figure, the published versions given."""
    (folder / f"{stem}.sql").write_text(text)
    (folder / "versions.toml").write_text(versions)
    return registry.read([folder], facts() if known is None else known, folder / "versions.toml")


def test_a_published_figure_is_there(tmp_path: Path) -> None:
    assert list(kept(tmp_path, written(), line(parse(written())))) == ["open_findings"]


@pytest.mark.parametrize(
    ("text", "versions", "stem", "said"),
    [
        (written(), "", "open_findings", 'open_findings.2 = "'),
        (written(), 'open_findings.2 = "000000000000"', "open_findings", "changed under version 2"),
        (written(), 'open_findings.1 = "000000000000"', "open_findings", "new version"),
        (written(), "", "closed_findings", "called open_findings"),
        (written("select finding as key, grp from finding_at join duty_all using (unit)"), "", "open_findings", "duty"),
        (written("select unit as key, grp from unit_history", grain="unit"), "", "open_findings", "unit_history"),
        (written("select finding as key, grp, item from finding_at", offers="item"), "", "open_findings", "already"),
        (written(measure="average"), "", "open_findings", "average"),
    ],
)
def test_the_registry_refuses(tmp_path: Path, text: str, versions: str, stem: str, said: str) -> None:
    with pytest.raises(Problem) as raised:
        kept(tmp_path, text, versions, stem)
    assert raised.value.code == "figure_wrong"
    assert said in str(raised.value)


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "open_findings.sql").write_text(written())
    (tmp_path / "versions.toml").write_text(line(parse(written())))
    with pytest.raises(Problem, match="twice"):
        registry.read([tmp_path / "a", tmp_path / "b"], facts(), tmp_path / "versions.toml")


def test_the_figures_of_this_house_are_right() -> None:
    registry.check()
    assert len(figures()) >= 25


def test_an_unknown_figure_names_the_nearest() -> None:
    with pytest.raises(Problem) as raised:
        figure_named("closure_rate_dew")
    assert "closure_rate_due" in raised.value.mend


@pytest.mark.parametrize(
    "given",
    [
        {"name": "Unit"},
        {"table": "x; drop"},
        {"key": "other"},
        {"dated": "unit"},
        {"key": None, "dated": "on_day"},
        {"day": "unit"},
        {"dimensions": ("colour",)},
        {"columns": (Column("unit", "BIGINT"), Column("unit", "BIGINT"))},
        {"columns": (Column("unit", "BIGINT"), Column("known_from", "BIGINT"))},
        {"line": "line"},
    ],
)
def test_a_fact_that_cannot_be_counted_is_refused(given: dict[str, Any]) -> None:
    right: dict[str, Any] = {
        "name": "x",
        "table": "x",
        "key": "unit",
        "line": None,
        "columns": (Column("unit", "BIGINT"), Column("on_day", "DATE")),
    }
    Fact(**right)
    with pytest.raises(ValueError):
        Fact(**{**right, **given})


def test_a_column_has_a_plain_name_and_a_known_type() -> None:
    for name, type_ in (("Unit", "BIGINT"), ("unit id", "BIGINT"), ("unit", "FLOAT")):
        with pytest.raises(ValueError):
            Column(name, type_)  # type: ignore[arg-type]


def test_a_fact_is_declared_once() -> None:
    unit = facts()["unit"]
    assert register(unit) is unit
    with pytest.raises(ValueError, match="twice"):
        register(Fact("unit", "other", None, (Column("unit", "BIGINT"),), line=None))
