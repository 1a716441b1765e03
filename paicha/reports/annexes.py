"""The annexes that prove a report: the definition of each figure used, the trace of each number, the ledger's root."""

from paicha.figures.words import name_of, sentence_of
from paicha.reports.document import Block, Cite, Column, Heading, Inlines, PageBreak, Paragraph, Row, Slot, Table, Text
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
    "zh": (("编号", "数字", "指标", "所问"), "本报告每个数字的出处"),
    "en": (("No.", "Number", "Figure", "Question"), "Where every number of this report comes from"),
}
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
        PageBreak(), Heading(1, text(first)), _definitions(desk),
        Heading(1, text(second)), _traces(desk, slots),
        Heading(1, text(third)), *_root(desk, root),
    ]  # fmt: skip


def _definitions(desk: Desk) -> Table:
    titles, caption = DEFINITIONS[desk.language]
    widths = (22, 16, 52, 7)
    columns = tuple(Column(text(title), "left", width) for title, width in zip(titles, widths, strict=True))
    rows = tuple(
        Row((
            (Cite("figure", name, name),),
            (Cite("figure", name, name_of(figure)),),
            (Cite("figure", name, sentence_of(figure)),),
            (Cite("figure", name, str(figure.version)),),
        ))
        for name, figure in sorted(desk.used.items())
    )  # fmt: skip
    return Table(columns, rows, text(caption))


def _traces(desk: Desk, slots: list[Slot]) -> Table:
    titles, caption = TRACES[desk.language]
    widths = (8, 14, 28, 50)
    columns = tuple(Column(text(title), "left", width) for title, width in zip(titles, widths, strict=True))
    return Table(columns, tuple(Row(_trace(slot)) for slot in slots), text(caption))


def _trace(slot: Slot) -> tuple[Inlines, ...]:
    """The printed number stands here as a citation: it is the slot itself that is verified."""
    trace = slot.trace
    asked = "; ".join(f"{key}={value}" for key, value in trace.arguments.items() if key not in ("line", "unit"))
    shown = (slot.id, slot.text, f"{trace.figure} v{trace.version}.{trace.field}", asked)
    return tuple((Cite("trace", slot.id, each),) for each in shown)


def _root(desk: Desk, root: str) -> list[Block]:
    before, after = ROOT[desk.language]
    head, tail = before.split("{position}")
    position = Cite("position", str(desk.question.position), f"{desk.question.position:,}")
    return [
        Paragraph((Text(head), position, Text(tail))),
        Paragraph((Cite("root", "root", root),)),
        Paragraph((Text(after),)),
    ]
