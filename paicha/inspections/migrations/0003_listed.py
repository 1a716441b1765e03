"""Inspections are listed by day, and units by the day they were last inspected."""

import django.db.models.deletion
from django.db import migrations, models

FILL = (
    "UPDATE orgs_unit SET latest_on = (SELECT max(done_on) FROM inspections_inspection "
    "WHERE unit_id = orgs_unit.id AND held)"
)


class Migration(migrations.Migration):
    dependencies = [("inspections", "0002_append_only"), ("orgs", "0004_words_of_units")]
    operations = [
        migrations.AlterField(
            "inspection",
            "line",
            models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="orgs.line"),
        ),
        migrations.AlterField(
            "inspection",
            "unit",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="inspections",
                to="orgs.unit",
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddIndex(
            "inspection", models.Index(fields=["unit", "line", "done_on", "id"], name="inspections_unit_line_day")
        ),
        migrations.AddIndex("inspection", models.Index(fields=["done_on", "id"], name="inspections_day")),
        migrations.AddIndex("inspection", models.Index(fields=["kind", "done_on", "id"], name="inspections_kind_day")),
        migrations.AddIndex(
            "inspection", models.Index(fields=["family", "done_on", "id"], name="inspections_family_day")
        ),
        migrations.AddIndex(
            "inspection", models.Index(fields=["source", "done_on", "id"], name="inspections_source_day")
        ),
        migrations.AddIndex(
            "inspection", models.Index(fields=["failed", "done_on", "id"], name="inspections_failed_day")
        ),
        migrations.AddIndex("inspection", models.Index(fields=["held", "done_on", "id"], name="inspections_held_day")),
        migrations.AddIndex(
            "inspection",
            models.Index(fields=["external_id"], opclasses=["varchar_pattern_ops"], name="inspections_external_id"),
        ),
    ]
