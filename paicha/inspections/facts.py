"""What may be counted of inspections."""

from django.utils.translation import gettext_lazy as _

from paicha.figures.facts import Column, Fact, register

INSPECTION = register(
    Fact(
        name="inspection",
        label=_("Inspections"),
        records="inspections",
        table="inspections_edition",
        key="inspection",
        day="done_on",
        dimensions=("source", "family", "inspector_group"),
        columns=(
            Column("inspection", "BIGINT"),
            Column("edition", "INTEGER"),
            Column("unit", "BIGINT"),
            Column("line", "BIGINT"),
            Column("family", "VARCHAR"),
            Column("kind", "VARCHAR"),
            Column("source", "VARCHAR"),
            Column("done_on", "DATE"),
            Column("held", "BOOLEAN"),
            Column("failed", "BOOLEAN"),
            Column("recheck", "BOOLEAN"),
            Column("inspector_group", "VARCHAR"),
            Column("version", "BIGINT"),
            Column("listed", "INTEGER"),
            Column("listed_major", "INTEGER"),
            Column("extent", "INTEGER"),
            Column("items_failed", "INTEGER"),
        ),
    )
)
ANSWER = register(
    Fact(
        name="answer",
        table="inspections_answer",
        key=None,
        day="done_on",
        dimensions=("item",),
        columns=(
            Column("inspection", "BIGINT"),
            Column("edition", "INTEGER"),
            Column("unit", "BIGINT"),
            Column("line", "BIGINT"),
            Column("item", "BIGINT"),
            Column("result", "VARCHAR"),
            Column("done_on", "DATE"),
        ),
    )
)
