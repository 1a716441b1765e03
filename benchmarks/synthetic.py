"""A large organisation that does not exist: 100,000 units in 4 levels, 1,000,000 findings, 3,000,000 steps.

Only for measuring. Rows go straight into the operational tables, by COPY on PostgreSQL and by one prepared statement on
SQLite, 5,000 entries of the ledger among them; nobody hashed them, so `paicha check` would rightly call them all false.
Real actions can be taken on top. Both databases hold the same records, made by DuckDB from synthetic.sql.

Other benchmarks use `large`. SQLite's file is kept in the folder given by `--keep` and copied from there the next time.
"""

import contextlib
import inspect
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from string import Template
from zlib import crc32

import duckdb
import psycopg
from django.db import connection
from installations import Site, site
from measuring import options, sample, seconds, show

from paicha.checklists.actions import publish_items, publish_scale
from paicha.orgs.actions.people import terminal
from paicha.orgs.actions.units import draw_line
from paicha.testing.house import SQLITE_FILE, House, leave_database

NUMBERS = {"units": 100_000, "findings": 1_000_000, "entries": 5_000}
NUMBERS |= {"districts": 20, "streets": 400, "trades": 30, "items": 200}
# Numbers of units: the first of each level.
CITY, DISTRICT = 1, 2
STREET = DISTRICT + NUMBERS["districts"]
SHOP = STREET + NUMBERS["streets"]
TRADE = NUMBERS["units"] + 2
LEVELS = {"district": DISTRICT, "street": STREET, "shop": SHOP, "trade": TRADE}
KEEP = {"type": Path, "metavar": "FOLDER", "help": "keep SQLite's file here for the next time"}

MAKE = Path(__file__).with_suffix(".sql")
TABLES = (
    "orgs_unit",
    "orgs_placement",
    "findings_finding",
    "orgs_unitchange",
    "orgs_placementchange",
    "findings_step",
    "ledger_entry",
)
# How a value of DuckDB's is written so that the database takes it.
FORMS = {
    "sqlite": {
        "BOOLEAN": "CAST({} AS INTEGER)",
        "DATE": "CAST({} AS VARCHAR)",
        "TIMESTAMP": "CAST({} AS VARCHAR)",
        "UUID": "replace(CAST({} AS VARCHAR), '-', '')",
    },
    "postgresql": {"BLOB": "'\\x' || hex({})", "TIMESTAMP": "CAST({} AS VARCHAR) || '+00'"},
}
QUICK = "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-1000000; PRAGMA foreign_keys=OFF"
STEADY = "ANALYZE; PRAGMA journal_mode=WAL"


@contextlib.contextmanager
def large(
    ground: Site, database: str, keep: Path | None = None, more: Callable[[], None] | None = None
) -> Iterator[House]:
    """A fresh installation that holds all of it, and what `more` puts in, entered."""
    with ground.installation(database) as house:
        kept = keep and database == "sqlite" and keep / f"synthetic-{_version(more)}.sqlite3"
        if kept and kept.exists():
            leave_database()
            shutil.copyfile(kept, house.home / SQLITE_FILE)
        else:
            fill()
            if more:
                more()
            if kept:
                kept.parent.mkdir(parents=True, exist_ok=True)
                leave_database()
                shutil.copyfile(house.home / SQLITE_FILE, kept)
        yield house


def _version(more: Callable[[], None] | None) -> int:
    """A number that is another one when other records would be made."""
    return crc32(MAKE.read_bytes() + repr(NUMBERS).encode() + (inspect.getsource(more).encode() if more else b""))


def fill() -> None:
    """Put the records into the installation that was entered, which must be empty."""
    by = terminal()
    draw_line(by, code="territorial", kind="territorial", name_zh="属地", name_en="Territory")
    draw_line(by, code="trade", kind="sectoral", name_zh="行业", name_en="Trade")
    grades = {f"grade_{grade.code}": grade.pk for grade in publish_scale(by, code="general-major").grades.all()}
    titles = {f"i{number}": f"Item {number}" for number in range(NUMBERS["items"])}
    version = publish_items(by, code="round", name_zh="巡查", name_en="Round", items=titles)
    item = min(version.checklist.items.values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(position) FROM ledger_entry")
        named = {**NUMBERS, **LEVELS, **grades, "item": item, "base": cursor.fetchone()[0]}
    with duckdb.connect() as duck:
        duck.execute(Template(MAKE.read_text(encoding="utf-8")).substitute(named))
        _into_sqlite(duck) if connection.vendor == "sqlite" else _into_postgresql(duck)


def _columns(duck: duckdb.DuckDBPyConnection, table: str) -> tuple[str, str]:
    """The columns of a table as a list, and the query that gives them in the form that the database takes."""
    forms, named = FORMS[connection.vendor], duck.table(table).description
    names = [f'"{name}"' for name, *_ in named]
    shown = [forms.get(str(type_), "{}").format(name) for name, (_, type_, *_rest) in zip(names, named, strict=True)]
    return ", ".join(names), f"SELECT {', '.join(shown)} FROM {table}"


def _into_sqlite(duck: duckdb.DuckDBPyConnection) -> None:
    connection.ensure_connection()
    raw = connection.connection
    raw.executescript(QUICK)
    for table in TABLES:
        names, select = _columns(duck, table)
        places = ", ".join("?" * (names.count(",") + 1))
        rows = duck.execute(select)
        raw.execute("BEGIN")
        while part := rows.fetchmany(20_000):
            raw.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", part)
        raw.execute("COMMIT")
    raw.executescript(STEADY)
    connection.close()


def _into_postgresql(duck: duckdb.DuckDBPyConnection) -> None:
    address = connection.get_connection_params()
    place = {name: address[name] for name in ("dbname", "user", "password", "host", "port") if address.get(name)}
    with psycopg.connect(**place, autocommit=True) as raw, tempfile.NamedTemporaryFile(suffix=".csv") as file:
        raw.execute("SET session_replication_role = replica")  # no look-up of each row's unit, line, item and grade
        for table in TABLES:
            names, select = _columns(duck, table)
            duck.execute(f"COPY ({select}) TO '{file.name}' (FORMAT csv, HEADER false)")
            taken = f"COPY {table} ({names}) FROM STDIN (FORMAT csv)"
            with raw.cursor().copy(taken.encode()) as copy, Path(file.name).open("rb") as rows:
                while part := rows.read(1 << 20):
                    copy.write(part)
            if table != "ledger_entry":
                raw.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}".encode())
        raw.execute("VACUUM ANALYZE")


def main() -> None:
    """Make it on each database and say how long that takes."""
    chosen = options(__doc__, runs=1, keep=KEEP)
    rows = []
    with site(chosen.database) as ground:
        for database in chosen.database:
            with ground.installation(database):
                made, _ = sample(fill)
                with connection.cursor() as cursor:
                    counts = []
                    for table in TABLES:
                        cursor.execute(f"SELECT count(*) FROM {table}")
                        counts.append(f"{cursor.fetchone()[0]:,}")
                rows.append([database, seconds(made.wall), *counts])
    show("Making the synthetic organisation", rows, ["database", "clock", *TABLES])


if __name__ == "__main__":
    main()
