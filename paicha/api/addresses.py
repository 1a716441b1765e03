"""The API and its addresses."""

from typing import Any

from django.urls import URLPattern, URLResolver, path, re_path
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.renderers import JSONRenderer

from paicha import __version__
from paicha.api import docs, exports, figures, imports, jobs, ledger, lists, me, records, reports
from paicha.api.callers import PersonalToken, Session
from paicha.api.description import DESCRIPTION, completed
from paicha.api.doorway import absent, opened
from paicha.api.problem_details import ROOT, problem_of


class Renderer(JSONRenderer):
    """JSON in UTF-8, as it is."""

    json_dumps_params = {"ensure_ascii": False, "allow_nan": False}

    def render(self, request: Any, data: Any, *, response_status: int) -> bytes:
        """The bytes; what no UTF-8 can hold is escaped."""
        text: str = super().render(request, data, response_status=response_status)
        return text.encode("utf-8", "backslashreplace")


class Api(NinjaAPI):
    """The operations, each in its doorway; every other address below them is absent."""

    @property
    def urls(self) -> tuple[list[URLResolver | URLPattern], str, str]:
        """The addresses."""
        found, app, namespace = super().urls
        views = {str(each.name): opened(each.callback) for each in found if isinstance(each, URLPattern)}
        kept: list[URLResolver | URLPattern] = [path("", views["api-start"], name="api-root")]
        for each in found:
            if isinstance(each, URLPattern) and each.name not in ("api-root", "api-start"):
                each.callback = views[str(each.name)]
                kept.append(each)
        return [*docs.urls, *kept, re_path("", opened(absent))], app, namespace

    def get_openapi_schema(self, **given: Any) -> OpenAPISchema:
        """The description, completed with what all operations have in common."""
        return completed(super().get_openapi_schema(path_prefix=ROOT, **given))


api = Api(
    title="paicha",
    version=__version__,
    description=DESCRIPTION,
    docs_url=None,
    urls_namespace="api",
    auth=[PersonalToken(), Session()],
    renderer=Renderer(),
)
for _error in (Exception, HttpError, ValidationError, AuthenticationError):
    api.add_exception_handler(_error, problem_of)  # type: ignore[arg-type]  # it is given errors, not their classes
for _room in (me, lists, records, figures, reports, imports, exports, jobs, ledger):
    api.add_router("", _room.router)
