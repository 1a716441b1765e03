"""Dimensions: by what a figure may be grouped and filtered, and how their keys are read."""

from collections.abc import Callable, Mapping
from datetime import date

from sqlglot import exp

from paicha.figures.definitions import Figure
from paicha.figures.facts import Fact, Type
from paicha.figures.sql import column, condition
from paicha.kernel.problems import Problem

Value = str | int | bool | date


def dimensions(figure: Figure, facts: Mapping[str, Fact]) -> dict[str, Type]:
    """The dimensions of a figure and the types of their keys, in the order in which they are documented."""
    fact = facts[figure.grain]
    found: dict[str, Type] = {}
    if fact.unit and "placement" in facts:
        found["child"] = "VARCHAR"
    if fact.line:
        found["line"] = fact.type_of(fact.line)
    if fact.unit and "unit" in facts:
        found["unit_kind"] = "VARCHAR"
    found |= {name: fact.type_of(name) for name in fact.dimensions}
    found |= dict.fromkeys(figure.offers, "BIGINT")
    if fact.day and not figure.own_period:
        found["month"] = "VARCHAR"
    return found


def require(figure: Figure, name: str, facts: Mapping[str, Fact]) -> Type:
    """The type of a dimension's keys; a Problem that names those the figure has when it lacks this one."""
    known = dimensions(figure, facts)
    if name not in known:
        raise Problem("figure_dimension_unknown", figure=figure.name, dimension=name, known=", ".join(known))
    return known[name]


def typed(name: str, value: str, type_: Type) -> Value:
    """A filter's value as its dimension has it; a Problem for one that no key can be."""
    try:
        return _READ.get(type_, str)(value)
    except (ValueError, KeyError, OverflowError):
        raise Problem("figure_filter_value", dimension=name, value=value) from None


def _integer(value: str) -> int:
    """A whole number of 64 bits."""
    int(value).to_bytes(8, signed=True)
    return int(value)


_READ: dict[str, Callable[[str], Value]] = {
    "BIGINT": _integer,
    "INTEGER": _integer,
    "DATE": date.fromisoformat,
    "BOOLEAN": {"true": True, "false": False}.__getitem__,
}


def read(name: str, fact: Fact) -> exp.Expr:
    """The dimension's key in a view: of the fact `s`, its unit's place `p` or its unit `k`."""
    if name == "child":
        return column("child", "p")
    if name == "unit_kind":
        return column("kind", "k")
    if name == "month":
        month = condition("strftime(s.day, '%Y-%m')")
        month.find(exp.Column).replace(column(str(fact.day), "s"))  # type: ignore[union-attr]
        return month
    return column(str(fact.line) if name == "line" else name, "s")


def key(read: exp.Expr) -> exp.Expr:
    """A group's key as text; empty where the record says none."""
    return exp.func("coalesce", exp.cast(read, "VARCHAR"), exp.Literal.string(""))
