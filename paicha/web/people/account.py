"""A person's own page: who they are here, how pages look to them, how they sign in, the tokens of their programs."""

from allauth.account import views as allauth
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from paicha.accounts.actions.preferences import set_preferences
from paicha.accounts.actions.tokens import LONGEST_LIFE, make_token, revoke_token
from paicha.accounts.queries import live_tokens, past_tokens, token_numbered, ways_in
from paicha.kernel.problems import Problem
from paicha.orgs.queries import posts_held
from paicha.orgs.role_words import may_do, role_name
from paicha.web.failures import told
from paicha.web.people.account_forms import PreferencesForm, TokenForm
from paicha.web.reader import reader, refused_by
from paicha.web.start import way_back


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """Who one is here, with each post and what it lets one do."""
    person = reader(request)
    posts = [(post, role_name(post.role), may_do(post.role)) for post in posts_held(person)]
    form = PreferencesForm(initial={"language": person.language, "theme": person.theme})
    words = {
        "posts": posts,
        "form": form,
        "ways": ways_in(person),
        "tokens": live_tokens(person),
        "services": bool(settings.SOCIALACCOUNT_PROVIDERS),
    }
    return render(request, "web/account.html", words)


@require_POST
def change_preferences(request: HttpRequest) -> HttpResponse:
    """Language and theme, from the account page."""
    language, theme = request.POST.get("language", ""), request.POST.get("theme", "")
    set_preferences(reader(request), language=language, theme=theme)
    translation.activate(language)
    messages.success(request, _("Kept."))
    return redirect("account")


@require_POST
def change_language(request: HttpRequest) -> HttpResponse:
    """The language alone, from the head of any page, to which one comes back."""
    person = reader(request)
    set_preferences(person, language=request.POST.get("language", ""), theme=person.theme)
    return redirect(way_back(request))


def tokens(request: HttpRequest) -> HttpResponse:
    """One's tokens, and a form for another. The key of a new one is shown in the answer, and never again."""
    form, key, status = TokenForm(), "", 200
    if request.method == "POST":
        form, status = TokenForm(request.POST), 422
        if form.is_valid():
            try:
                _token, key = make_token(reader(request), **form.cleaned_data)
                form, status = TokenForm(), 201
            except Problem as problem:
                status = refused_by(form, problem)
    words = {
        "form": form,
        "key": key,
        "live": live_tokens(reader(request)),
        "past": past_tokens(reader(request)),
        "longest": LONGEST_LIFE,
    }
    return render(request, "web/account-tokens.html", words, status=status)


@require_POST
def revoke(request: HttpRequest, number: int) -> HttpResponse:
    """End a token."""
    revoke_token(reader(request), token=token_numbered(reader(request), number))
    messages.success(request, _("The token is revoked. Programs that use it are refused from now on."))
    return redirect("account-tokens")


@login_not_required
def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for a letter with a link; where no letters can be sent, say who has a link instead."""
    if not settings.MAILED:
        return render(request, "account/password_reset_unsent.html")
    response: HttpResponse = allauth.password_reset(request)
    return response


def emails(request: HttpRequest) -> HttpResponse:
    """Addresses are looked after by administrators, who know whose they are; the account page shows one's own."""
    return redirect("account")


@login_not_required
def nowhere(request: HttpRequest, **_parts: str) -> HttpResponse:
    """Pages of the sign-in library that this house has no use for."""
    raise Http404


@login_not_required
def too_often(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page of a limit that was reached."""
    return told(request, Problem("too_often", seconds=60))


urls = [
    path("account/", show, name="account"),
    path("account/preferences", change_preferences, name="preferences"),
    path("preferences/language", change_language, name="preferences-language"),
    path("account/tokens", tokens, name="account-tokens"),
    path("account/tokens/<int:number>/revoke", revoke, name="account-token-revoke"),
    path("account/password/reset/", forgotten, name="account_reset_password"),
    path("account/email/", emails, name="account_email"),
    path("account/confirm-email/", nowhere, name="account_email_verification_sent"),
    path("account/confirm-email/<str:key>/", nowhere, name="account_confirm_email"),
]
