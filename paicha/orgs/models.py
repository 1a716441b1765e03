"""Units and their places, people and their posts; each with the transitions by which it became what it is."""

import secrets

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from paicha.ledger.models import Transition
from paicha.orgs.fields import PathField


def new_salt() -> bytes:
    """Sixteen random bytes: what the ledger keeps of a person is a hash over these too."""
    return secrets.token_bytes(16)


class Person(AbstractBaseUser):
    """Somebody who acts. What the ledger keeps of a person is the number and a salted hash."""

    class Kind(models.TextChoices):
        HUMAN = "human"
        TERMINAL = "terminal"  # whoever runs `paicha` on the machine itself

    class Theme(models.TextChoices):
        AUTO = "auto"  # as the device has it
        LIGHT = "light"
        DARK = "dark"

    username = models.CharField(max_length=100, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.HUMAN)
    email = models.EmailField(null=True, unique=True, help_text="where a forgotten password is mended; none is known")
    language = models.CharField(max_length=10, default="zh-hans")
    theme = models.CharField(max_length=8, choices=Theme, default=Theme.AUTO)
    is_active = models.BooleanField(default=True)
    salt = models.BinaryField(max_length=16, default=new_salt)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]
    objects = BaseUserManager["Person"]()

    def __str__(self) -> str:
        return self.name


class Line(models.Model):
    """A hierarchy over units: whom they belong to (territorial, 块) or who regulates their trade (sectoral, 条)."""

    class Kind(models.TextChoices):
        TERRITORIAL = "territorial"
        SECTORAL = "sectoral"

    code = models.SlugField(max_length=64, unique=True)
    kind = models.CharField(max_length=16, choices=Kind)
    name_zh = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind"], condition=Q(kind="territorial"), name="orgs_one_territorial_line")
        ]

    def __str__(self) -> str:
        return self.code


class Unit(models.Model):
    """An organisation or place that is inspected, or that oversees others (`inspected` is False: a level of a line)."""

    code = models.CharField(max_length=300, unique=True)
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=100, blank=True)
    inspected = models.BooleanField(default=False)
    address = models.CharField(max_length=300, blank=True)
    latitude_e6 = models.IntegerField(null=True, help_text="degrees north times 1,000,000")
    longitude_e6 = models.IntegerField(null=True, help_text="degrees east times 1,000,000")
    attributes = models.JSONField(default=dict)
    opened_on = models.DateField(null=True, help_text="first inspection, or when it began to exist")
    closed_on = models.DateField(null=True)
    latest_on = models.DateField(
        null=True, help_text="the newest inspection that was held: follows from those, and is there for lists"
    )
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude_e6__isnull=True) | Q(latitude_e6__range=(-90_000_000, 90_000_000)),
                name="orgs_unit_latitude",
            ),
            models.CheckConstraint(
                condition=Q(longitude_e6__isnull=True) | Q(longitude_e6__range=(-180_000_000, 180_000_000)),
                name="orgs_unit_longitude",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(closed_on__isnull=False), name="orgs_unit_merged_is_closed"
            ),
        ]
        indexes = [
            models.Index(fields=["name", "id"], name="orgs_unit_name"),
            models.Index(fields=["kind", "code"], name="orgs_unit_kind"),
            models.Index(fields=["inspected", "code"], name="orgs_unit_inspected"),
            models.Index(fields=["closed_on"], name="orgs_unit_closed"),
            models.Index(fields=["latest_on", "id"], name="orgs_unit_latest"),
            models.Index(fields=["latitude_e6", "longitude_e6"], name="orgs_unit_position"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class UnitChange(Transition):
    """What a unit became: the columns that figures read."""

    unit = models.BigIntegerField(db_index=True)
    kind = models.CharField(max_length=100)
    inspected = models.BooleanField()
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    merged_into = models.BigIntegerField(null=True)


class Placement(models.Model):
    """A unit's place in a line. The path is made of unit numbers, its own last: `/1/23/450/`."""

    line = models.ForeignKey(Line, on_delete=models.PROTECT)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="placements")
    parent = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    path = PathField()
    depth = models.SmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["line", "unit"], name="orgs_one_place_per_line")]
        indexes = [models.Index(fields=["line", "path"], name="orgs_placement_path")]


class PlacementChange(Transition):
    """Where a unit came to stand in a line."""

    placement = models.BigIntegerField(db_index=True)
    line = models.BigIntegerField()
    unit = models.BigIntegerField()
    parent = models.BigIntegerField(null=True)
    path = PathField()
    depth = models.SmallIntegerField()
    present = models.BooleanField(default=True)


class Post(models.Model):
    """A person's role at a unit in a line; everywhere where both are None. All authority comes from posts."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    role = models.CharField(max_length=32)
    line = models.ForeignKey(Line, null=True, on_delete=models.PROTECT)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT)
    ended = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(line__isnull=True, unit__isnull=True) | Q(line__isnull=False, unit__isnull=False),
                name="orgs_post_line_and_unit",
            ),
        ]
        indexes = [models.Index(fields=["person", "ended"], name="orgs_post_person")]
