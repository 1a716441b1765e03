"""What may be counted of findings."""

from django.utils.translation import gettext_lazy as _

from paicha.figures.facts import Column, Fact, register

FINDING = register(
    Fact(
        name="finding",
        label=_("Findings"),
        records="findings",
        table="findings_step",
        key="finding",
        dated="valid_on",
        order="seq",
        day="raised_on",
        dimensions=("severity", "major", "item", "source", "family", "inspector_group"),
        columns=(
            Column("finding", "BIGINT"),
            Column("seq", "INTEGER"),
            Column("verb", "VARCHAR"),
            Column("valid_on", "DATE"),
            Column("unit", "BIGINT"),
            Column("line", "BIGINT"),
            Column("item", "BIGINT"),
            Column("severity", "VARCHAR"),
            Column("major", "BOOLEAN"),
            Column("graded", "BOOLEAN"),
            Column("source", "VARCHAR"),
            Column("family", "VARCHAR"),
            Column("inspector_group", "VARCHAR"),
            Column("inspection", "BIGINT"),
            Column("extent", "INTEGER"),
            Column("raised_on", "DATE"),
            Column("original_deadline", "DATE"),
            Column("deadline", "DATE"),
            Column("state", "VARCHAR"),
            Column("closed_on", "DATE"),
            Column("basis", "VARCHAR"),
            Column("independence", "VARCHAR"),
            Column("extensions", "INTEGER"),
            Column("listings", "INTEGER"),
            Column("merges", "INTEGER"),
            Column("closures", "INTEGER"),
            Column("reopenings", "INTEGER"),
            Column("repeat", "BOOLEAN"),
        ),
    )
)
