"""Asking: scope, dimensions, filters, groups, rows, and what cannot be asked."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.utils import translation

from paicha.figures import keys as dimension_keys
from paicha.figures.asking import ask, rows
from paicha.figures.dimensions import dimensions
from paicha.figures.facts import facts
from paicha.figures.registry import figure_named, figures
from paicha.figures.tests.world import World, day
from paicha.kernel.clock import frozen
from paicha.kernel.problems import Problem
from paicha.kernel.scope import Range, Scope
from paicha.testing.house import House


@pytest.fixture
def world(house: House) -> World:
    """A city (1) of two districts (2, 3) with units 10 and 12, 11 and 13; 10 is in a second line too, below 5."""
    made = World()
    made.unit(1, "/", inspected=False)
    for district in (2, 3):
        made.unit(district, "/1/", inspected=False)
    for unit in (10, 11, 12, 13):
        made.unit(unit, f"/1/{2 + unit % 2}/", kind="school" if unit == 13 else "shop")
    made.place(5, "/5/", 2)
    made.place(10, "/5/10/", 2)
    made.inspect(1, 0)
    for unit in (10, 11, 12, 13):
        made.inspect(unit, unit * 10, line=2 if unit == 12 else 1, family="routine" if unit < 12 else "")
    made.inspect(10, 101, line=2)
    made.commit()
    return made


def focus(path: str, line: int = 1, *, own: bool = False) -> Scope:
    """A scope that looks at a unit."""
    return Scope(focus=Range(line, path, own))


def keys(name: str, **asked: Any) -> dict[str, Any]:
    """Values of groups by key."""
    return {group.key: group.value for group in ask(name, **asked).groups}


def test_a_focus_is_a_subtree_of_its_line(world: World) -> None:
    found = [ask("inspections_total", scope=focus(path)).value for path in ("/", "/1/", "/1/2/", "/1/2/10/", "/1/3/")]
    assert found == [6, 6, 3, 2, 2]
    assert ask("inspections_total", scope=focus("/5/", 2)).value == 2
    assert ask("inspections_total").value == 6


def test_children_and_the_unit_itself(world: World) -> None:
    assert keys("inspections_total", scope=focus("/1/"), by="child") == {"1": 1, "2": 3, "3": 2}
    assert keys("inspections_total", scope=focus("/"), by="child") == {"1": 6}
    assert keys("inspections_total", scope=focus("/1/2/"), by="child") == {"10": 2, "12": 1}


@pytest.mark.parametrize("name", ["inspections_total", "units_total", "attempts_not_held"])
def test_additive_counts_are_own_plus_children(world: World, name: str) -> None:
    for path in ("/1/", "/1/2/", "/1/3/13/"):
        whole = ask(name, scope=focus(path), by="child")
        own = path.rstrip("/").rpartition("/")[2]
        below = [ask(name, scope=focus(f"{path}{group.key}/")).value for group in whole.groups if group.key != own]
        assert whole.value == sum(map(int, filter(None, below))) + (
            keys(name, scope=focus(path), by="child").get(own) or 0
        )


def test_own_narrows_to_the_lines_own_records(world: World) -> None:
    assert ask("inspections_total", scope=focus("/5/", 2, own=True)).value == 1
    assert ask("units_total", scope=focus("/5/", 2, own=True)).value == 1


def test_a_reach_is_the_union_of_its_ranges(world: World) -> None:
    ranges = [Range(1, "/1/3/"), Range(2, "/5/", own=True), Range(2, "/5/10/", own=True)]
    for count, expected in enumerate((0, 2, 3, 3)):
        assert ask("inspections_total", scope=Scope(reach=tuple(ranges[:count]))).value == expected
    assert ask("inspections_total", scope=Scope(tuple(ranges), Range(1, "/1/2/"))).value == 1
    assert ask("units_total", scope=Scope(tuple(ranges))).value == 3


def test_a_value_at_a_position_uses_the_tree_of_that_position(world: World) -> None:
    before = world.position
    world.place(2, "/1/3/2/")
    world.place(10, "/1/3/2/10/")
    world.place(12, "/1/3/2/12/")
    world.commit()
    assert ask("inspections_total", scope=focus("/1/3/")).value == 5
    assert ask("inspections_total", scope=focus("/1/3/"), at=before).value == 2
    assert ask("inspections_total", scope=focus("/1/3/2/"), at=before).value == 3
    assert ask("inspections_total", scope=focus("/1/2/")).value == 3
    assert ask("inspections_total", scope=focus("/1/99/")).value == 0


def test_rows_that_moved_out_of_reach_are_only_numbered(world: World) -> None:
    before = world.position
    world.place(10, "/1/3/10/")
    world.commit()
    reach = Scope(reach=(Range(1, "/1/2/"),))
    assert ask("inspections_total", scope=reach, at=before).value == 3
    found = rows("inspections_total", scope=reach, at=before)
    assert ([row.key for row in found.rows], found.outside) == ([4], 2)
    assert rows("inspections_total", scope=reach).outside == 0


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("line", {"1": 4, "2": 2}),
        ("unit_kind", {"shop": 5, "school": 1}),
        ("family", {"routine": 4, "": 2}),
        ("source", {"onsite": 6}),
        ("month", {"2024-01": 1, "2024-04": 4, "2024-05": 1}),
        ("inspector_group", {"a": 6}),
    ],
)
def test_dimensions_group_and_filter_alike(world: World, by: str, expected: dict[str, int]) -> None:
    assert keys("inspections_total", by=by) == expected
    for key, value in expected.items():
        assert ask("inspections_total", filters={by: key}).value == value
    assert ask(
        "inspections_total", filters={by: list(expected)[:2] if "" not in expected else ["routine"]}
    ).value == sum(list(expected.values())[:2] if "" not in expected else [4])


def test_every_figure_answers_by_every_dimension_it_has(world: World) -> None:
    for name, figure in figures().items():
        for by in dimensions(figure, facts()):
            answer = ask(name, scope=focus("/1/"), by=by)
            found = rows(name, scope=focus("/1/"), by=by, group=answer.groups[0].key) if answer.groups else None
            assert answer.name == name
            assert found is None or found.rows


def test_groups_of_what_is_not_additive_do_not_add_up(world: World) -> None:
    answer = ask("units_inspected", by="family", scope=focus("/1/2/10/"))
    world.inspect(10, 105, family="other")
    world.commit()
    later = ask("units_inspected", by="family", scope=focus("/1/2/10/"))
    assert (answer.value, later.value) == (1, 1)
    assert {group.key: group.value for group in later.groups} == {"routine": 1, "other": 1}


def test_months_ascend_and_what_is_not_stated_comes_last(world: World) -> None:
    world.inspect(10, -20)
    world.commit()
    assert ask("inspections_total", by="month").groups[0].key == "2023-12"
    last = ask("inspections_total", by="family").groups[-1]
    assert (last.key, last.label) == ("", "not stated")


def test_labels_are_in_the_readers_language(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def named(found: Any) -> dict[str, str]:
        return {"onsite": "现场" if translation.get_language() == "zh-hans" else "on site"}

    monkeypatch.setitem(
        dimension_keys._dimensions, "source", dimension_keys.Dimension("source", "Source", labels=named)
    )
    said = {}
    for language in ("en", "zh-hans", "en"):
        with translation.override(language):
            said[language] = ask("inspections_total", by="source").groups[0].label
    assert said == {"en": "on site", "zh-hans": "现场"}


def test_rows_are_what_the_value_counts_page_by_page(world: World) -> None:
    seen: list[Any] = []
    after = None
    while True:
        page = rows("inspections_total", after=after, limit=4)
        seen += [row.key for row in page.rows]
        after = page.after
        if after is None:
            break
    assert seen == [1, 2, 3, 4, 5, 6]
    assert [row.key for row in rows("inspections_total", scope=focus("/1/"), by="child", group="3").rows] == [3, 5]
    assert rows("failed_inspection_rate").rows[0].values == {"hit": False}


def test_the_json_is_as_promised(world: World) -> None:
    found = ask("failed_inspection_rate", scope=focus("/1/"), by="child", on=day(200)).as_json()
    assert list(found) == [
        "name",
        "version",
        "value",
        "numerator",
        "denominator",
        "low",
        "high",
        "unit",
        "at",
        "on",
        "groups",
    ]
    assert list(found["groups"][0]) == ["key", "label", "value", "numerator", "denominator", "low", "high"]
    assert (found["on"], found["at"], found["unit"], found["value"]) == ("2024-07-19", 1, "share", 0.0)
    assert found["groups"][0] | {"label": ""} == {
        "key": "1",
        "label": "",
        "value": None,
        "numerator": 0,
        "denominator": 1,
        "low": None,
        "high": None,
    }


def test_the_day_is_the_end_of_the_period_but_never_in_the_future(world: World) -> None:
    with frozen(datetime(2024, 6, 1, 12, tzinfo=UTC)):
        assert ask("findings_total", period=(None, day(60))).on == day(60)
        assert ask("findings_total", period=(None, date(2024, 12, 31))).on == date(2024, 6, 1)
        assert ask("findings_total").on == date(2024, 6, 1)
        assert ask("findings_total", on=date(2025, 1, 1)).on == date(2025, 1, 1)
    assert ask("findings_total", on=date.max).on < date.max


@pytest.mark.parametrize(
    ("name", "asked", "code", "said"),
    [
        ("closure_rate_du", {}, "figure_unknown", "closure_rate_due"),
        ("findings_total", {"by": "colour"}, "figure_dimension_unknown", "severity"),
        ("units_total", {"by": "month"}, "figure_dimension_unknown", "unit_kind"),
        ("findings_total", {"filters": {"colour": "red"}}, "figure_dimension_unknown", "severity"),
        ("findings_total", {"filters": {"item": "red"}}, "figure_filter_value", "red"),
        ("findings_total", {"filters": {"item": str(2**64)}}, "figure_filter_value", "item"),
        ("findings_total", {"at": 2}, "figure_position_unknown", "from 0 to 1"),
        ("findings_total", {"at": -1}, "figure_position_unknown", "-1"),
        ("findings_total", {"period": (day(2), day(1))}, "figure_period_reversed", "2024-01-02"),
        ("findings_total", {"by": "child"}, "figure_child_of_none", "line"),
        ("findings_total", {"filters": {"child": "2"}}, "figure_child_of_none", "line"),
    ],
)
def test_what_cannot_be_asked_is_a_problem(
    world: World, name: str, asked: dict[str, Any], code: str, said: str
) -> None:
    for ask_it in (ask, rows):
        if "by" in asked and ask_it is rows:
            asked = {**asked, "group": "x"}
        with pytest.raises(Problem) as raised:
            ask_it(name, **asked)
        assert raised.value.code == code
        assert raised.value.exit == 2
        assert said in str(raised.value)


def test_an_answer_is_kept_and_a_later_position_is_another_question(world: World) -> None:
    assert ask("inspections_total").value == 6
    assert ask("inspections_total").value == 6
    world.inspect(10, 5)
    world.commit()
    assert ask("inspections_total").value == 7
    assert ask("inspections_total", at=1).value == 6


def test_figures_of_a_name_are_found_with_their_definition(world: World) -> None:
    assert figure_named("repeat_rate").number == 27
