"""A figure's file: front matter in comments, then one query. Reading it refuses what the file does not say rightly."""

import hashlib
import re
from dataclasses import dataclass, field
from typing import Literal, get_args

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

Measure = Literal["count", "sum", "share", "ratio", "median", "survival"]
Better = Literal["higher", "lower", "neither"]
Unit = Literal["share", "finding", "inspection", "unit", "case", "day", "per_inspection"]

# What the query must give for each measure, besides `key` and `grp`; one of the sets, where there are several.
COLUMNS: dict[Measure, tuple[frozenset[str], ...]] = {
    "count": (frozenset(),),
    "sum": (frozenset({"amount"}),),
    "share": (frozenset({"hit"}), frozenset({"numerator", "denominator"})),
    "ratio": (frozenset({"numerator", "denominator"}),),
    "median": (frozenset({"amount"}),),
    "survival": (frozenset({"days", "event"}),),
}
PARAMETERS = frozenset({"at", "on", "from", "to"})
NEEDED = ("name", "version", "measure", "unit", "grain", "better", "zh", "en", "sentence.zh", "sentence.en")
OPTIONAL = ("number", "period", "offers")

_FIELD = re.compile(r"--\s+([a-z][a-z.]*):\s*(.*\S)\s*\Z")
_VIEW = re.compile(r"([a-z][a-z0-9_]*)_(at|history|all)\Z")


class Wrong(Exception):
    """What is wrong in a figure's file, for whoever writes it."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure as its file defines it.

    `grain`: the fact whose dimensions group and filter, and whose day is the period. `better`: which values are the
    better ones; decides colour, order and outliers, and nothing of the value. `own_period`: the query itself
    bounds what it counts by $from and $to, and the day of the grain does not. `offers`: columns of the query that group
    and filter besides the dimensions of the grain. `views`: what the query reads, (fact, kind).
    """

    name: str
    version: int
    measure: Measure
    unit: Unit
    grain: str
    better: Better
    zh: str
    en: str
    sentence_zh: str
    sentence_en: str
    sql: str
    number: int | None = None
    own_period: bool = False
    offers: tuple[str, ...] = ()
    views: frozenset[tuple[str, str]] = frozenset()
    tree: exp.Query = field(compare=False, repr=False, default_factory=exp.Select)

    @property
    def digest(self) -> str:
        """Twelve hex digits over all that decides the value: the query as written, without comments and layout."""
        said = (
            self.measure,
            self.unit,
            self.grain,
            str(self.own_period),
            ",".join(self.offers),
            " ".join(self.sql.split()),
        )
        return hashlib.sha256("\n".join(said).encode()).hexdigest()[:12]


def parse(text: str) -> Figure:
    """The figure that a file defines; `Wrong` names what is amiss."""
    front, sql = _split(text)
    if missing := [name for name in NEEDED if not front.get(name)]:
        raise Wrong(f"says no {', '.join(missing)}")
    if unknown := sorted(front.keys() - {*NEEDED, *OPTIONAL}):
        raise Wrong(f"says {', '.join(unknown)}, which no figure has")
    if front["measure"] not in get_args(Measure):
        raise Wrong(f"measure {front['measure']} is none of {', '.join(get_args(Measure))}")
    if front["unit"] not in get_args(Unit):
        raise Wrong(f"unit {front['unit']} is none of {', '.join(get_args(Unit))}")
    if front["better"] not in get_args(Better):
        raise Wrong(f"better {front['better']} is none of {', '.join(get_args(Better))}")
    if front.get("period", "fact") not in ("fact", "query"):
        raise Wrong("period is fact or query")
    for name in ("version", "number"):
        if name in front and not front[name].isdecimal():
            raise Wrong(f"{name} is not a number")
    tree = _tree(sql)
    measure: Measure = front["measure"]  # type: ignore[assignment]
    offers = tuple(front.get("offers", "").split())
    _check_columns(tree, measure, offers)
    views = _views(tree, front["grain"])
    return Figure(
        name=front["name"],
        version=int(front["version"]),
        measure=measure,
        unit=front["unit"],  # type: ignore[arg-type]
        grain=front["grain"],
        better=front["better"],  # type: ignore[arg-type]
        zh=front["zh"],
        en=front["en"],
        sentence_zh=front["sentence.zh"],
        sentence_en=front["sentence.en"],
        sql=sql,
        number=int(front["number"]) if "number" in front else None,
        own_period=front.get("period") == "query",
        offers=offers,
        views=views,
        tree=tree,
    )


def _split(text: str) -> tuple[dict[str, str], str]:
    """The front matter, and the query without comments that stand on lines of their own."""
    front: dict[str, str] = {}
    query: list[str] = []
    for line in text.splitlines():
        found = _FIELD.match(line)
        if found and not query:
            if found[1] in front:
                raise Wrong(f"says {found[1]} twice")
            front[found[1]] = found[2]
        elif line.strip() and not line.lstrip().startswith("--"):
            query.append(line.rstrip())
    return front, "\n".join(query).rstrip(";")


def _tree(sql: str) -> exp.Query:
    try:
        statements = [each for each in sqlglot.parse(sql, dialect="duckdb") if each is not None]
    except SqlglotError as error:
        raise Wrong(f"has a query that cannot be read: {error}") from error
    if len(statements) != 1 or not isinstance(statements[0], exp.Query):
        raise Wrong("needs exactly one query")
    tree = statements[0]
    bound = {each.name for each in tree.find_all(exp.Placeholder)}
    if unknown := sorted(bound - PARAMETERS):
        raise Wrong(f"binds {', '.join(unknown)}; there are {', '.join(sorted(PARAMETERS))}")
    return tree


def _check_columns(tree: exp.Query, measure: Measure, offers: tuple[str, ...]) -> None:
    given = set(tree.named_selects)
    if tree.is_star:
        raise Wrong("names its columns with a star; list them")
    wanted = {"key", "grp", *offers}
    if missing := sorted(wanted - given):
        raise Wrong(f"gives no column {', '.join(missing)}")
    if not any(each <= given for each in COLUMNS[measure]):
        sets = " or ".join(", ".join(sorted(each)) for each in COLUMNS[measure])
        raise Wrong(f"measure {measure} needs {sets}")


def _views(tree: exp.Query, grain: str) -> frozenset[tuple[str, str]]:
    own = {each.alias for each in tree.find_all(exp.CTE)}
    views = set()
    for name in {each.name for each in tree.find_all(exp.Table)} - own:
        found = _VIEW.match(name)
        if not found:
            raise Wrong(f"reads {name}, which is no view of a fact")
        fact, kind = found.groups()
        if kind != "all" and fact != grain:
            raise Wrong(f"reads {name}, but only its grain {grain} is bounded by period and filters: read {fact}_all")
        views.add((fact, kind))
    if not any(fact == grain and kind != "all" for fact, kind in views):
        raise Wrong(f"does not read its grain, {grain}_at or {grain}_history")
    return frozenset(views)
