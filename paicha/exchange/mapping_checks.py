"""What a mapping must also be, beyond the right keys: not contradictory, and readable by the machine it is for."""

import re
import zoneinfo
from collections.abc import Iterable
from datetime import datetime
from typing import NoReturn

import regex  # type: ignore[import-untyped]
from django.utils.translation import gettext as _

from paicha.exchange.encodings import COMMON, known_encoding
from paicha.exchange.mapping_faults import toml_key
from paicha.exchange.mapping_parts import InspectionPart, LinePart, Mapping, TextPart, template_columns
from paicha.exchange.nearest import nearest
from paicha.kernel.problems import Problem

GROUPS = ("item", "title", "comment", "severity", "deadline")
NEEDED = ("item", "title")
RESERVED_KINDS = ("unplaced", "root")
_DIRECTIVE = re.compile(r"%(.?)", re.DOTALL)
_DIRECTIVES = "YymbBdaAHIMSfpz%"


def check(mapping: Mapping) -> None:
    """Raise the first Problem there is with a mapping whose keys are right."""
    _check_file(mapping)
    _check_unit(mapping)
    _check_lines(mapping)
    _check_inspection(mapping, mapping.inspection)
    _check_findings(mapping)


def _check_file(mapping: Mapping) -> None:
    try:
        zoneinfo.ZoneInfo(mapping.time_zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
        near = nearest(mapping.time_zone, zoneinfo.available_timezones())
        raise Problem(
            "mapping_word", path=mapping.path, key="time_zone", value=mapping.time_zone, nearest=near
        ) from error
    if mapping.encoding is not None and not known_encoding(mapping.encoding):
        near = nearest(mapping.encoding, COMMON)
        raise Problem("mapping_word", path=mapping.path, key="encoding", value=mapping.encoding, nearest=near)
    if mapping.delimiter is not None and (mapping.delimiter.isalnum() or mapping.delimiter in '"\r\n\0 .-'):
        _clash(mapping, "delimiter", mapping.delimiter, _("it cannot part cells"))


def _check_unit(mapping: Mapping) -> None:
    unit = mapping.unit
    if (unit.code is None) == (not unit.code_from):
        _exactly_one(mapping, "unit.code", "unit.code_from")
    if (unit.latitude is None) != (unit.longitude is None):
        missing = "unit.latitude" if unit.latitude is None else "unit.longitude"
        raise Problem("mapping_key_missing", path=mapping.path, key=missing)
    _distinct(mapping, "unit.code_from", unit.code_from)


def _check_lines(mapping: Mapping) -> None:
    codes = [line.code for line in mapping.lines]
    _distinct(mapping, "line.code", codes)
    if mapping.record_line not in codes:
        near = nearest(mapping.record_line, codes)
        raise Problem("mapping_word", path=mapping.path, key="business_line", value=mapping.record_line, nearest=near)
    tops: dict[tuple[str, str], str] = {}
    for number, line in enumerate(mapping.lines):
        _check_levels(mapping, f"line[{number}]", line)
        for level in line.levels[:1]:
            # The code of a place is made of the root's code and the kinds and values below it.
            top, key = (line.root.code, level.kind), f"line[{number}].levels[0].kind"
            if top in tops:
                _clash(mapping, key, tops[top], _("both would give units the same codes; use another root or kind"))
            tops[top] = key


def _check_levels(mapping: Mapping, key: str, line: LinePart) -> None:
    _distinct(mapping, f"{key}.levels.column", [level.column for level in line.levels])
    _distinct(mapping, f"{key}.levels.kind", [level.kind for level in line.levels])
    for place, level in enumerate(line.levels):
        where = f"{key}.levels[{place}]"
        if level.kind in RESERVED_KINDS:
            _clash(mapping, f"{where}.kind", level.kind, _("this word is taken for units that paicha makes itself"))
        for part, template in (("name", level.name), ("code", level.code)):
            if template is not None and (not template_columns(template) or re.search("[{}]", _bare(template))):
                raise Problem("mapping_template", path=mapping.path, key=f"{where}.{part}", template=template)


def _bare(template: str) -> str:
    return re.sub(r"\{[^{}]+\}", "", template)


def _check_inspection(mapping: Mapping, inspection: InspectionPart) -> None:
    if (inspection.kind is None) == (inspection.family is None):
        _exactly_one(mapping, "inspection.kind", "inspection.family")
    if inspection.kind is not None and not inspection.kinds:
        raise Problem("mapping_key_missing", path=mapping.path, key="inspection.kinds")
    if inspection.family is not None and inspection.kinds:
        _clash(mapping, "inspection.kinds", "inspection.family", _("the first says what the words of a column mean"))
    check_date_format(mapping, "inspection.date_format", inspection.date_format)
    for part, words in (("kinds", inspection.kinds), ("results", inspection.results)):
        _distinct(mapping, f"inspection.{part}", [" ".join(word.split()) for word in words])
        for word in words:
            if word in mapping.null:
                _clash(
                    mapping, toml_key(("inspection", part, word)), "null", _("a null word means that nothing is known")
                )
    for word, result in inspection.results.items():
        key = toml_key(("inspection", "results", word, "failed"))
        if result.held and result.failed is None:
            raise Problem("mapping_key_missing", path=mapping.path, key=key)
        if not result.held and result.failed:
            held = toml_key(("inspection", "results", word, "held"))
            _clash(mapping, key, held, _("an inspection that was not held has failed nothing"))


def check_date_format(mapping: Mapping, key: str, form: str) -> None:
    """Refuse a date format that no date can be read by: it needs a year, a month and a day, each once."""
    found = [match[1] for match in _DIRECTIVE.finditer(form)]
    fields = [sign for sign in found if sign != "%"]
    whole = all(sum(sign in kinds for sign in fields) == 1 for kinds in ("Yy", "mbB", "d"))
    if not whole or len(set(fields)) < len(fields) or any(not sign or sign not in _DIRECTIVES for sign in found):
        raise Problem("mapping_date_format", path=mapping.path, key=key, format=form)
    try:
        datetime.strptime("", form)  # noqa: DTZ007  only to have the format itself looked at
    except ValueError as error:
        if "does not match" not in str(error):
            raise Problem("mapping_date_format", path=mapping.path, key=key, format=form) from error


def _check_findings(mapping: Mapping) -> None:
    counts, text = mapping.findings.counts, mapping.findings.text
    if (counts is None) == (text is None):
        _exactly_one(mapping, "findings.counts", "findings.text")
    if counts is not None:
        _distinct(mapping, "findings.counts.columns", list(counts.columns.values()))
        if mapping.inspection.not_listed_means_met:
            reason = _("counts list nothing that could be met; such findings are only closed by inference")
            _clash(mapping, "inspection.not_listed_means_met", "findings.counts", reason)
    if text is not None:
        _check_text(mapping, text)


def _check_text(mapping: Mapping, text: TextPart) -> None:
    key = "findings.text.pattern"
    try:
        pattern = regex.compile(text.pattern, regex.DOTALL)
    except (regex.error, RecursionError, OverflowError, ValueError) as error:
        raise Problem("mapping_pattern", path=mapping.path, key=key, reason=str(error)) from error
    names = set(pattern.groupindex)
    for needed in NEEDED:
        if needed not in names:
            raise Problem("mapping_group_missing", path=mapping.path, key=key, group=needed)
    for name in sorted(names - set(GROUPS)):
        raise Problem("mapping_group_unknown", path=mapping.path, key=key, group=name, nearest=nearest(name, GROUPS))
    if ("severity" in names) != bool(text.severities) or bool(text.severities) != (text.scale is not None):
        reason = _("the group severity, the table severities and the scale are given together or not at all")
        _clash(mapping, key, "findings.text.severities, findings.text.scale", reason)
    if "deadline" in names:
        check_date_format(mapping, "findings.text.deadline_format", text.deadline_format)


def _distinct(mapping: Mapping, key: str, values: Iterable[str]) -> None:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            _clash(mapping, key, value, _("it is named twice"))
        seen.add(value)


def _exactly_one(mapping: Mapping, one: str, other: str) -> NoReturn:
    raise Problem("mapping_one_of", path=mapping.path, key=one, other=other)


def _clash(mapping: Mapping, key: str, other: str, reason: str) -> NoReturn:
    raise Problem("mapping_clash", path=mapping.path, key=key, other=other, reason=reason)
