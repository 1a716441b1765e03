"""Findings and the steps of their lives."""

from django.db import models
from django.db.models import F, Q

from paicha.checklists.models import Grade, Item
from paicha.findings.rules.lifecycle import STATES
from paicha.ledger.models import Transition
from paicha.orgs.models import Line, Unit


class Standing(models.Model):
    """The columns that a step may change, shared by a finding as it is and by each step (rules.lifecycle.Standing)."""

    state = models.CharField(max_length=16)
    extent = models.IntegerField(default=1, help_text="deficient cases")
    original_deadline = models.DateField(null=True)
    deadline = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    basis = models.CharField(max_length=16, null=True, help_text="verified or inferred")
    independence = models.CharField(max_length=16, null=True)
    extensions = models.IntegerField(default=0)
    listings = models.IntegerField(default=1, help_text="times an inspection listed it")
    merges = models.IntegerField(default=0)
    closures = models.IntegerField(default=0)
    reopenings = models.IntegerField(default=0)
    repeat = models.BooleanField(default=False, help_text="found again after closure")

    class Meta:
        abstract = True


class Finding(Standing):
    """Something not as required at a unit. Without a grade it is "ungraded"."""

    # Indexes below begin with unit and item; of lines there are too few for one to help.
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="findings", db_index=False)
    line = models.ForeignKey(Line, on_delete=models.PROTECT, db_index=False)
    item = models.ForeignKey(Item, null=True, on_delete=models.PROTECT, db_index=False)
    grade = models.ForeignKey(Grade, null=True, on_delete=models.PROTECT)
    source = models.CharField(max_length=64, help_text="self, onsite, or the source of an import")
    family = models.CharField(max_length=64, blank=True)
    inspector_group = models.CharField(max_length=64, blank=True)
    inspection = models.BigIntegerField(null=True, db_index=True, help_text="the inspection that raised it")
    note = models.TextField(blank=True)
    raised_on = models.DateField()
    provisional = models.BooleanField(default=False, help_text="the deadline rests on holidays not yet published")
    steps = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(STATES)), name="findings_state_known"),
            models.CheckConstraint(
                condition=(Q(state="closed") & Q(closed_on__isnull=False) & Q(basis__isnull=False))
                | ~Q(state="closed"),
                name="findings_closed_has_basis",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("raised_on")),
                name="findings_closed_after_raised",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "item"], name="findings_unit_item"),
            models.Index(fields=["unit", "line", "raised_on", "id"], name="findings_unit_line_raised"),
            models.Index(fields=["state", "deadline", "id"], name="findings_state_deadline"),
            models.Index(fields=["state", "raised_on", "id"], name="findings_state_raised"),
            models.Index(fields=["item", "raised_on", "id"], name="findings_item_raised"),
            models.Index(fields=["raised_on", "id"], name="findings_raised"),
            models.Index(fields=["deadline", "id"], name="findings_deadline"),
            models.Index(fields=["source", "raised_on", "id"], name="findings_source_raised"),
            models.Index(fields=["raised_on", "id"], condition=Q(repeat=True), name="findings_repeat_raised"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class Step(Transition, Standing):
    """One step of a finding's life: what happened on `valid_on`, and how it then stands. Figures read these columns."""

    finding = models.BigIntegerField()
    seq = models.IntegerField()
    verb = models.CharField(max_length=16)
    valid_on = models.DateField()
    unit = models.BigIntegerField()
    line = models.BigIntegerField()
    item = models.BigIntegerField(null=True)
    severity = models.CharField(max_length=64)
    major = models.BooleanField()
    graded = models.BooleanField()
    source = models.CharField(max_length=64)
    family = models.CharField(max_length=64)
    inspector_group = models.CharField(max_length=64)
    inspection = models.BigIntegerField(null=True, help_text="the inspection that raised it")
    raised_on = models.DateField()
    cause = models.BigIntegerField(null=True, help_text="the inspection behind this step")
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["finding", "seq"], name="findings_step_seq")]
