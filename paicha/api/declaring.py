"""How operations are declared: what is the same for all of them stands here once."""

import functools
import inspect
from collections.abc import Callable, Iterable, Sequence
from typing import Any, get_args, get_origin

from django.http import HttpRequest, HttpResponse
from ninja import Router
from ninja.constants import NOT_SET
from ninja.decorators import decorate_view
from ninja.responses import Status
from pydantic import BaseModel

from paicha.api.freshness import is_known, tag_of
from paicha.api.problem_details import refuse_unknown
from paicha.kernel.problems import Problem

View = Callable[..., Any]
Parameter = dict[str, Any]  # as OpenAPI writes it
ALWAYS = (401, 422, 429)


def reads(
    router: Router,
    path: str,
    answer: Any,
    *,
    summary: str,
    description: str = "",
    tag: str,
    problems: Sequence[int] = (),
    parameters: Sequence[Parameter] = (),
    open_ended: bool = False,
    lasting: bool = True,
    responses: dict[int, Any] | None = None,
    is_open: bool = False,
    name: str | None = None,
) -> Callable[[View], View]:
    """Declare an operation that reads.

    `answer` is the model of what it says, None for a file. `parameters` are those that the view reads from the address
    itself; `open_ended`: there may be others still, which the view checks. `lasting`: it follows from the position, so
    a caller who has it is told only that. `is_open`: for everybody, without a token.
    """

    def declared(view: View) -> View:
        known, several = _parameters(view, parameters)

        @functools.wraps(view)
        def inner(request: HttpRequest, **given: Any) -> Any:
            if not open_ended:
                refuse_unknown(request.GET, known, several)
            if lasting:
                tag = tag_of(request)
                headers_of(request)["ETag"] = tag
                if is_known(request, tag):
                    return HttpResponse(status=304)
            return view(request, **given)

        always = (422,) if is_open else ALWAYS
        extra = _extra((*always, *problems), parameters, responses or {})
        if lasting:
            extra["responses"][304] = {"$ref": "#/components/responses/304"}
        router.add_api_operation(
            path,
            ["GET"],
            inner,
            response={200: answer},
            summary=summary,
            description=description,
            tags=[tag],
            operation_id=name or view.__name__,
            openapi_extra=extra,
            url_name=name or view.__name__,
            auth=None if is_open else NOT_SET,
        )
        return inner

    return declared


def writes(
    router: Router,
    path: str,
    answer: Any,
    *,
    summary: str,
    description: str = "",
    tag: str,
    problems: Sequence[int] = (),
    status: int = 202,
    body: str | None = None,
    name: str | None = None,
) -> Callable[[View], View]:
    """Declare an operation that does something. `body` is the kind of body it takes; None: it takes none."""

    def declared(view: View) -> View:
        known, several = _parameters(view, ())

        @functools.wraps(view)
        def inner(request: HttpRequest, **given: Any) -> Any:
            refuse_unknown(request.GET, known, several)
            return Status(status, view(request, **given))

        if body:
            inner = decorate_view(_of_kind(body))(inner)
        extra = _extra((*ALWAYS, 403, *((400, 413, 415) if body else ()), *problems), (), {})
        router.add_api_operation(
            path,
            ["POST"],
            inner,
            response={status: answer},
            summary=summary,
            description=description,
            tags=[tag],
            operation_id=name or view.__name__,
            openapi_extra=extra,
            url_name=name or view.__name__,
        )
        return inner

    return declared


def headers_of(request: HttpRequest) -> dict[str, str]:
    """Headers that the answer to this call will have, to be added to."""
    if not hasattr(request, "paicha_headers"):
        request.paicha_headers = {}  # type: ignore[attr-defined]
    found: dict[str, str] = request.paicha_headers  # type: ignore[attr-defined]
    return found


def _of_kind(wanted: str) -> Callable[[View], View]:
    """Refuse a body of another kind than the one wanted, before it is read."""

    def decorated(run: View) -> View:
        @functools.wraps(run)
        def inner(request: HttpRequest, *given: Any, **named: Any) -> Any:
            if request.content_type != wanted:
                raise Problem("api_body_kind", kind=(request.content_type or "–")[:60], wanted=wanted)
            return run(request, *given, **named)

        return inner

    return decorated


def _extra(problems: Iterable[int], parameters: Sequence[Parameter], responses: dict[int, Any]) -> dict[str, Any]:
    told: dict[int, Any] = {each: {"$ref": f"#/components/responses/{each}"} for each in sorted(set(problems))}
    told |= responses
    return {"parameters": list(parameters), "responses": told}


def _parameters(view: View, parameters: Sequence[Parameter]) -> tuple[set[str], set[str]]:
    """The names of what an address may hold after its "?", and of those that may stand there more than once."""
    known = {each["name"] for each in parameters}
    several = {each["name"] for each in parameters if each["schema"].get("type") == "array"}
    for name, given in inspect.signature(view).parameters.items():
        model = get_args(given.annotation)[0] if get_args(given.annotation) else given.annotation
        if name == "request" or not _is_query(given.annotation):
            continue
        if isinstance(model, type) and issubclass(model, BaseModel):
            for field, info in model.model_fields.items():
                known.add(info.alias or field)
                if get_origin(info.annotation) is list:
                    several.add(info.alias or field)
        else:
            known.add(name)
    return known, several


def _is_query(annotation: Any) -> bool:
    return any(type(each).__name__ == "Query" for each in get_args(annotation)[1:])
