"""Findings are listed by the day they were raised and by their deadline, all of them or those in one state."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("findings", "0002_append_only")]
    operations = [
        migrations.AlterField(
            "finding",
            "line",
            models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="orgs.line"),
        ),
        migrations.AlterField(
            "finding",
            "item",
            models.ForeignKey(
                db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to="checklists.item"
            ),
        ),
        migrations.AlterField(
            "finding",
            "unit",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="findings",
                to="orgs.unit",
            ),
        ),
        migrations.RemoveIndex("finding", "findings_due"),
        migrations.AddIndex("finding", models.Index(fields=["item", "raised_on", "id"], name="findings_item_raised")),
        migrations.AddIndex(
            "finding", models.Index(fields=["unit", "line", "raised_on", "id"], name="findings_unit_line_raised")
        ),
        migrations.AddIndex("finding", models.Index(fields=["state", "deadline", "id"], name="findings_state_deadline")),
        migrations.AddIndex("finding", models.Index(fields=["state", "raised_on", "id"], name="findings_state_raised")),
        migrations.AddIndex("finding", models.Index(fields=["raised_on", "id"], name="findings_raised")),
        migrations.AddIndex("finding", models.Index(fields=["deadline", "id"], name="findings_deadline")),
        migrations.AddIndex("finding", models.Index(fields=["source", "raised_on", "id"], name="findings_source_raised")),
        migrations.AddIndex(
            "finding",
            models.Index(
                fields=["raised_on", "id"], condition=models.Q(repeat=True), name="findings_repeat_raised"
            ),
        ),
    ]
