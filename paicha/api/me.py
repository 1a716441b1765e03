"""Who one is, the lines there are, and what problems mean."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_noop as _
from django.utils.translation import override
from ninja import Field, Router, Schema

from paicha.api.callers import caller_of
from paicha.api.declaring import reads
from paicha.api.problem_details import ROOT, address_of, mend_of, title_of
from paicha.kernel.problem_kinds import KINDS, ProblemKind
from paicha.kernel.problems import Problem
from paicha.ledger.appending import head
from paicha.orgs.labels import line_name, unit_name
from paicha.orgs.queries import lines_by_code, posts_held
from paicha.orgs.roles import verbs_of

router = Router()
TAG = _("Basics")


class PostSaid(Schema):
    """A post that you hold. Without line and unit it is a post everywhere."""

    role: str
    line: str | None = Field(description=_("The code of the line."))
    line_name: str | None
    unit: str | None = Field(description=_("The code of the unit."))
    unit_name: str | None


class TokenSaid(Schema):
    """The token of this call."""

    name: str
    read_only: bool
    expires_on: date = Field(description=_("The last day it is good for."))


class Me(Schema):
    """Who you are, and what you may do."""

    username: str
    name: str
    language: str
    posts: list[PostSaid]
    verbs: list[str] = Field(description=_("What your posts let you do somewhere."))
    token: TokenSaid | None = Field(description=_("The token of this call; null in a session."))
    position: int = Field(description=_("The head of the ledger."))


@reads(router, "/me", Me, tag=TAG, summary=_("Who you are, your posts, and what you may do"), lasting=False)
def me(request: HttpRequest) -> dict[str, Any]:
    """Who calls."""
    caller = caller_of(request)
    held = posts_held(caller.person)
    return {
        "username": caller.person.username,
        "name": caller.person.name,
        "language": caller.person.language,
        "posts": [_post(post) for post in held],
        "verbs": sorted(verbs_of(*(post.role for post in held))),
        "token": caller.token,
        "position": head(),
    }


def _post(post: Any) -> dict[str, Any]:
    line, unit = post.line, post.unit
    return {
        "role": post.role,
        "line": line and line.code,
        "line_name": line and line_name(line),
        "unit": unit and unit.code,
        "unit_name": unit and unit_name(unit),
    }


class LineSaid(Schema):
    """A line: a hierarchy over units."""

    code: str
    kind: str = Field(description=_("territorial or sectoral."))
    name: str


class Lines(Schema):
    """All lines."""

    items: list[LineSaid]


@reads(router, "/lines", Lines, tag=TAG, summary=_("All lines: the hierarchies over units"))
def lines(request: HttpRequest) -> dict[str, Any]:
    """All lines, as they were drawn."""
    found = lines_by_code().values()
    return {"items": [{"code": line.code, "kind": line.kind, "name": line_name(line)} for line in found]}


class ProblemSaid(Schema):
    """A kind of problem. Its texts have {places} for what differs from case to case."""

    code: str
    type: str = Field(description=_("The URI that stands for it in `type`."))
    status: int
    title: str
    mend: str
    title_zh: str
    mend_zh: str


class ProblemKinds(Schema):
    """All kinds of problem."""

    items: list[ProblemSaid]


@reads(
    router,
    "/problems",
    ProblemKinds,
    tag=TAG,
    summary=_("All kinds of problem that can be answered"),
    lasting=False,
    is_open=True,
)
def problems(request: HttpRequest) -> dict[str, Any]:
    """All kinds of problem, by code."""
    return {"items": [_problem(KINDS[code]) for code in sorted(KINDS)]}


@reads(
    router,
    "/problems/{code}",
    ProblemSaid,
    tag=TAG,
    summary=_("What a kind of problem means"),
    lasting=False,
    problems=(404,),
    is_open=True,
    name="problem",
)
def problem(request: HttpRequest, code: str) -> dict[str, Any]:
    """One kind of problem: what its address in `type` leads to."""
    if code not in KINDS:
        raise Problem("absent", thing=translated(_("kind of problem")), key=code[:60])
    return _problem(KINDS[code])


def _problem(kind: ProblemKind) -> dict[str, Any]:
    said: dict[str, Any] = {"code": kind.code, "type": address_of(kind.code), "status": kind.status}
    for language, ending in (("en", ""), ("zh-hans", "_zh")):
        with override(language):
            said |= {f"title{ending}": title_of(kind), f"mend{ending}": mend_of(kind)}
    return said


class Start(Schema):
    """Where everything is."""

    openapi: str = Field(description=_("The description of the API."))
    docs: str = Field(description=_("The same, to be read by people."))
    me: str
    lists: str
    figures: str


@reads(router, "/", Start, tag=TAG, summary=_("Where everything is"), lasting=False, is_open=True, name="api-start")
def start(request: HttpRequest) -> dict[str, str]:
    """The first addresses."""
    return {name: f"{ROOT}{path}" for name, path in _START.items()}


_START = {"openapi": "openapi.json", "docs": "docs", "me": "me", "lists": "lists", "figures": "figures"}
