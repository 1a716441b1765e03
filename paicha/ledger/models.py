"""Entries, checkpoints and the shape of every transition table. All of them only grow: triggers refuse the rest."""

from django.db import models


class Entry(models.Model):
    """One line of the ledger. `leaf` is its hash in the tree, over every other column but the position."""

    position = models.BigIntegerField(primary_key=True)
    id = models.UUIDField(unique=True)
    kind = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.BigIntegerField(help_text="the person who acted")
    cause = models.UUIDField(null=True, help_text="the entry of the action this one was part of")
    subject = models.CharField(max_length=32, blank=True, help_text="what it was done to: finding, unit …")
    subject_id = models.BigIntegerField(null=True)
    words = models.JSONField(default=dict, help_text="what its sentence says")
    covers = models.JSONField(default=dict, help_text="table: number and Merkle root of the rows it appended")
    leaf = models.BinaryField(max_length=32)

    class Meta:
        ordering = ["position"]
        indexes = [
            models.Index(fields=["subject", "subject_id", "position"], name="ledger_entry_subject"),
            models.Index(fields=["kind", "position"], name="ledger_entry_kind"),
            models.Index(fields=["by", "position"], name="ledger_entry_by"),
        ]


class Checkpoint(models.Model):
    """A signed statement of the tree at one size; its note lies outside the database too."""

    size = models.BigIntegerField(primary_key=True)
    note = models.TextField(help_text="C2SP signed note")
    frontier = models.JSONField(help_text="roots of the perfect subtrees, hex, largest first")


class Transition(models.Model):
    """A row appended by an entry: what a record became. `digest` covers the whole record, `position` is the entry's."""

    id = models.BigAutoField(primary_key=True)
    position = models.BigIntegerField(db_index=True)
    digest = models.BinaryField(max_length=32)

    class Meta:
        abstract = True


class RowChange(Transition):
    """The transition of records that no figure counts: table, key and digest."""

    table = models.CharField(max_length=64)
    key = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["table", "key"], name="ledger_rowchange_record")]
