"""Tokens and saved views."""

from django.db import models

from paicha.orgs.models import Person


class Token(models.Model):
    """A key by which a person's program may do what the person may, or only read. Of the key itself a hash is kept."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=100)
    hash = models.BinaryField(max_length=32, unique=True, help_text="SHA-256 of the key")
    read_only = models.BooleanField(default=True)
    made_on = models.DateField()
    expires_on = models.DateField(help_text="the last day it is good for")
    revoked = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class SavedView(models.Model):
    """A question to a list that a person keeps under a name."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="views")
    list = models.CharField(max_length=32)
    name = models.CharField(max_length=100)
    query = models.CharField(max_length=4_000, help_text="what stands after the ? of its address")
    removed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "list", "name"], condition=models.Q(removed=False), name="accounts_one_view_of_a_name"
            )
        ]

    def __str__(self) -> str:
        return self.name
