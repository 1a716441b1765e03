"""The views that a figure's query reads: a fact as known at $at and in force on $on, in scope, period and filters."""

from collections.abc import Iterator, Mapping

from sqlglot import exp

from paicha.figures import spans
from paicha.figures.dimensions import key, read
from paicha.figures.facts import Fact
from paicha.figures.shape import Shape
from paicha.figures.sql import bound, column, condition, query

KNOWN = "s.known_from <= $at AND s.known_until > $at"
IN_FORCE = "s.valid_from <= $on AND (s.ended_at > $at OR s.valid_until > $on)"
BEGUN = "s.valid_from <= $on"
WITHIN = "s.line = $line AND s.path >= $path AND s.path < $end"


def common(shape: Shape, facts: Mapping[str, Fact], needed: set[str]) -> Iterator[tuple[str, exp.Select]]:
    """The named queries that the views join, those that the question needs: `placed`, `kinds`, `reached_at` …"""
    if shape.focus is not None:
        yield "placed", _placed()
    if "unit_kind" in needed:
        kinds = query("SELECT s.unit, s.kind").from_(_spans(facts["unit"])).where(condition(KNOWN))
        yield "kinds", kinds
    for when in ("at", "now") if shape.today else ("at",):
        for own in (False, True):
            ranges = [number for number, each in enumerate(shape.reach or ()) if each is own]
            if ranges:
                yield _reached(own, when), _units_of(ranges, own, when)


def view(fact: Fact, kind: str, shape: Shape) -> exp.Select:
    """One view of a fact. `all` has no period, no filters and no `grp`."""
    names: list[exp.Expr] = [column(name, "s") for name in fact.names]
    if kind == "history":
        names += [column("valid_from", "s"), _valid_until()]
    select = exp.select(*names).from_(_spans(fact)).where(condition(KNOWN))
    if fact.dated:
        select = select.where(condition(BEGUN if kind == "history" else IN_FORCE))
    elif fact.day:
        # What has a day is in force from that day on: an inspection of March is unknown to a question about February.
        day = column(fact.day, "s")
        select = select.where(exp.or_(day.is_(exp.null()), exp.LTE(this=day.copy(), expression=bound("on"))))
    asked = [name for name, _ in shape.filters] + ([shape.by] if shape.by else []) if kind != "all" else []
    if fact.unit:
        select = _scoped(select, fact, shape)
        if "unit_kind" in asked:
            on = exp.EQ(this=column("unit", "k"), expression=column(fact.unit, "s"))
            select = select.join(exp.to_table("kinds").as_("k"), on=on, join_type="left")
    if kind != "all":
        select = _asked(select, fact, shape)
    return select


def _spans(fact: Fact) -> exp.Expr:
    return exp.to_table(spans.table(fact)).as_("s")


def _valid_until() -> exp.Expr:
    """Before the position at which a span's end became known, it had none."""
    end = exp.cast(exp.Literal.string(str(spans.NO_END)), "DATE")
    known = exp.Case().when(condition("s.ended_at <= $at"), column("valid_until", "s")).else_(end)
    return exp.alias_(known, "valid_until")


def _placed() -> exp.Select:
    """The units below the focus, each with its child: the next step below the focus; the focus itself for its own."""
    return query(
        "SELECT s.unit, coalesce(nullif(split_part(substr(s.path, length($path) + 1), '/', 1), ''), $own_key) AS child"
        " FROM span_placement AS s WHERE s.present"
    ).where(condition(KNOWN), condition(WITHIN))


def _reached(own: bool, when: str) -> str:
    return f"reached_{'own_' if own else ''}{when}"


def _units_of(ranges: list[int], own: bool, when: str) -> exp.Select:
    """The units in the ranges of a reach, in the tree of `$at` or of now; with their lines where only those count."""

    def placed(text: str, suffix: str) -> exp.Expr:
        tree = condition(text)
        for place in list(tree.find_all(exp.Placeholder)):
            place.replace(bound(f"{place.name}{suffix}"))
        return tree

    within = exp.or_(*(placed(WITHIN, f"_{number}_{when}") for number in ranges))
    known = condition(KNOWN) if when == "at" else condition(KNOWN.replace("$at", "$now"))
    names = [column("unit", "s"), *([column("line", "s")] if own else [])]
    return exp.select(*names).distinct().from_("span_placement AS s").where(column("present", "s"), known, within)


def _scoped(select: exp.Select, fact: Fact, shape: Shape) -> exp.Select:
    unit = str(fact.unit)
    if shape.focus is not None:
        on = exp.EQ(this=column("unit", "p"), expression=column(unit, "s"))
        select = select.join(exp.to_table("placed").as_("p"), on=on)
        if shape.focus and fact.line:
            select = select.where(exp.EQ(this=column(fact.line, "s"), expression=bound("line")))
    if shape.reach is not None:
        for when in ("at", "now") if shape.today else ("at",):
            select = select.where(_reach(fact, shape.reach, when))
    return select


def _reach(fact: Fact, reach: tuple[bool, ...], when: str) -> exp.Expr:
    """Whether a record's unit lies in a range of the reach and, where the range says so, is its line's business."""
    unit = column(str(fact.unit), "s")
    parts: list[exp.Expr] = []
    if False in reach:
        parts.append(unit.isin(query=exp.select("unit").from_(_reached(False, when))))
    if True in reach:
        pairs = exp.select("unit", "line") if fact.line else exp.select("unit")
        record = exp.Tuple(expressions=[unit.copy(), column(fact.line, "s")]) if fact.line else unit.copy()
        parts.append(exp.In(this=record, query=exp.Subquery(this=pairs.from_(_reached(True, when)))))
    return exp.or_(*parts) if parts else exp.false()


def _asked(select: exp.Select, fact: Fact, shape: Shape) -> exp.Select:
    own = {"child", "line", "unit_kind", "month", *fact.dimensions}
    if shape.period and fact.day:
        day = column(fact.day, "s")
        select = select.where(exp.Between(this=day, low=bound("from"), high=bound("to")))
    for name, number in shape.filters:
        if name in own:
            select = select.where(matches(name, read(name, fact), number))
    grouped: exp.Expr = exp.Literal.string("")
    if shape.by == "child":  # always known, and text already; casting a million of them takes time
        grouped = read("child", fact)
    elif shape.by and shape.by in own:
        grouped = key(read(shape.by, fact))
    return select.select(exp.alias_(grouped, "grp"))


def matches(name: str, value: exp.Expr, number: int) -> exp.Expr:
    """Whether a dimension's key is one of the `number` values asked for; no value asks for records that say none."""
    if number == 0:
        return exp.EQ(this=key(value), expression=exp.Literal.string(""))
    return exp.In(this=value, expressions=[bound(f"filter_{name}_{each}") for each in range(number)])
