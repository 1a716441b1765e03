"""Jobs and how far they are."""

from django.db import models

from paicha.orgs.models import Person


class Job(models.Model):
    """A piece of work that a person asked for. Its files lie in the data folder, in jobs/<uid>/."""

    class State(models.TextChoices):
        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"

    uid = models.UUIDField(unique=True)
    kind = models.CharField(max_length=32)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="jobs")
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=16, choices=State, default=State.QUEUED)
    what = models.CharField(max_length=300, blank=True, help_text="what is being done")
    per_mille = models.IntegerField(default=0, help_text="how much is done, 0 to 1000")
    cancelling = models.BooleanField(default=False, help_text="somebody asked for it to stop")
    attempts = models.IntegerField(default=0)
    result = models.JSONField(default=dict)
    problem = models.JSONField(default=dict, help_text="code, sentence and mend of what stopped it")
    asked_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    beat_at = models.DateTimeField(null=True, help_text="when the worker last said that it is at work on it")
    ended_at = models.DateTimeField(null=True)
    seen = models.BooleanField(default=False, help_text="the person has seen that it ended")

    class Meta:
        indexes = [
            models.Index(fields=["person", "-asked_at"], name="jobs_of_person"),
            models.Index(fields=["state", "beat_at"], name="jobs_at_work"),
        ]

    def __str__(self) -> str:
        return str(self.uid)
