"""Jobs and how far they are."""

from typing import ClassVar

from django.db import models

from paicha.orgs.models import Person


class Leased(models.Model):
    """A piece of work that stands in a queue: its table. A worker holds the row as long as it renews `beat_at`."""

    WAITING_ANEW: ClassVar[dict[str, object]] = {"per_mille": 0, "begun_at": None}

    class State(models.TextChoices):
        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"

    state = models.CharField(max_length=16, choices=State, default=State.QUEUED)
    per_mille = models.IntegerField(default=0, help_text="how much is done, 0 to 1000")
    attempts = models.IntegerField(default=0)
    begun_at = models.DateTimeField(null=True)
    beat_at = models.DateTimeField(null=True, help_text="when the worker last said that it is at work on it")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class Job(Leased):
    """A piece of work that a person asked for. Its files lie in the data folder, in jobs/<uid>/."""

    WAITING_ANEW = {**Leased.WAITING_ANEW, "what": ""}

    uid = models.UUIDField(unique=True)
    kind = models.CharField(max_length=32)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="jobs")
    arguments = models.JSONField(default=dict)
    what = models.CharField(max_length=300, blank=True, help_text="what is being done")
    cancelling = models.BooleanField(default=False, help_text="somebody asked for it to stop")
    result = models.JSONField(default=dict)
    problem = models.JSONField(default=dict, help_text="code, sentence and mend of what stopped it")
    asked_at = models.DateTimeField()
    seen = models.BooleanField(default=False, help_text="the person has seen that it ended")

    class Meta:
        indexes = [
            models.Index(fields=["person", "-asked_at"], name="jobs_of_person"),
            models.Index(fields=["state", "beat_at"], name="jobs_at_work"),
        ]

    def __str__(self) -> str:
        return f"job {self.uid} ({self.kind})"


class ScheduledRun(Leased):
    """A due time of scheduled work. Each stands in this table once, whichever worker puts it there."""

    task = models.CharField(max_length=32, help_text="the name under which a room registered the work")
    due_at = models.DateTimeField()
    day = models.DateField(help_text="the local date that the due time belongs to")
    problem = models.JSONField(default=dict, help_text="code of what stopped it, and the words of its sentence")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "due_at"], name="jobs_due_once"),
            models.UniqueConstraint(
                fields=["task"], condition=models.Q(state__in=("queued", "running")), name="jobs_due_one_by_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task} due {self.due_at:%Y-%m-%dT%H:%MZ}"
