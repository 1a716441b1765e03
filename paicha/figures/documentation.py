"""docs/figures.md, written from the figures by `python -m paicha.figures.documentation`; a test holds it to them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils import translation

from paicha.figures.definitions import Figure
from paicha.figures.dimensions import dimensions
from paicha.figures.facts import Fact, grains

PAGE = Path(__file__).parents[2] / "docs" / "figures.md"
HEAD = """# All figures 全部指标

The definition of every figure, as its file has it. [Reading a figure](reading-a-figure.md) says what an answer means.
This page is written by `python -m paicha.figures.documentation`. 本页由程序生成，每个指标的定义以其文件为准。
"""
MEASURES = {
    "count": "number of rows 行数",
    "sum": "sum 合计",
    "share": "share, with Wilson 95 % interval 占比（附Wilson 95%区间）",
    "ratio": "ratio of two sums 比值",
    "median": "median 中位数",
    "survival": "Kaplan-Meier median Kaplan-Meier中位数",
}


BETTER = {"higher": "higher 越高越好", "lower": "lower 越低越好", "neither": "neither 无所谓高低"}


def page(figures: Mapping[str, Figure], facts: Mapping[str, Fact]) -> str:
    """The whole page: figures by grain, each with sentence, measure, dimensions, version and query."""
    parts = [HEAD]
    for grain in grains():
        of_grain = [figure for figure in figures.values() if figure.grain == grain.name]
        if of_grain:
            parts.append(f"## {_both(grain.label)}\n")
            parts += [_entry(figure, facts) for figure in sorted(of_grain, key=lambda figure: figure.name)]
    return "\n".join(parts)


def _both(label: Any) -> str:
    """A lazy translation in both languages."""
    said = []
    for language in ("en", "zh-hans"):
        with translation.override(language):
            said.append(str(label))
    return " ".join(said)


def _entry(figure: Figure, facts: Mapping[str, Fact]) -> str:
    number = f", number {figure.number} of the list" if figure.number else ""
    by = ", ".join(f"`{name}`" for name in dimensions(figure, facts))
    return (
        f"### {figure.en} {figure.zh}\n\n"
        f"`{figure.name}`, version {figure.version}{number}\n\n"
        f"{figure.sentence_en}\n\n{figure.sentence_zh}\n\n"
        f"- Measure 度量: {MEASURES[figure.measure]}; unit 单位: {figure.unit}; better 优劣: {BETTER[figure.better]}\n"
        f"- By 维度: {by}\n\n```sql\n{figure.sql}\n```\n"
    )


def main() -> None:
    """Write the page."""
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "paicha.settings")
    django.setup()
    from paicha.figures import facts, registry

    PAGE.write_text(page(registry.figures(), facts.facts()), encoding="utf-8")


if __name__ == "__main__":
    main()
