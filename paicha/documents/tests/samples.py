"""Two sample reports with every kind of block, the numbers of an invented district. Their text is in samples_text/."""

import dataclasses
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from jinja2 import Environment, StrictUndefined

from paicha.documents import charts
from paicha.documents.document import (
    Align,
    Block,
    Chart,
    Cite,
    Column,
    Document,
    Dot,
    Inlines,
    Language,
    Meta,
    Paragraph,
    Row,
    Scale,
    Slot,
    Table,
    Text,
    Trace,
)
from paicha.documents.markdown import Pieces, parse
from paicha.documents.sealing import Sealed, seal

TEXTS = Path(__file__).parent / "samples_text"
ADDRESS = "https://paicha.example.org"
PAGE = f"{ADDRESS}/reports/0192-sample"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
ROOT = "qFz3kJ0eS1mN7uYw 2hVbXc9dRt4gLp6oZaE8iKsHfQ0="
NUMERALS: tuple[str, ...] = ("", *"一二三四五六七八九")

TOWNS = (
    *(("青禾街道", "Qinghe", 31, 52), ("柳浦镇", "Liupu", 24, 44), ("石桥街道", "Shiqiao", 25, 48)),
    *(("北仓街道", "Beicang", 19, 38), ("望川镇", "Wangchuan", 16, 34), ("临溪镇", "Linxi", 15, 33)),
    *(("南渡街道", "Nandu", 14, 36), ("云杉镇", "Yunshan", 11, 31), ("白鹭镇", "Bailu", 8, 26)),
    *(("松岭镇", "Songling", 7, 27), ("金穗镇", "Jinsui", 5, 24), ("长亭镇", "Changting", 4, 19)),
)
ITEMS = (
    ("疏散通道、安全出口被占用或者堵塞", "Escape route blocked or narrowed by stock"),
    ("灭火器压力不足", "Extinguisher below pressure"),
    ("FIRE DOOR CLOSER 未装闭门器", "Fire door without closer"),
    ("应急照明不亮", "Emergency lighting out"),
    ("电气线路敷设不规范，私拉乱接", "Wiring not as required"),
)


def in_language(language: Language, zh: str, en: str) -> str:
    return zh if language == "zh" else en


class Numbers:
    """Hands out slots with running ids, as the figures will."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.last = 0

    def __call__(self, text: str | int, figure: str = "findings_total", **more: Any) -> Slot:
        self.last += 1
        arguments = {"unit": "SL", "line": "territorial", "from": "2026-07-01", "to": "2026-09-30", "group": None}
        title = in_language(self.language, "有问题单位率", "Units with findings")
        more.setdefault("field", "value")
        trace = Trace(figure, 1, arguments, value=text, title=title, **more)
        return Slot(f"n{self.last}", f"{text:,}" if isinstance(text, int) else text, trace)

    def share(self, numerator: int, denominator: int) -> Slot:
        value = 100 * numerator / denominator
        counts = {"numerator": numerator, "denominator": denominator}
        interval = {"low": f"{max(value - 5, 0):.1f}%", "high": f"{min(value + 5, 100):.1f}%"}
        return self(f"{value:.1f}%", "units_with_findings_rate", **counts, **interval)


def document(language: Language, rows: int = 60, repeat: int = 1) -> Document:
    """A report of about 25 blocks: `rows` rows in its long table, its prose `repeat` times."""
    numbers, pieces = Numbers(language), Pieces()
    blocks = parse(_rendered(language, numbers, pieces, rows, repeat), pieces, f"{language}.md")
    title = "示例区2026年第三季度\u200b消防安全排查\u200b情况报告"
    meta = Meta(
        language=language,
        title=in_language(language, title, "Fire-safety inspections in Sample District, third quarter of 2026"),
        issuer=in_language(language, "示例区安全生产委员会办公室", "Sample District Work Safety Office"),
        number=in_language(language, "示安办〔2026〕12号", "SDO 2026/12"),
        date=date(2026, 10, 9),
        position=171902,
        root=ROOT,
        address=ADDRESS,
    )
    return Document(meta, tuple(blocks))


def _rendered(language: Language, numbers: Numbers, pieces: Pieces, rows: int, repeat: int) -> str:
    counter = iter(range(1, 100))
    dots, months = _charts(language)
    given: dict[str, Any] = {
        "n": lambda *args, **more: pieces.inline(numbers(*args, **more)),
        "share": lambda n, total: pieces.inline(numbers.share(n, total)),
        "cite": lambda kind, key, text: pieces.inline(Cite(kind, key, text)),
        "addressee": lambda text: pieces.block(Paragraph((Text(text),), "addressee")),
        "signature": lambda text: pieces.block(Paragraph((Text(text),), "signature")),
        "date": lambda text: pieces.block(Paragraph((Text(text),), "date")),
        "order": lambda: _numeral(next(counter)),
        "towns": lambda: pieces.block(_town_table(language, numbers)),
        "items": lambda: pieces.block(_item_table(language, numbers, rows)),
        "dots": pieces.block(dots),
        "months": pieces.block(months),
        "root": ROOT,
        "repeat": repeat,
    }
    text = (TEXTS / f"{language}.md").read_text(encoding="utf-8")
    # what a section prints is Markdown or a mark, and never HTML
    environment = Environment(undefined=StrictUndefined, autoescape=False)  # noqa: S701
    return str(environment.from_string(text).render(given))


def _numeral(number: int) -> str:
    tens, units = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{NUMERALS[tens]}十") + NUMERALS[units]


def sealed(
    language: Language, rows: int = 60, repeat: int = 1, change: Callable[[Document], Document] | None = None
) -> Sealed:
    """The sample, sealed with the tests' key; `change` may alter the document first."""
    made = document(language, rows, repeat)
    made = change(made) if change else made
    return seal(made, report="0192-sample", page=PAGE, scope={"unit": "SL", "at": 171902}, key=KEY)


