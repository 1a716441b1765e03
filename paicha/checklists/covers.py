"""What the ledger vouches for of scales and checklists."""

from paicha.checklists.models import Checklist, Grade, Item, Scale, Version, VersionItem
from paicha.ledger.covering import Cover, cover

SCALE = cover(Cover(Scale, ("id", "code", "name_zh", "name_en")))
GRADE = cover(
    Cover(Grade, ("id", "scale_id", "code", "rank", "name_zh", "name_en", "colour", "days", "day_kind", "major"))
)
CHECKLIST = cover(Cover(Checklist, ("id", "code", "name_zh", "name_en")))
ITEM = cover(Cover(Item, ("id", "checklist_id", "code")))
VERSION = cover(Cover(Version, ("id", "checklist_id", "number")))
VERSION_ITEM = cover(
    Cover(
        VersionItem,
        ("version", "item", "order", "title"),
        transition=VersionItem,
        columns=("version", "item", "order", "title"),
        key="id",
    )
)
