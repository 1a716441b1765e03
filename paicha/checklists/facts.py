"""What may be counted of checklists."""

from paicha.figures.facts import Column, Fact, register

VERSION_ITEM = register(
    Fact(
        name="version_item",
        table="checklists_versionitem",
        key=None,
        columns=(Column("version", "BIGINT"), Column("item", "BIGINT")),
        unit=None,
        line=None,
    )
)