def of_blocks(blocks: Iterable[Block], language: Language = "zh") -> Sealed:
    """A report that consists of these blocks."""
    return sealed(language, rows=1, change=lambda made: dataclasses.replace(made, blocks=tuple(blocks)))


def recomputed(sealed: Sealed) -> dict[str, str]:
    """What the figures would print today if nothing changed."""
    return {number["id"]: number["text"] for number in sealed.manifest["numbers"]}


def _columns(titles: Iterable[str], aligns: Iterable[Align], widths: Iterable[int]) -> tuple[Column, ...]:
    parts = zip(titles, aligns, widths, strict=True)
    return tuple(Column((Text(title),), align, width) for title, align, width in parts)


def _town_table(language: Language, numbers: Numbers) -> Table:
    titles = in_language(language, "镇街,有问题单位,已查单位,比例", "Town,With findings,Inspected,Share").split(",")
    columns = _columns(titles, ("left", "right", "right", "right"), (16, 11, 11, 11))
    rows = []
    for zh, en, n, total in TOWNS:
        value = 100 * n / total
        name: Inlines = (Cite("unit", en, in_language(language, zh, en)),)
        dot = Dot(value, max(value - 13, 0), value + 13, value - 6)
        rows.append(Row((name, (numbers(n),), (numbers(total),), (numbers.share(n, total),)), dot))
    name = (Text(in_language(language, "全区", "District")),)
    rows.append(Row((name, (numbers(179),), (numbers(412),), (numbers.share(179, 412),)), Dot(43.4), strong=True))
    scale = Scale(
        (Text(in_language(language, "95%区间，空心为上年同期", "95% interval; ring: year before")),),
        tuple((float(tick), f"{tick}%") for tick in (0, 20, 40, 60, 80)),
        43.4,
        34,
    )
    caption = in_language(language, "各镇街有问题单位的比例", "Units with findings, by town")
    return Table(columns, tuple(rows), (Text(caption),), scale)


def _item_table(language: Language, numbers: Numbers, rows: int) -> Table:
    titles = in_language(language, "检查项,不合格,已查,比例,说明", "Item,Failed,Checked,Share,Remark").split(",")
    columns = _columns(titles, ("left", "right", "right", "right", "left"), (30, 9, 9, 9, 26))
    body = []
    for at in range(rows):
        failed, checked = 40 + at, 1000 + 7 * at
        name: Inlines = (Cite("item", f"i{at}", in_language(language, *ITEMS[at % 5])),)
        remark = in_language(language, "多在临街商铺", "mainly shops on the street") if at % 3 == 0 else ""
        counts: tuple[Inlines, ...] = ((numbers(failed),), (numbers(checked),), (numbers.share(failed, checked),))
        body.append(Row((name, *counts, (Text(remark),))))
    return Table(columns, tuple(body), (Text(in_language(language, "按检查项统计", "By item")),))


def _charts(language: Language) -> tuple[Chart, Chart]:
    dots = []
    for zh, en, n, total in TOWNS:
        value = 100 * n / total
        name = in_language(language, zh, en)
        dots.append(charts.Dots(name, value, value - 12, value + 12, value - 6, f"{n} / {total}"))
    caption = in_language(
        language,
        "各镇街有问题单位的比例（点）与95%区间（线），空心为上年同期",
        "Share of units with findings (dot) and 95% interval (line); ring: year before",
    )
    sentence = in_language(
        language,
        "各镇街有问题单位的比例，由高到低排列，数值见表1。",
        "Share of units with findings by town; values in table 1.",
    )
    rule = (43.4, in_language(language, "全区43.4%", "District 43.4%"))
    first = charts.dot_plot(dots, alternative=sentence, caption=(Text(caption),), rule=rule)
    points = [charts.Month(date(2026, m, 1), 60 + 2 * m, 55 + 2 * m, 66 + 2 * m, 58 + m) for m in range(1, 10)]
    caption = in_language(language, "到期销号率逐月变化", "Closure rate of findings due, by month")
    sentence = in_language(language, "到期销号率逐月变化与上年同期。", "Closure rate by month, with the year before.")
    labels = ("本期", "上年同期") if language == "zh" else ("this year", "year before")
    second = charts.months(points, language=language, alternative=sentence, caption=(Text(caption),), labels=labels)
    return first, second
