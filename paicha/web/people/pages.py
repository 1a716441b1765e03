"""Pages on which administrators look after people: who there is, their posts, their way in."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from paicha.accounts.actions.passwords import invite
from paicha.accounts.actions.sessions import sign_out_everywhere
from paicha.accounts.letters import send_invitation
from paicha.accounts.queries import WaysIn, ways_in
from paicha.accounts.roster import ROSTER
from paicha.kernel.problems import Problem
from paicha.listing import keyset
from paicha.listing.questions import asked
from paicha.orgs.actions.people import EVERYWHERE, add_person, change_person, end_post, give_post, set_active
from paicha.orgs.models import Person
from paicha.orgs.permissions import reach, require_somewhere
from paicha.orgs.queries import person_numbered, post_numbered, posts, units_to_appoint_at
from paicha.orgs.role_words import enumerated, role_choices, role_name
from paicha.orgs.user_administration import is_in_charge
from paicha.web.menu import menu_entry
from paicha.web.people.forms import AccountForm, NewPersonForm, PostForm
from paicha.web.people.why import explain
from paicha.web.reader import reader, refused_by


@require_GET
def roster(request: HttpRequest) -> HttpResponse:
    """The people whom the reader looks after, with their posts in the reader's reach."""
    by = reader(request)
    require_somewhere(by, "people.change")
    question = asked(ROSTER, by, dict(request.GET.lists()))
    page = keyset.page(question.rows(by, None), question.sort, question.descending, question.cursor)
    ROSTER.prepare(by, page.rows)
    rows = [(person, [(post, role_name(post.role)) for post in person.held]) for person in page.rows]
    chosen = {name: values[0] for name, values in question.filters.items()}
    words = {"page": page, "rows": rows, "chosen": chosen, "roles": role_choices()}
    return render(request, "web/people.html", words)


def new(request: HttpRequest) -> HttpResponse:
    """Add somebody with a first post. The answer holds the link of their invitation."""
    by = reader(request)
    require_somewhere(by, "people.change")
    everywhere = reach(by, "people.change") is None
    form, status = NewPersonForm(everywhere=everywhere, initial={"language": by.language}), 200
    if request.method == "POST":
        form, status = NewPersonForm(request.POST, everywhere=everywhere), 422
        if form.is_valid():
            try:
                person = _added(by, form)
                return _page(request, person, link=invite(by, person=person), status=201)
            except Problem as problem:
                status = refused_by(form, problem)
    return render(request, "web/people-new.html", {"form": form}, status=status)


def _added(by: Person, form: NewPersonForm) -> Person:
    data = form.cleaned_data
    # whoever reaches everywhere may leave the post for later
    post = (data["role"], *form.place(by)) if data["unit"] or data["line"] == EVERYWHERE else None
    return add_person(
        by, username=data["username"], name=data["name"], language=data["language"], email=data["email"], post=post
    )


def show(request: HttpRequest, number: int) -> HttpResponse:
    """One person; sent back, name and address as they are to be."""
    by = reader(request)
    person = person_numbered(by, number)
    if request.method != "POST":
        return _page(request, person)
    form, status = AccountForm(request.POST), 422
    if form.is_valid():
        try:
            change_person(by, person=person, **form.cleaned_data)
            messages.success(request, _("Kept."))
            return redirect("people-one", number)
        except Problem as problem:
            status = refused_by(form, problem)
    return _page(request, person, account=form, status=status)


@require_POST
def give(request: HttpRequest, number: int) -> HttpResponse:
    """Give a post."""
    by = reader(request)
    person, status = person_numbered(by, number), 422
    form = PostForm(request.POST, everywhere=reach(by, "people.change") is None)
    if form.is_valid():
        data = form.cleaned_data
        try:
            line, unit = form.place(by)
            give_post(by, person=person, role=data["role"], line=line, unit=unit)
            messages.success(request, _("The post is given. It counts from now on."))
            return redirect("people-one", number)
        except Problem as problem:
            status = refused_by(form, problem)
    return _page(request, person, post=form, status=status)


