"""The annexes that prove a report: the definition of each figure used, the trace of each number, the ledger's root."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from paicha.documents.document import (
    Block,
    Cite,
    Column,
    Heading,
    Inlines,
    PageBreak,
    Paragraph,
    Row,
    Slot,
    Table,
    Text,
)
from paicha.figures.words import name_of, sentence_of
from paicha.reports.questions import Desk
from paicha.reports.tables import text

HEADINGS = {
    "zh": ("附件1　指标定义", "附件2　数字溯源", "附件3　存证"),
    "en": ("Annex 1. Definitions of the figures", "Annex 2. Trace of every number", "Annex 3. The ledger"),
}
DEFINITIONS = {
    "zh": (("指标", "名称", "定义", "版本"), "本报告所用指标的定义"),
    "en": (("Figure", "Name", "Definition", "Version"), "Definitions of the figures used in this report"),
}
TRACES = {
    "zh": (("编号", "数字", "指标", "所问（范围和期间同本报告的不重复写）"), "本报告每个数字的出处"),
    "en": (
        ("No.", "Number", "Figure", "Asked, besides the report's own scope and period"),
        "Where every number of this report comes from",
    ),
}
SHORT = {"numerator": "n", "denominator": "N", "low": "≥", "high": "≤"}
ROOT = {
    "zh": (
        "本报告全部数字取自存证链第{position}位。该位次的树根为：",
        "用 paicha report verify 命令可核对本文件：逐个数字重新计算，逐段比对文字，改动、删除和调换都会列出。",
    ),
    "en": (
        "All numbers of this report are those of position {position} of the ledger. The root of its tree there is:",
        (
            "The command paicha report verify holds this file against the installation: it computes every number anew "
            "and compares every paragraph, and lists what was changed, removed or exchanged."
        ),
    ),
}


def annexes(desk: Desk, root: str) -> list[Block]:
    """The three annexes; made last, when all numbers are known."""
    slots = list(desk.slots)
    first, second, third = HEADINGS[desk.language]
    return [
        PageBreak(),
        Heading(1, text(first)),
        _definitions(desk),
        Heading(1, text(second)),
        _traces(desk, slots),
        Heading(1, text(third)),
        *_root(desk, root),
    ]


def _definitions(desk: Desk) -> Table:
    titles, caption = DEFINITIONS[desk.language]
    widths = (22, 16, 52, 7)
    columns = tuple(Column(text(title), "left", width) for title, width in zip(titles, widths, strict=True))
    rows = tuple(
        Row(
            (
                (Cite("figure", name, name),),
                (Cite("figure", name, name_of(figure)),),
                (Cite("figure", name, sentence_of(figure)),),
                (Cite("figure", name, str(figure.version)),),
            )
        )
        for name, figure in sorted(desk.used.items())
    )
    return Table(columns, rows, text(caption), dense=True)


def _traces(desk: Desk, slots: list[Slot]) -> Table:
    """One row for each run of numbers that one question gave. They stand here as citations: the slots are verified."""
    titles, caption = TRACES[desk.language]
    widths = (13, 26, 33, 28)
    columns = tuple(Column(text(title), "left", width) for title, width in zip(titles, widths, strict=True))
    runs = [list(run) for _, run in groupby(slots, key=lambda slot: (slot.trace.figure, slot.trace.arguments))]
    return Table(columns, tuple(Row(_trace(desk, run)) for run in runs), text(caption), dense=True)


def _trace(desk: Desk, run: list[Slot]) -> tuple[Inlines, ...]:
    first, last = run[0], run[-1]
    ids = first.id if first is last else f"{first.id}–{last.id}"
    numbers = "; ".join(f"{SHORT.get(slot.trace.field, '')} {slot.text}".strip() for slot in run)
    shown = (ids, numbers, f"{first.trace.figure} v{first.trace.version}", _asked(desk, first.trace.arguments))
    return tuple((Cite("trace", first.id, each),) for each in shown)


def _asked(desk: Desk, arguments: Mapping[str, Any]) -> str:
    """What was asked besides what all the report's numbers share."""
    shared = desk.question.arguments(None, None, {})
    said = {key: value for key, value in arguments.items() if shared.get(key) != value}
    parts = []
    for key, value in said.items():
        if isinstance(value, Mapping):
            parts += [f"{key} {inner}={each}" for inner, each in value.items()]
        else:
            parts.append(f"{key}={value}")
    return "; ".join(parts)


def _root(desk: Desk, root: str) -> list[Block]:
    before, after = ROOT[desk.language]
    head, tail = before.split("{position}")
    position = Cite("position", str(desk.question.position), f"{desk.question.position:,}")
    return [
        Paragraph((Text(head), position, Text(tail))),
        Paragraph((Cite("root", "root", root),)),
        Paragraph((Text(after),)),
    ]
