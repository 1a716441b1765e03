"""Inspections, their editions and the answers that are not plainly "met"."""

from django.db import models

from paicha.ledger.models import Transition
from paicha.orgs.models import Line, Unit


class Inspection(models.Model):
    """One inspection, or an attempt at one (`held` False), as its newest edition has it."""

    uid = models.UUIDField(unique=True)
    source = models.CharField(max_length=64)
    external_id = models.CharField(max_length=100)
    content = models.BinaryField(max_length=32, help_text="SHA-256 of what the source says")
    edition = models.IntegerField(default=1)
    # An index below begins with the unit; of lines there are too few for one to help.
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="inspections", db_index=False)
    line = models.ForeignKey(Line, on_delete=models.PROTECT, db_index=False)
    family = models.CharField(max_length=64)
    kind = models.CharField(max_length=100)
    done_on = models.DateField()
    held = models.BooleanField()
    failed = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "external_id"], name="inspections_source_id")]
        indexes = [
            models.Index(fields=["unit", "done_on"], name="inspections_unit_day"),
            models.Index(fields=["unit", "line", "done_on", "id"], name="inspections_unit_line_day"),
            models.Index(fields=["done_on", "id"], name="inspections_day"),
            models.Index(fields=["kind", "done_on", "id"], name="inspections_kind_day"),
            models.Index(fields=["family", "done_on", "id"], name="inspections_family_day"),
            models.Index(fields=["source", "done_on", "id"], name="inspections_source_day"),
            models.Index(fields=["failed", "done_on", "id"], name="inspections_failed_day"),
            models.Index(fields=["held", "done_on", "id"], name="inspections_held_day"),
            models.Index(fields=["external_id"], opclasses=["varchar_pattern_ops"], name="inspections_external_id"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.external_id}"


class Edition(Transition):
    """What an inspection says, from this edition on. Figures read all but `result` and `counts`."""

    inspection = models.BigIntegerField()
    edition = models.IntegerField()
    unit = models.BigIntegerField()
    line = models.BigIntegerField()
    family = models.CharField(max_length=64)
    kind = models.CharField(max_length=100)
    source = models.CharField(max_length=64)
    done_on = models.DateField()
    held = models.BooleanField()
    failed = models.BooleanField()
    recheck = models.BooleanField(default=False)
    inspector_group = models.CharField(max_length=64, blank=True)
    version = models.BigIntegerField(
        null=True, help_text="the checklist version it answers; none where only counts are known"
    )
    listed = models.IntegerField(default=0, help_text="findings it lists, before merging")
    listed_major = models.IntegerField(default=0)
    extent = models.IntegerField(default=0, help_text="deficient cases over all it lists")
    items_failed = models.IntegerField(default=0)
    result = models.CharField(max_length=100, help_text="the source's own word")
    counts = models.JSONField(default=dict, help_text="severity: cases, where the source has no more")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["inspection", "edition"], name="inspections_edition_number")]


class Answer(Transition):
    """An item that failed, did not apply or was noted; all others of the version were met."""

    class Result(models.TextChoices):
        FAILED = "failed"
        NOT_APPLICABLE = "na"
        NOTED = "noted"

    inspection = models.BigIntegerField()
    edition = models.IntegerField()
    unit = models.BigIntegerField()
    line = models.BigIntegerField()
    item = models.BigIntegerField()
    result = models.CharField(max_length=8, choices=Result)
    done_on = models.DateField()
    times = models.IntegerField(default=1, help_text="how often the inspection lists it")
    severity = models.CharField(max_length=64, help_text="grade code, or ungraded")
    deadline = models.DateField(null=True, help_text="as the source states it")
    note = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["inspection", "edition"], name="inspections_answer_of")]
