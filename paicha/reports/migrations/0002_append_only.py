"""What was appended stays as it is."""

from django.db import migrations

from paicha.ledger.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]
    operations = [append_only("reports_report")]