@require_POST
def end(request: HttpRequest, number: int, post: int) -> HttpResponse:
    """End a post; it stays in the record."""
    by = reader(request)
    end_post(by, post=post_numbered(by, person_numbered(by, number), post))
    messages.success(request, _("The post has ended."))
    return redirect("people-one", number) if _sees(by, number) else redirect("people")


@require_POST
def make_link(request: HttpRequest, number: int) -> HttpResponse:
    """A link by which the person chooses a password, to be handed over and, where letters go out, sent too."""
    by = reader(request)
    person = person_numbered(by, number)
    return _page(request, person, link=invite(by, person=person))


@require_POST
def activate(request: HttpRequest, number: int) -> HttpResponse:
    """Close an account, or open it again. Who is closed out is signed out, too."""
    by, active = reader(request), request.POST.get("active") == "1"
    person = set_active(by, person=person_numbered(by, number), active=active)
    if not active:
        sign_out_everywhere(by, person=person)
    messages.success(request, _("The account is open again.") if active else _("The account is closed."))
    return redirect("people-one", number)


@require_POST
def sign_out(request: HttpRequest, number: int) -> HttpResponse:
    """End all sessions and tokens of somebody."""
    by = reader(request)
    sign_out_everywhere(by, person=person_numbered(by, number))
    messages.success(request, _("Signed out everywhere. Tokens are revoked, too."))
    return redirect("people-one", number)


@require_GET
def units(request: HttpRequest) -> HttpResponse:
    """Suggestions for a unit's code, from those in which the reader may give posts."""
    by = reader(request)
    require_somewhere(by, "people.change")
    text = request.GET.get("unit", "").replace("\0", "").strip()[:100]
    return render(request, "web/people-units.html", {"units": units_to_appoint_at(by, text)})


def _sees(by: Person, number: int) -> bool:
    try:
        return person_numbered(by, number) is not None
    except Problem:
        return False


def _page(
    request: HttpRequest,
    person: Person,
    *,
    account: AccountForm | None = None,
    post: PostForm | None = None,
    link: str = "",
    status: int = 200,
) -> HttpResponse:
    by = reader(request)
    charge = person.kind != Person.Kind.TERMINAL and is_in_charge(by, person)
    ways = ways_in(person) if charge else None
    held = [(each, role_name(each.role)) for each in posts(by, person)]
    words = {
        "person": person,
        "held": [(each, role) for each, role in held if not each.ended],
        "ended": [(each, role) for each, role in held if each.ended],
        "account": account or AccountForm(initial={"name": person.name, "email": person.email or ""}),
        "post": post or PostForm(everywhere=reach(by, "people.change") is None),
        "charge": charge,
        "ways": ways,
        "ways_told": _told(ways) if ways else "",
        "link": link,
        "sent": bool(link) and send_invitation(person, link),
        "days": settings.PASSWORD_RESET_TIMEOUT // 86_400,
        "oneself": person.pk == by.pk,
    }
    return render(request, "web/people-one.html", words, status=status)


def _told(ways: WaysIn) -> str:
    """How somebody signs in, in words."""
    told = [_("a password") if ways.password else _("no password yet")]
    told += [_("an app for codes")] if ways.app else []
    told += [ngettext("%(count)s key", "%(count)s keys", ways.keys) % {"count": ways.keys}] if ways.keys else []
    return enumerated(told)


menu_entry("people", gettext_lazy("People"), "users", "people.change", "administration", 20)
urls = [
    path("people", roster, name="people"),
    path("people/new", new, name="people-new"),
    path("people/why", explain, name="people-why"),
    path("people/units", units, name="people-units"),
    path("people/<int:number>", show, name="people-one"),
    path("people/<int:number>/posts", give, name="people-post-give"),
    path("people/<int:number>/posts/<int:post>/end", end, name="people-post-end"),
    path("people/<int:number>/link", make_link, name="people-link"),
    path("people/<int:number>/active", activate, name="people-active"),
    path("people/<int:number>/sign-out", sign_out, name="people-sign-out"),
]
