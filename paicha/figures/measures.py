"""Measures: how a figure's rows become numerator, denominator and value, for the whole and for each group, in SQL."""

from sqlglot import exp

from paicha.figures.definitions import Figure, Measure
from paicha.figures.sql import query

Parts = list[tuple[str, exp.Query]]

# The columns of every answer: the group, whether the row is the whole instead, and what was counted.
COLUMNS = ("grp", "whole", "numerator", "denominator", "value")

_NUMERATOR_DENOMINATOR = {
    "count": "SELECT count(*) AS numerator, NULL AS denominator, NULL AS value FROM counted",
    "sum": "SELECT coalesce(sum(amount), 0) AS numerator, NULL AS denominator, NULL AS value FROM counted",
    "hits": "SELECT count(*) FILTER (WHERE hit) AS numerator, count(*) AS denominator, NULL AS value FROM counted",
    "parts": "SELECT coalesce(sum(numerator), 0) AS numerator, coalesce(sum(denominator), 0) AS denominator,"
    " NULL AS value FROM counted",
    "median": "SELECT NULL AS numerator, count(amount) AS denominator, median(amount) AS value FROM counted",
}

# Kaplan-Meier. Leaving on a day: those whose event or whose observation's end falls on it; who is censored on the day
# of an event was at risk that day. The logarithm of the share surviving is summed; what is left after the last one at
# risk had the event is no logarithm, so a number stands for it that is below any. The median is the first day on which
# half or less survive; sums of doubles may miss an exact half by rounding, a distance far below that of any two shares
# of real counts.
_LEAVING = "SELECT days, count(*) AS leaving, count(*) FILTER (WHERE event) AS events FROM counted"
_AT_RISK = (
    "SELECT grp, whole, days, leaving, events,"
    " sum(leaving) OVER (PARTITION BY whole, grp ORDER BY days DESC) AS at_risk FROM leaving"
)
_CURVE = (
    "SELECT grp, whole, days, leaving, events, sum(CASE WHEN events = at_risk THEN -1000.0"
    " ELSE ln(1.0 - CAST(events AS DOUBLE) / CAST(at_risk AS DOUBLE)) END) OVER (PARTITION BY whole, grp ORDER BY days)"
    " AS log_surviving FROM at_risk"
)
_MEDIAN = (
    "SELECT grp, whole, sum(events) AS numerator, sum(leaving) AS denominator,"
    " min(CASE WHEN log_surviving <= ln(0.5) + 0.000000001 THEN days END) AS value FROM curve GROUP BY grp, whole"
)


# Measures whose whole is the sum over groups that have no row in common; a median is asked for beside its groups'.
ADDITIVE: frozenset[Measure] = frozenset({"count", "sum", "share", "ratio"})


def summed(figure: Figure, by_group: bool, parted: bool) -> tuple[exp.Select, Parts]:
    """The query that sums the rows in `counted`, and the named queries it reads besides. Its columns are COLUMNS.

    `parted`: each row stands in one group, so that the whole can be counted along with the groups.
    """
    whole = parted and figure.measure not in ADDITIVE
    if figure.measure == "survival":
        leaving = _grouped(query(_LEAVING), by_group, whole, "days")
        return query(_MEDIAN), [("leaving", leaving), ("at_risk", query(_AT_RISK)), ("curve", query(_CURVE))]
    measure: str = figure.measure
    if measure in ("share", "ratio"):
        measure = "hits" if "hit" in figure.tree.named_selects else "parts"
    return _grouped(query(_NUMERATOR_DENOMINATOR[measure]), by_group, whole), []


def _grouped(select: exp.Select, by_group: bool, whole: bool, *also: str) -> exp.Select:
    """`select` for each group, with the whole beside them where wanted; `also`: columns that group in any case."""
    columns = [exp.column(name) for name in also]
    group = exp.column("grp")
    if not by_group:
        shown = [exp.alias_(exp.Literal.string(""), "grp"), exp.alias_(exp.Literal.number(1), "whole")]
        return _first(select, shown).group_by(*columns) if columns else _first(select, shown)
    if not whole:
        shown = [group, exp.alias_(exp.Literal.number(0), "whole")]
        return _first(select, shown).group_by(group, *columns)
    shown = [group, exp.alias_(exp.func("grouping", exp.column("grp")), "whole")]
    sets = exp.GroupingSets(expressions=[exp.Tuple(expressions=[group, *columns]), exp.Tuple(expressions=columns)])
    return _first(select, shown).group_by(sets)


def _first(select: exp.Select, shown: list[exp.Expr]) -> exp.Select:
    return select.select(*shown, *select.expressions, append=False)
