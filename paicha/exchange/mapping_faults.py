"""Says in our own words what TOML and pydantic found wrong with a mapping, with the TOML key and a mend."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, get_args

from django.utils.translation import gettext as _
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from paicha.exchange.nearest import nearest
from paicha.kernel.problems import Problem

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_TOML_PLACE = re.compile(r"(.*?) \(at (?:line (\d+), column (\d+)|end of document)\)", re.DOTALL)


def syntax_problem(path: Path, content: str, error: Exception) -> Problem:
    """A mapping that is no TOML: Problem `mapping_syntax` with line and column."""
    told = _TOML_PLACE.fullmatch(str(error))
    reason = told[1] if told else str(error)
    ends = content.split("\n")
    line, column = (told[2], told[3]) if told and told[2] else (len(ends), len(ends[-1]) + 1)
    return Problem("mapping_syntax", path=str(path), line=line, column=column, reason=reason)


def validation_problem(path: Path, model: type[BaseModel], error: ValidationError) -> Problem:
    """The first thing wrong with a mapping's keys and values; unknown keys come before what they made missing."""
    faults = error.errors(include_url=False)
    fault = next((fault for fault in faults if fault["type"] == "extra_forbidden"), faults[0])
    place = fault["loc"]
    key = toml_key(place)
    if fault["type"] == "extra_forbidden":
        near = nearest(str(place[-1]), _keys(_part_at(model, place[:-1])))
        return Problem("mapping_key_unknown", path=str(path), key=key, nearest=toml_key((*place[:-1], near)))
    if fault["type"] == "missing":
        return Problem("mapping_key_missing", path=str(path), key=key)
    return Problem("mapping_value", path=str(path), key=key, expected=_expected(fault))


def toml_key(place: Sequence[str | int]) -> str:
    """A place in the document as TOML writes it: `line[0].levels[1].column`, `inspection.results."No Entry".held`."""
    key = ""
    for step in place:
        if isinstance(step, int):
            key += f"[{step}]"
        elif step != "[key]":
            name = step if _BARE.fullmatch(step) else '"' + step.replace("\\", "\\\\").replace('"', '\\"') + '"'
            key += f".{name}" if key else name
    return key or "-"


def _expected(fault: ErrorDetails) -> str:
    context: dict[str, Any] = fault.get("ctx", {})
    phrases: dict[str, Callable[[], str]] = {
        "string_type": lambda: _("text in quotes"),
        "bool_type": lambda: _("true or false"),
        "list_type": lambda: _("a list in square brackets"),
        "dict_type": lambda: _("a table"),
        "model_type": lambda: _("a table"),
        "literal_error": lambda: str(context["expected"]).replace(" or ", ", ").replace("'", '"'),
        "string_pattern_mismatch": lambda: _("small letters a-z, digits and hyphens, at most 63"),
        "string_too_short": lambda: _("text that is not empty"),
        "string_too_long": lambda: _("text of at most %(count)s characters") % {"count": context["max_length"]},
        "too_short": lambda: _("at least one entry"),
    }
    phrase = phrases.get(fault["type"])
    return phrase() if phrase else fault["msg"]


def _keys(part: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in part.model_fields.items()]


def _part_at(model: type[BaseModel], place: Sequence[str | int]) -> type[BaseModel]:
    """The part of the mapping that a place lies in; list numbers and the keys of free tables stay within it."""
    for step in place:
        for name, field in model.model_fields.items():
            if step == (field.alias or name):
                model = _model_in(field.annotation) or model
                break
    return model


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)
