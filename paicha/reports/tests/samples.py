"""Two sample reports with every kind of block, the numbers of an invented district."""

import dataclasses
from collections.abc import Callable
from datetime import date

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from paicha.reports import charts
from paicha.reports.document import (
    Block,
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
from paicha.reports.markdown import Pieces, parse
from paicha.reports.sealing import Sealed, seal

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
ROOT = "qFz3kJ0eS1mN7uYw 2hVbXc9dRt4gLp6oZaE8iKsHfQ0="

ORDER = [
    *"一二三四五六七八九十",
    *(f"十{unit}" for unit in "一二三四五六七八九"),
    "二十",
    *(f"二十{unit}" for unit in "一二三四五六七八九"),
]

TOWNS = (
    ("青禾街道", "Qinghe", 31, 52), ("柳浦镇", "Liupu", 24, 44), ("石桥街道", "Shiqiao", 25, 48), ("北仓街道", "Beicang", 19, 38),
    ("望川镇", "Wangchuan", 16, 34), ("临溪镇", "Linxi", 15, 33), ("南渡街道", "Nandu", 14, 36), ("云杉镇", "Yunshan", 11, 31),
    ("白鹭镇", "Bailu", 8, 26), ("松岭镇", "Songling", 7, 27), ("金穗镇", "Jinsui", 5, 24), ("长亭镇", "Changting", 4, 19),
)  # fmt: skip


class Numbers:
    """Hands out slots with running ids, as the figures will."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.last = 0

    def __call__(self, text: str | int, figure: str = "findings_total", field: str = "value", **more: object) -> Slot:
        self.last += 1
        shown = f"{text:,}" if isinstance(text, int) else text
        title = "有问题单位率" if self.language == "zh" else "Units with findings"
        arguments = {"unit": "SL", "line": "territorial", "from": "2026-07-01", "to": "2026-09-30", "group": None}
        trace = Trace(figure, 1, arguments, field, text, title, **more)  # type: ignore[arg-type]
        return Slot(f"n{self.last}", shown, trace)

    def share(self, numerator: int, denominator: int) -> Slot:
        text = f"{100 * numerator / denominator:.1f}%"
        low, high = max(100 * numerator / denominator - 5, 0), min(100 * numerator / denominator + 5, 100)
        return self(
            text, "units_with_findings_rate", numerator=numerator, denominator=denominator,
            low=f"{low:.1f}%", high=f"{high:.1f}%",
        )  # fmt: skip


def document(language: Language, rows: int = 60, repeat: int = 1) -> Document:
    """A report of about 25 blocks: `rows` rows in its long table, its prose `repeat` times."""
    numbers, pieces = Numbers(language), Pieces()
    section = {"zh": _zh, "en": _en}[language]
    blocks = parse(section(numbers, pieces, repeat), pieces, "sample.md")
    pieces.block(_long_table(language, numbers, rows))
    blocks += parse(_annex(language, numbers, pieces, rows), pieces, "annex.md")
    zh = language == "zh"
    meta = Meta(
        language=language,
        title="示例区2026年第三季度\u200b消防安全排查\u200b情况报告"
        if zh
        else "Fire-safety inspections in Sample District, third quarter of 2026",
        issuer="示例区安全生产委员会办公室" if zh else "Sample District Work Safety Office",
        number="示安办〔2026〕12号" if zh else "SDO 2026/12",
        date=date(2026, 10, 9),
        position=171902,
        root=ROOT,
        address="https://paicha.example.org",
    )
    return Document(meta, tuple(blocks))


def sealed(
    language: Language, rows: int = 60, repeat: int = 1, change: Callable[[Document], Document] | None = None
) -> Sealed:
    """The sample, sealed with the tests' key; `change` may alter the document first."""
    made = document(language, rows, repeat)
    return seal(change(made) if change else made, report="0192-sample", scope={"unit": "SL", "at": 171902}, key=KEY)


def replace_block(document: Document, at: int, block: Block) -> Document:
    blocks = list(document.blocks)
    blocks[at] = block
    return dataclasses.replace(document, blocks=tuple(blocks))


def recomputed(sealed: Sealed) -> dict[str, str]:
    """What the figures would print today if nothing changed."""
    return {number["id"]: number["text"] for number in sealed.manifest["numbers"]}


def _town_table(language: Language, numbers: Numbers) -> Table:
    zh = language == "zh"
    titles = ("镇街", "有问题单位", "已查单位", "比例") if zh else ("Town", "With findings", "Inspected", "Share")
    columns = tuple(
        Column((Text(title),), "left" if at == 0 else "right", 16 if at == 0 else 11) for at, title in enumerate(titles)
    )
    rows = []
    for name_zh, name_en, n, total in TOWNS:
        value = 100 * n / total
        rows.append(
            Row(
                (
                    (Cite("unit", name_en, name_zh if zh else name_en),),
                    (numbers(n),),
                    (numbers(total),),
                    (numbers.share(n, total),),
                ),
                Dot(value, max(value - 13, 0), value + 13, value - 6),
            )
        )
    all_n, all_total = sum(row[2] for row in TOWNS), sum(row[3] for row in TOWNS)
    name = "全区" if zh else "District"
    rows.append(
        Row(
            ((Text(name),), (numbers(all_n),), (numbers(all_total),), (numbers.share(all_n, all_total),)),
            Dot(43.4),
            strong=True,
        )
    )
    scale = Scale((Text("95%区间，空心为上年同期" if zh else "95% interval; ring: year before"),),
                  ((0, "0%"), (20, "20%"), (40, "40%"), (60, "60%"), (80, "80%")), 43.4, 34)  # fmt: skip
    caption = "各镇街有问题单位的比例" if zh else "Units with findings, by town"
    return Table(columns, tuple(rows), (Text(caption),), scale)


def _long_table(language: Language, numbers: Numbers, rows: int) -> Table:
    zh = language == "zh"
    titles = ("检查项", "不合格", "已查", "比例", "说明") if zh else ("Item", "Failed", "Checked", "Share", "Remark")
    widths = (30, 9, 9, 9, 26)
    aligns = ("left", "right", "right", "right", "left")
    columns = tuple(
        Column((Text(title),), align, width)
        for title, align, width in zip(titles, aligns, widths, strict=True)  # type: ignore[arg-type]
    )
    items_zh = (
        "疏散通道、安全出口被占用或者堵塞",
        "灭火器压力不足",
        "FIRE DOOR CLOSER 未装闭门器",
        "应急照明不亮",
        "电气线路敷设不规范，私拉乱接",
    )
    items_en = (
        "Escape route blocked or narrowed by stock",
        "Extinguisher below pressure",
        "Fire door without closer",
        "Emergency lighting out",
        "Wiring not as required",
    )
    body = []
    for at in range(rows):
        name = (items_zh if zh else items_en)[at % 5]
        remark = ("多在临街商铺" if zh else "mainly shops on the street") if at % 3 == 0 else ""
        body.append(
            Row(
                (
                    (Cite("item", f"i{at}", name),),
                    (numbers(40 + at),),
                    (numbers(1000 + 7 * at),),
                    (numbers.share(40 + at, 1000 + 7 * at),),
                    (Text(remark),),
                )
            )  # fmt: skip
        )
    return Table(columns, tuple(body), (Text("按检查项统计" if zh else "By item"),))


def _charts(language: Language) -> tuple[charts.Chart, charts.Chart]:
    zh = language == "zh"
    dots = [
        charts.Dots(a if zh else b, 100 * n / t, 100 * n / t - 12, 100 * n / t + 12, 100 * n / t - 6, f"{n} / {t}")
        for a, b, n, t in TOWNS
    ]
    caption: Inlines = (
        Text(
            "各镇街有问题单位的比例（点）与95%区间（线），空心为上年同期"
            if zh
            else "Share of units with findings (dot) and 95% interval (line); ring: year before"
        ),
    )
    sentence = (
        "各镇街有问题单位的比例，由高到低排列，数值见表1。"
        if zh
        else "Share of units with findings by town, from high to low; the values are in table 1."
    )
    first = charts.dot_plot(
        dots, alternative=sentence, caption=caption, rule=(43.4, "全区43.4%" if zh else "District 43.4%")
    )
    points = [charts.Month(date(2026, m, 1), 60 + 2 * m, 55 + 2 * m, 66 + 2 * m, 58 + m) for m in range(1, 10)]
    caption = (Text("到期销号率逐月变化" if zh else "Closure rate of findings due, by month"),)
    sentence = (
        "到期销号率逐月变化，与上年同期相比。" if zh else "Closure rate of findings due by month, with the year before."
    )
    labels = ("本期", "上年同期") if zh else ("this year", "year before")
    return first, charts.months(points, language=language, alternative=sentence, caption=caption, labels=labels)


def _zh(numbers: Numbers, pieces: Pieces, repeat: int) -> str:
    give = pieces.inline
    dots, months = _charts("zh")
    total, closed, due = numbers(596), numbers(1204), numbers(1387)
    prose = "".join(
        f"""
# {ORDER[2 * at]}、基本情况

本次排查范围为全区各镇街的{give(numbers(420))}家单位，经批准免查{give(numbers(8))}家，应查{give(numbers(412))}家。截至9月30日，{give(numbers(412))}家全部完成自查，其中{give(numbers(62))}家经抽签接受现场检查；未能入户（关门停业、无人应答）的{give(numbers(17))}次只作尝试记录，不计入任何比率。检查依据《中华人民共和国安全生产法》第四十一条和GB/T 9704-2012的要求记录，现场检查记录由检查人员与被检查单位双方签字，拒绝签字的注明情况。

## （一）主要做法

**统一标准。**全区使用同一版本检查表，检查项、等级和整改期限在通知下发前公布；每条问题都有责任人、措施、资金、时限和预案。

1. 先由单位对照检查表自查，再由抽签产生的检查组现场核查，检查组成员须回避本人负责的单位。
2. 复查由整改责任人以外的人员进行，复查通过后方可销号；未经复查的只记为“已报完成”，不计入销号。
3. 逾期未销号的问题逐级督办。

## （二）数据来源

- 现场检查由检查员当场录入，照片保留时间和地点。
- 上年同期数字按同一版本规则重新计算。

# {ORDER[2 * at + 1]}、存在问题

共有{give(numbers(179))}家单位发现问题，占{give(numbers.share(179, 412))}（95%区间{give(numbers("38.7%", field="low"))}至{give(numbers("48.3%", field="high"))}），上年同期为{give(numbers.share(161, 405))}。{give(numbers("大多数", field="words"))}问题集中在疏散通道和消防器材方面，合计{give(numbers(408))}条，占全部{give(numbers(596))}条的{give(numbers.share(408, 596))}。
"""
        for at in range(repeat)
    )
    return f"""{pieces.block(Paragraph((Text("区安全生产委员会各成员单位，各镇人民政府、街道办事处："),), "addressee"))}
现将2026年第三季度消防安全排查情况报告如下。
{prose}
{pieces.block(_town_table("zh", numbers))}
> 注：比例为有问题单位数除以已查单位数；已查单位少于规定数量的只列数量，不列比例。区间重叠的镇街不宜排出先后。

各镇街有问题单位的比例见图1。
{pieces.block(dots)}
### 1.整改与销号

到期问题{give(due)}条，经复查销号{give(closed)}条，到期销号率{give(numbers.share(1204, 1387))}；查出问题{give(total)}条。
{pieces.block(months)}
# {ORDER[2 * repeat]}、下一步措施

一是由各镇街对逾期问题逐条明确责任人和完成日期；二是对区间整个高于全区水平的{give(Cite("unit", "Qinghe", "青禾街道"))}安排随机回查；三是按季公布到期销号率。
{pieces.block(Paragraph((Text("示例区安全生产委员会办公室"),), "signature"))}
{pieces.block(Paragraph((Text("2026年10月9日"),), "date"))}"""


def _en(numbers: Numbers, pieces: Pieces, repeat: int) -> str:
    give = pieces.inline
    dots, months = _charts("en")
    prose = "".join(
        f"""
# General situation

The inspections cover the {give(numbers(420))} units of the district. The office exempted {give(numbers(8))}, which leaves {give(numbers(412))} to be inspected. By 30 September {give(numbers(412))} units had finished their self-inspection, and {give(numbers(62))} drawn by lot had been checked on site. The {give(numbers(17))} attempts that were not held (no entry, out of business) stand in no rate. Records follow article 41 of the Work Safety Law; see also section 2.

## What was done

**Same rules for all.** Items, grades and deadlines were published before the notice went out; every finding has an owner, a measure, funds, a deadline and a contingency plan.

1. Units inspect themselves first; then teams drawn by lot check on site, and members stand aside where they are responsible for a unit.
2. Verification is by somebody other than the owner, and only a verified correction closes a finding.
3. Findings past their deadline go to the level above.

- Inspectors enter what they see on the spot; photographs keep time and place.
- The year before was computed again by the same version of each rule.

# Problems found

Findings were made in {give(numbers(179))} units, {give(numbers.share(179, 412))} of those inspected (95% interval {give(numbers("38.7%", field="low"))} to {give(numbers("48.3%", field="high"))}); a year before it was {give(numbers.share(161, 405))}. {give(numbers("Most", field="words"))} findings concern escape routes and extinguishers: {give(numbers(408))} of {give(numbers(596))}, or {give(numbers.share(408, 596))}.
"""
        for _ in range(repeat)
    )
    return f"""{prose}
{pieces.block(_town_table("en", numbers))}
> Share: units with findings divided by units inspected. Where intervals overlap, towns should not be put in an order.

The share of each town is drawn in figure 1.
{pieces.block(dots)}
### Correction and closure

Of {give(numbers(1387))} findings due, {give(numbers(1204))} were closed after verification: {give(numbers.share(1204, 1387))}.
{pieces.block(months)}
# Next steps

Each town names an owner and a date for every finding past its deadline; {give(Cite("unit", "Qinghe", "Qinghe"))}, whose whole interval lies above the district's, is checked again at random.
{pieces.block(Paragraph((Text("Sample District Work Safety Office"),), "signature"))}
{pieces.block(Paragraph((Text("9 October 2026"),), "date"))}"""


def _annex(language: Language, numbers: Numbers, pieces: Pieces, rows: int) -> str:
    zh = language == "zh"
    table = pieces.block(_long_table(language, numbers, rows))
    root = pieces.inline(Cite("ledger", "root", ROOT))
    if zh:
        return f"---\n\n# 附件1　按检查项统计\n{table}\n本报告依据存证链，根为{root}。"
    return f"---\n\n# Annex 1. Items\n{table}\nThis report rests on the ledger whose root is {root}."
