"""Units are found by their words, and listed by name, kind and level."""

from typing import Any

from django.db import migrations, models

from paicha.orgs.searching import CHUNK, write


def make(apps: Any, editor: Any) -> None:
    """The table of words, filled with those of the units that are there."""
    if editor.connection.vendor == "sqlite":
        editor.execute("CREATE VIRTUAL TABLE orgs_unitwords USING fts5(words, tokenize='ascii', prefix='1 2', columnsize=0)")
    else:
        editor.execute("CREATE TABLE orgs_unitwords (unit bigint PRIMARY KEY, words tsvector NOT NULL)")
        editor.execute("CREATE INDEX orgs_unitwords_words ON orgs_unitwords USING gin (words)")
    units = apps.get_model("orgs", "Unit").objects.order_by("pk").values_list("pk", "name", "code")
    part: list[tuple[int, str, str]] = []
    for unit in units.iterator():
        part.append(unit)
        if len(part) == CHUNK:
            write(part)
            part = []
    write(part)


def drop(apps: Any, editor: Any) -> None:
    """Take it away again."""
    editor.execute("DROP TABLE orgs_unitwords")


class Migration(migrations.Migration):
    dependencies = [("orgs", "0003_email_and_theme")]
    operations = [
        migrations.AddField(
            "unit",
            "latest_on",
            models.DateField(
                help_text="the newest inspection that was held: follows from those, and is there for lists", null=True
            ),
        ),
        migrations.AddIndex("unit", models.Index(fields=["latest_on", "id"], name="orgs_unit_latest")),
        migrations.AddIndex("unit", models.Index(fields=["name", "id"], name="orgs_unit_name")),
        migrations.AddIndex("unit", models.Index(fields=["kind", "code"], name="orgs_unit_kind")),
        migrations.AddIndex("unit", models.Index(fields=["inspected", "code"], name="orgs_unit_inspected")),
        migrations.AddIndex("unit", models.Index(fields=["closed_on"], name="orgs_unit_closed")),
        migrations.RunPython(make, drop),
    ]
