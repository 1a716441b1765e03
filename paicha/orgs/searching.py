"""Finding units by name and code: an index of words, kept by the actions that open, rename or take in units.

Words of letters and digits are kept as they are, Chinese as each character with the one after it. So 北京 finds 北京路
小学 and 京小 does not: a search of two characters or more is a phrase of such pairs. The index is FTS5 on SQLite and a
tsvector with positions on PostgreSQL; both are given the very same words and cut none of them up again.
"""

import contextlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextvars import ContextVar
from typing import Any

from django.db import connection
from django.db.models import BigAutoField, Lookup, Q
from django.db.models.expressions import RawSQL

from paicha.kernel.scope import Range
from paicha.orgs.models import Placement, Unit

TABLE = "orgs_unitwords"
CHUNK = 500
SOON = 2_000  # units
LONGEST = 40  # characters of a word
MOST = 12  # words of a search
_HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_RUNS = re.compile(rf"([{_HAN}]+)|([^\W_{_HAN}]+)")


@BigAutoField.register_lookup
class Among(Lookup):
    """Whether a number is one of many: one parameter, where two thousand take longer to write than to look up."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """As a list in JSON."""
        left, params = self.process_lhs(compiler, connection)
        return f"{left} IN (SELECT value FROM json_each(%s))", [*params, json.dumps(self.rhs)]  # noqa: S608

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """As an array."""
        left, params = self.process_lhs(compiler, connection)
        return f"{left} = ANY(%s)", [*params, self.rhs]


def runs(text: str) -> list[tuple[bool, str]]:
    """The parts of a text between spaces and punctuation, in plain lower case; True where one is written in Han."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return [(bool(han), han or word) for han, word in _RUNS.findall(plain)]


def tokens(text: str) -> list[str]:
    """The words of a text: `No.5 北京路` gives no, 5, 北京, 京路, 路. The last character of a run stands alone."""
    found: list[str] = []
    for han, run in runs(text):
        if han:
            found += [run[place : place + 2] for place in range(len(run))]
        else:
            found.append(run[:LONGEST])
    return found


def matching(text: str, key: str = "pk") -> Q:
    """Units whose name or code has all these words, each from its beginning; `key` leads to the unit from a row."""
    wanted = _query(text)
    if not wanted:
        return Q(pk__in=[])
    column, condition = ("unit", "words @@ %s::tsquery") if _postgresql() else ("rowid", f"{TABLE} MATCH %s")
    return Q((f"{key}__in", RawSQL(f"SELECT {column} FROM {TABLE} WHERE {condition}", [wanted])))  # noqa: S608, S611  our own names


def matching_soon(text: str, key: str, where: tuple[Range, ...] | None) -> Q:
    """The same, with the numbers of the units looked up first where they are few: an index then finds their records.
    Those of units without a place in `where` may be left out; None is everywhere."""
    kept = _kept.get({})
    if (text, where) not in kept:
        kept[text, where] = _numbers(text, where)
    found = kept[text, where]
    return matching(text, key) if found is None else Q(("pk__among" if key == "pk" else f"{key}__pk__among", found))


_kept: ContextVar[dict[Any, list[int] | None]] = ContextVar("units found")


@contextlib.contextmanager
def found_once() -> Iterator[None]:
    """For the block, which changes nothing, units are looked up once for all lists that are searched by the same."""
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def _numbers(text: str, where: tuple[Range, ...] | None) -> list[int] | None:
    """The numbers of the units that have these words, in order; None where they are many."""
    found = list(Unit.objects.filter(matching(text)).order_by().values_list("pk", flat=True)[: SOON + 1])
    if len(found) > SOON:
        return None
    if where is not None:
        places = Placement.objects.filter(unit__pk__among=found).values_list("unit", "line", "path")
        found = [unit for unit, line, path in places if any(part.line == line and part.holds(path) for part in where)]
    return sorted(set(found))


def beginning(field: str, text: str) -> Q:
    """Rows whose field begins with this text, as an index of each database finds them."""
    if _postgresql():
        return Q((f"{field}__startswith", text))
    return Q((f"{field}__gte", text), (f"{field}__lt", f"{text}\U0010ffff"))


def _query(text: str) -> str:
    """The search as the database writes it: every run is sought, Han as a phrase, a word or a lone character by its
    beginning."""
    phrases = []
    for han, run in runs(text)[:MOST]:
        if han and len(run) > 1:
            pairs = [_quoted(run[place : place + 2]) for place in range(len(run) - 1)]
            phrases.append(" <-> ".join(pairs) if _postgresql() else f'"{" ".join(pair[1:-1] for pair in pairs)}"')
        else:
            phrases.append(_quoted(run[:LONGEST]) + (":*" if _postgresql() else "*"))
    return (" & " if _postgresql() else " AND ").join(f"({phrase})" for phrase in phrases)


def _quoted(word: str) -> str:
    """A word between quotes; it holds letters and digits alone."""
    return f"'{word}'" if _postgresql() else f'"{word}"'


def index(units: Sequence[Unit]) -> None:
    """Keep the words of these units anew; part of the action that changed them."""
    for start in range(0, len(units), CHUNK):
        write([(unit.pk, unit.name, unit.code) for unit in units[start : start + CHUNK]])


def write(rows: Iterable[tuple[int, str, str]]) -> None:
    """The same for number, name and code."""
    kept = [(number, words(name, code)) for number, name, code in rows]
    with connection.cursor() as cursor:
        if _postgresql():
            statement = (
                f"INSERT INTO {TABLE} (unit, words) VALUES (%s, %s::tsvector) "  # noqa: S608
                "ON CONFLICT (unit) DO UPDATE SET words = EXCLUDED.words"
            )
        else:
            statement = f"INSERT OR REPLACE INTO {TABLE} (rowid, words) VALUES (%s, %s)"  # noqa: S608
        cursor.executemany(statement, kept)


def words(name: str, code: str) -> str:
    """The words of a unit as the database takes them. No phrase reaches over the lone last character of a run."""
    named, coded = tokens(name), tokens(code)
    if not _postgresql():
        return " ".join([*named, *coded])
    return " ".join(f"'{word}':{place}" for place, word in enumerate([*named, *coded], 1))


def _postgresql() -> bool:
    return connection.vendor == "postgresql"
