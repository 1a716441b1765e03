"""Pieces of syntax trees. A question is composed of trees; no text that anybody gave is ever read as SQL."""

from functools import cache

import sqlglot
from sqlglot import exp


@cache
def _read(text: str) -> exp.Expr:
    return sqlglot.parse_one(text, dialect="duckdb")


def condition(text: str) -> exp.Expr:
    """The tree of an expression of ours, a copy to build with."""
    return _read(text).copy()


def query(text: str) -> exp.Select:
    """The tree of a query of ours, a copy to build with."""
    tree = _read(text).copy()
    if not isinstance(tree, exp.Select):
        raise TypeError(text)
    return tree


def column(name: str, of: str | None = None) -> exp.Column:
    """A column by its name, of the table or view `of`."""
    return exp.column(name, table=of)


def bound(name: str) -> exp.Placeholder:
    """The place of a value that is bound by name."""
    return exp.Placeholder(this=name)
