"""What may be counted of units and their places."""

from django.utils.translation import gettext_lazy as _

from paicha.figures.facts import Column, Fact, register

UNIT = register(
    Fact(
        name="unit",
        label=_("Units"),
        records="units",
        table="orgs_unitchange",
        key="unit",
        columns=(
            Column("unit", "BIGINT"),
            Column("kind", "VARCHAR"),
            Column("inspected", "BOOLEAN"),
            Column("opened_on", "DATE"),
            Column("closed_on", "DATE"),
            Column("merged_into", "BIGINT"),
        ),
        line=None,
        day="opened_on",
    )
)
PLACEMENT = register(
    Fact(
        name="placement",
        table="orgs_placementchange",
        key="placement",
        columns=(
            Column("placement", "BIGINT"),
            Column("line", "BIGINT"),
            Column("unit", "BIGINT"),
            Column("parent", "BIGINT"),
            Column("path", "VARCHAR"),
            Column("depth", "INTEGER"),
            Column("present", "BOOLEAN"),
        ),
        unit=None,
        line=None,
    )
)
