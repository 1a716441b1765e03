"""The units around one are found without reading all others."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("orgs", "0004_words_of_units")]
    operations = [
        migrations.AddIndex(
            model_name="unit", index=models.Index(fields=["latitude_e6", "longitude_e6"], name="orgs_unit_position")
        ),
    ]
