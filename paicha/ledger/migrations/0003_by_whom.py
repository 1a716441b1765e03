"""The entries of one person are found without reading all others."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_append_only")]
    operations = [
        migrations.AddIndex(
            model_name="entry", index=models.Index(fields=["by", "position"], name="ledger_entry_by")
        ),
    ]
