"""Severity scales, checklists, their versions and items."""

from datetime import date
from typing import cast

from django.db import models

from paicha.kernel.calendar import DayKind, Due, due
from paicha.ledger.models import Transition


class Scale(models.Model):
    """A severity scale. It never changes; another one is published instead."""

    code = models.SlugField(max_length=64, unique=True)
    name_zh = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100)

    def __str__(self) -> str:
        return self.code


class Grade(models.Model):
    """A grade of a scale: its names, colour, default deadline and whether it counts as major."""

    class Days(models.TextChoices):
        PLAIN = "plain"
        CALENDAR = "calendar"
        WORKING = "working"

    scale = models.ForeignKey(Scale, on_delete=models.PROTECT, related_name="grades")
    code = models.SlugField(max_length=64)
    rank = models.SmallIntegerField(help_text="0 is the gravest")
    name_zh = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100)
    colour = models.CharField(max_length=16)
    days = models.SmallIntegerField(null=True, help_text="default deadline; none where the finding must state it")
    day_kind = models.CharField(max_length=16, choices=Days, default=Days.CALENDAR)
    major = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scale", "code"], name="checklists_grade_code")]
        ordering = ["scale", "rank"]

    def __str__(self) -> str:
        return self.code

    def due_from(self, start: date) -> Due | None:
        """The default deadline of a finding raised on `start`; None where each finding must state its own."""
        if self.days is None:
            return None
        return due(start, self.days, cast(DayKind, self.day_kind))


class Checklist(models.Model):
    """A list of what is looked at; what it asks stands in its versions."""

    code = models.SlugField(max_length=64, unique=True)
    name_zh = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.code


class Item(models.Model):
    """One question that can fail, the same through all versions of its checklist."""

    checklist = models.ForeignKey(Checklist, on_delete=models.PROTECT, related_name="items")
    code = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["checklist", "code"], name="checklists_item_code")]

    def __str__(self) -> str:
        return self.code


class Version(models.Model):
    """What a checklist asks from now on."""

    checklist = models.ForeignKey(Checklist, on_delete=models.PROTECT, related_name="versions")
    number = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["checklist", "number"], name="checklists_version_number")]

    def __str__(self) -> str:
        return f"{self.checklist_id}/{self.number}"


class VersionItem(Transition):
    """An item as a version words it; its own transition, as it never changes."""

    version = models.BigIntegerField(db_index=True)
    item = models.BigIntegerField(db_index=True)
    order = models.IntegerField()
    title = models.CharField(max_length=1000)
