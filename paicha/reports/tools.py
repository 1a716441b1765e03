"""What sections may use: values and functions, each registered once under the name by which sections call it.

    tools = Tools(general)

    @tools.value
    def graded(about: Subject) -> bool: ...                 {% if graded %}

    @tools.function
    def ranking(about: Subject, name: str) -> Table: ...    {{ ranking("closure_rate_due") }}

A block or an inline that a tool returns is printed as a piece of the document, None as nothing; anything else is handed
on as it is, for conditions and loops.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from paicha.documents.document import Block, Inline
from paicha.orgs.models import Line, Unit
from paicha.reports.questions import Desk

Tool = TypeVar("Tool", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Subject:
    """What a report is about, as its tools see it: the unit, the line, and the desk where figures are asked."""

    desk: Desk
    unit: Unit
    line: Line


class Tools:
    """A set of tools; `known` are sets whose tools it offers too, and whose names it may not use again."""

    def __init__(self, *known: "Tools") -> None:
        self._known = known
        self._values: dict[str, Callable[[Subject], Any]] = {}
        self._functions: dict[str, Callable[..., Any]] = {}

    def value(self, tool: Tool) -> Tool:
        """Register a value under the function's name. It is made once a report, where a section mentions it."""
        self._values[self._free(tool)] = tool
        return tool

    def function(self, tool: Tool) -> Tool:
        """Register a function under its name; sections give all arguments but the first."""
        self._functions[self._free(tool)] = tool
        return tool

    def _free(self, tool: Callable[..., Any]) -> str:
        name = tool.__name__
        if name in self.listed():
            raise ValueError(f"the tool {name} is registered twice")
        return name

    def listed(self) -> list[str]:
        """The names of all tools, in the order in which they were registered."""
        return [name for each in self._known for name in each.listed()] + [*self._values, *self._functions]

    def names(self, about: Subject, mentioned: Collection[str]) -> dict[str, Any]:
        """The tools for one report. Values are made in the order of registration, and only those `mentioned`: what a
        value asks stands among the definitions of the report, and its numbers among the traces."""
        found: dict[str, Any] = {}
        for each in self._known:
            found |= each.names(about, mentioned)
        found |= {name: _printed(about, tool(about)) for name, tool in self._values.items() if name in mentioned}
        return found | {name: partial(_called, about, tool) for name, tool in self._functions.items()}


def _called(about: Subject, tool: Callable[..., Any], /, *given: Any, **named: Any) -> Any:
    return _printed(about, tool(about, *given, **named))


def _printed(about: Subject, made: Any) -> Any:
    pieces = about.desk.pieces
    if isinstance(made, Block):
        return pieces.block(made)
    if isinstance(made, Inline):
        return pieces.inline(made)
    return "" if made is None else made
