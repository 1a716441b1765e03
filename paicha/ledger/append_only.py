"""A step of a migration: from here on a table only grows."""

from typing import Any

from django.db import migrations

_SQLITE = """
CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{table} only grows'); END;
CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{table} only grows'); END;
"""
_POSTGRESQL = """
CREATE OR REPLACE FUNCTION paicha_only_grows() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '% only grows', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION paicha_only_grows();
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION paicha_only_grows();
"""


def append_only(*tables: str) -> migrations.RunPython:
    """The migration step that lets no row of `tables` be changed, deleted or (PostgreSQL) truncated."""

    def forwards(apps: Any, editor: Any) -> None:
        template = _SQLITE if editor.connection.vendor == "sqlite" else _POSTGRESQL
        for table in tables:
            sql = template.format(table=table)
            if editor.connection.vendor == "sqlite":
                for statement in sql.strip().splitlines():
                    editor.execute(statement, params=None)
            else:
                editor.execute(sql, params=None)

    return migrations.RunPython(forwards, migrations.RunPython.noop)
