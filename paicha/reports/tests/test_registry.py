"""Kinds of report and their tools: each registered once, whole in both languages, and described."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from paicha.reports.kinds.inspection_report import INSPECTION_REPORT, tools
from paicha.reports.registry import DEFAULT, Parameter, kind_named, kinds, report_kind
from paicha.reports.section_tools import general
from paicha.reports.tools import Tools

RECIPE = Path(__file__).parents[3] / "docs" / "how-to" / "add-a-report-section.md"


def test_the_kind_that_is_made_where_none_is_named_is_there() -> None:
    assert kind_named(DEFAULT) is INSPECTION_REPORT


def test_every_section_of_every_kind_is_there_in_both_languages() -> None:
    for kind in kinds().values():
        sections = {
            language: {path.name.removesuffix(f".{language}.md") for path in kind.sections.glob(f"*.{language}.md")}
            for language in kind.titles
        }
        assert set(sections) == {"zh", "en"}, kind.name
        assert sections["zh"] == sections["en"] != set(), kind.name


def test_a_kind_is_registered_once() -> None:
    with pytest.raises(ValueError, match="inspection-report is registered twice"):
        report_kind(INSPECTION_REPORT)


@pytest.mark.parametrize("name", ["unit", "formats", "place", "sent to"])
def test_a_parameter_has_a_name_that_is_free(name: str) -> None:
    with pytest.raises(ValueError, match=f"cannot be called {name}"):
        report_kind(replace(INSPECTION_REPORT, name="other", parameters=(Parameter(name, "", ""),)))
    assert "other" not in kinds()


def test_a_tool_is_registered_once() -> None:
    mine = Tools(general)

    def place(about: object) -> str:
        return ""

    for register in (mine.value, mine.function):
        with pytest.raises(ValueError, match="the tool place is registered twice"):
            register(place)


def test_every_tool_is_described() -> None:
    quoted = " ".join(re.findall(r"`([^`]+)`", RECIPE.read_text(encoding="utf-8")))
    described = set(re.findall(r"\w+", quoted))
    assert [name for name in tools.listed() if name not in described] == []
