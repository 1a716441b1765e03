"""Reports that were made: what each said, and the hashes of its files, which lie wherever they were put."""

from django.db import models

from paicha.orgs.models import Line, Unit


class Report(models.Model):
    """A report as it was written. It never changes; another one is made instead."""

    uid = models.UUIDField(unique=True)
    kind = models.CharField(max_length=64)
    language = models.CharField(max_length=2)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reports")
    line = models.ForeignKey(Line, on_delete=models.PROTECT)
    since = models.DateField()
    until = models.DateField()
    at = models.BigIntegerField(help_text="the position of the ledger that all its figures were asked at")
    manifest = models.JSONField(help_text="every number with its trace, every passage with its text")
    files = models.JSONField(help_text="format: SHA-256 of the file")

    class Meta:
        indexes = [models.Index(fields=["unit", "until"], name="reports_unit_until")]

    def __str__(self) -> str:
        return str(self.uid)
