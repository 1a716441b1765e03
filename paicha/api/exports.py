"""Exports: a list or a figure as a file, made as a job."""

from typing import Any, Literal

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Body, Field, Router, Schema
from pydantic import ConfigDict, JsonValue

from paicha.api.bodies import Line
from paicha.api.callers import person_of
from paicha.api.declaring import writes
from paicha.api.jobs import WAITING, JobSaid, begun
from paicha.exchange.exporting import LONGEST_QUERY

router = Router()
EXAMPLE: JsonValue = {"list": "findings", "query": "state=open&severity=critical", "format": "csv"}
TAG = _("Imports and exports")


class ExportWish(Schema):
    """The export that is wanted: a list or a figure."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [EXAMPLE]})

    list: Line = Field("", max_length=64, description=_("The name of a list; or else a figure."))
    figure: Line = Field("", max_length=64, description=_("The name of a figure; or else a list."))
    query: Line = Field(
        "", max_length=LONGEST_QUERY, description=_("Filters and order, as an address has them after its “?”.")
    )
    format: Literal["xlsx", "csv"] = Field("xlsx", description=_("The form of the file."))


@writes(
    router,
    "/exports",
    JobSaid,
    tag=TAG,
    summary=_("Make a file of a list or of a figure, unlimited"),
    description=WAITING,
    problems=(404, 409),
    body="application/json",
    name="make_export",
)
def make_export(request: HttpRequest, wish: Body[ExportWish]) -> dict[str, Any]:
    """Ask for an export."""
    arguments = {name: value for name, value in wish.model_dump().items() if value}
    return begun(request, person_of(request), "export", arguments)
