"""Composition: a figure's query and a question's shape become one tree, from views to measure, for any engine."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlglot import exp

from paicha.figures import measures
from paicha.figures.definitions import Figure
from paicha.figures.dimensions import key
from paicha.figures.facts import Fact
from paicha.figures.shape import Shape
from paicha.figures.sql import bound, column
from paicha.figures.views import common, matches, view


@dataclass(frozen=True)
class Composed:
    """A composed question: its tree, the columns it gives and the values it wants bound.

    `parted` says that the groups part the rows, so that the answer to the whole can be had from theirs.
    """

    tree: exp.Select
    columns: tuple[str, ...]
    parted: bool

    @cached_property
    def wants(self) -> frozenset[str]:
        """The names of the values to bind."""
        return frozenset(each.name for each in self.tree.find_all(exp.Placeholder))

    @cached_property
    def text(self) -> str:
        """The question in DuckDB's SQL, the dialect that figures are written in."""
        return self.tree.sql(dialect="duckdb")


def compose(figure: Figure, shape: Shape, facts: Mapping[str, Fact]) -> Composed:
    """The whole query of a figure in a question's shape."""
    needed = {name for name, _ in shape.filters} | ({shape.by} if shape.by else set())
    parts: list[tuple[str, exp.Query]] = [*common(shape, facts, {str(name) for name in needed})]
    parts += [(f"{fact}_{kind}", view(facts[fact], kind, shape)) for fact, kind in sorted(figure.views)]
    parts.append(("asked", figure.tree.copy()))
    parts.append(("counted", _counted(figure, shape)))
    parted = shape.by in figure.offers or carried(figure.tree)
    if shape.want == "value":
        tree, more = measures.summed(figure, shape.by is not None, parted)
        parts += more
    else:
        tree = _rows(figure, shape)
    for name, part in parts:
        tree = tree.with_(name, as_=part, copy=False)
    return Composed(tree, tuple(tree.named_selects), parted)


def _counted(figure: Figure, shape: Shape) -> exp.Select:
    """The figure's rows; a column that it offers itself groups and filters here, outside of its query."""
    grouped = key(column(shape.by)) if shape.by in figure.offers and shape.by else column("grp")
    kept: list[exp.Expr] = [column(name) for name in figure.tree.named_selects if name != "grp"]
    select = exp.select(*kept, exp.alias_(grouped, "grp")).from_("asked")
    for name, number in shape.filters:
        if name in figure.offers:
            select = select.where(matches(name, column(name), number))
    return select


def _rows(figure: Figure, shape: Shape) -> exp.Select:
    if shape.want == "number":
        select = exp.select(exp.alias_(exp.Count(this=exp.Star()), "number")).from_("counted")
    else:
        select = exp.select(*(column(name) for name in _row_columns(figure))).from_("counted")
    if shape.group:
        select = select.where(exp.EQ(this=column("grp"), expression=bound("group")))
    if shape.hit is not None and "hit" in figure.tree.named_selects:
        select = select.where(column("hit") if shape.hit else exp.not_(column("hit")))
    if shape.want == "rows":
        if shape.after:
            select = select.where(exp.GT(this=column("key"), expression=bound("after")))
        select = select.order_by(column("key")).limit(bound("limit"))
    return select


def _row_columns(figure: Figure) -> list[str]:
    return ["key", "grp", *(name for name in figure.tree.named_selects if name not in ("key", "grp"))]


def carried(tree: exp.Query) -> bool:
    """Whether `grp` is only handed on by the query, so that its rows are the same however they are grouped.

    Then the groups part the rows, and the whole needs no question of its own. Where the query groups,
    partitions, joins or makes rows distinct by `grp`, a row may stand in several groups.
    """
    if any(isinstance(node, exp.SetOperation) for node in tree.walk()):
        return False
    for found in tree.find_all(exp.Column):
        if found.name != "grp":
            continue
        place = found.parent
        if isinstance(place, exp.Alias):
            place = place.parent
        if not isinstance(place, exp.Select) or found.find_ancestor(
            exp.Group, exp.Window, exp.Where, exp.Join, exp.AggFunc
        ):
            return False
        if place.args.get("distinct") or place.args.get("group"):
            return False
    return True
