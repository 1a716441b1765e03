"""A first mapping for a file that has none: its columns as far as their names tell what they are."""

import json
from collections.abc import Sequence

from paicha.exchange.places import slug
from paicha.kernel.clock import zone

# For each part: what a column may be called that holds it, without spaces and signs, the surest first.
_WORDS = {
    "id": ("inspectionid", "id", "no", "number", "编号", "检查编号", "序号"),
    "date": ("inspectiondate", "date", "检查日期", "日期"),
    "type": ("inspectiontype", "insptype", "type", "kind", "检查类型", "类型"),
    "result": ("result", "results", "outcome", "检查结果", "结果"),
    "code": ("license", "licence", "unitcode", "code", "统一社会信用代码", "单位编码", "许可证号"),
    "name": ("dbaname", "dba", "name", "unit", "sitename", "单位名称", "名称"),
    "address": ("address", "street", "地址"),
    "level": ("ward", "district", "town", "街道", "镇街", "区县", "辖区"),
    "findings": ("violations", "findings", "问题", "检查发现"),
}


def draft(columns: Sequence[str], name: str, encoding: str = "") -> str:
    """The text of a mapping that names the file's columns as far as that can be told, and its encoding if given."""
    plain = {"".join(sign for sign in column.lower() if sign.isalnum()): column for column in columns}
    found = {part: next((plain[word] for word in words if word in plain), "") for part, words in _WORDS.items()}
    stem = name.partition(".")[0]
    source = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in slug(stem)).strip("-")
    said = {part: _quoted(column) for part, column in found.items()}
    code = f"code = {said['code']}"
    if not found["code"] and found["name"] and found["address"]:
        code = f"code_from = [{said['name']}, {said['address']}]"
    level = f'{{ column = {said["level"]}, kind = "district" }}' if found["level"] else ""
    return _TEXT.format(
        **said | {"code": code, "level": level},
        columns="\n".join(f"#   {column}" for column in columns),
        source=source[:60].strip("-") or "source",
        title=_quoted(stem[:100]),
        zone=zone().key,
        encoding=f"encoding = {_quoted(encoding)}\n" if encoding else "",
    )


def _quoted(text: str) -> str:
    """Text as TOML writes it: what JSON writes, too, but for a sign that it leaves alone."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


_TEXT = """# The columns of the file:
{columns}
# Names of columns are matched exactly. docs/mapping.md explains every key.

source = "{source}"
title = {title}
language = "en"
time_zone = "{zone}"
{encoding}
[unit]
{code}
name = {name}
address = {address}

[[line]]
code = "territorial"
kind = "territorial"
names = {{ en = "Territory", zh = "属地" }}
root = {{ code = "", name = "" }}
levels = [{level}]

[inspection]
id = {id}
date = {date}
date_format = "%Y-%m-%d"
kind = {type}
result = {result}

[inspection.kinds]
"Routine" = {{ family = "routine" }}

[inspection.results]
"Pass" = {{ held = true, failed = false }}
"Fail" = {{ held = true, failed = true }}

# Findings are read in one of two ways. A column with a number for each grade:
[findings.counts]
scale = "general-major"
columns = {{ general = "", major = "" }}

# Or items in a text; then take [findings.counts] out.
# [findings.text]
# column = {findings}
# separator = "|"
# pattern = '(?P<item>\\d+)\\. (?P<title>[^-]+)( - Comments: (?P<comment>.*))?'
# checklist = {{ code = "items", names = {{ en = "Items", zh = "检查项" }} }}
"""
