"""Django's settings that serve pages. Their variables: docs/settings.md."""

import os
import secrets
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF

from paicha.kernel.home import home, room
from paicha.kernel.problems import Problem

APPS_BEFORE = ["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions"]
APPS_AFTER = [
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "paicha.api",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "paicha.web.middleware.Headers",
    "paicha.api.middleware.Plain",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "paicha.web.expired_sessions.SignedIn",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "paicha.web.middleware.Problems",  # before sign-in's own, which is asked first about what was raised
    "allauth.account.middleware.AccountMiddleware",
    "paicha.accounts.middleware.Sessions",
    "paicha.web.middleware.Reader",
    "paicha.web.bodies.Bodies",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "paicha.web.frame.frame",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "paicha.web.templatetags.parts"],
        },
    }
]
ROOT_URLCONF = "paicha.web.urls"
WSGI_APPLICATION = "paicha.web.wsgi.application"
FORM_RENDERER = "paicha.web.forms.Renderer"


def secret_key() -> str:
    """The key of sessions and forms, made once and kept in the data folder, readable by its owner only."""
    path = home() / "keys" / "web.key"
    path.parent.mkdir(mode=0o700, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        if found := path.read_text(encoding="ascii"):
            return found
        raise Problem("home_unusable", path=str(path), reason="empty") from None
    made = secrets.token_urlsafe(50)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(made)
    return made


SECRET_KEY = secret_key()

# --- where people reach it -------------------------------------------------------------------------------------------
ADDRESS = (os.environ.get("PAICHA_ADDRESS") or "http://127.0.0.1:8000").rstrip("/")
_address = urlsplit(ADDRESS)
if _address.scheme not in ("http", "https") or not _address.hostname or _address.path:
    raise Problem("setting_invalid", name="PAICHA_ADDRESS", value=ADDRESS, help="https://inspections.example.org")
SECURE = _address.scheme == "https"
ALLOWED_HOSTS = [_address.hostname, "127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [ADDRESS]
# TLS ends at the proxy in front, which says so in a header (docs/running.md); without https no header counts.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^health$"]
SECURE_HSTS_SECONDS = 365 * 86_400 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, LANGUAGE_COOKIE_NAME = "paicha_session", "paicha_csrf", "paicha_language"
SESSION_COOKIE_AGE = 12 * 3_600
SESSION_SAVE_EVERY_REQUEST = False
CSRF_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "paicha.web.failures.stale_form"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024**2
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_TEMP_DIR = room("uploads")
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]

# --- style sheets and scripts ----------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = room("static")
_collected = (STATIC_ROOT / "staticfiles.json").exists()  # `paicha run` collects them before it serves
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if _collected
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not _collected
WHITENOISE_AUTOREFRESH = False

# --- signing in ------------------------------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 3 * 86_400  # seconds: an invitation is good for as long, too
LOGIN_URL, LOGIN_REDIRECT_URL, LOGOUT_REDIRECT_URL = "account_login", "overview", "account_login"
ACCOUNT_ADAPTER = "paicha.accounts.adapter.Adapter"
SOCIALACCOUNT_ADAPTER = "paicha.accounts.adapter.SocialAdapter"
MFA_ADAPTER = "paicha.accounts.adapter.CodesAdapter"
_FORMS = "paicha.accounts.forms."
ACCOUNT_FORMS = {
    "login": _FORMS + "LoginForm",
    "change_password": _FORMS + "ChangePasswordForm",
    "set_password": _FORMS + "SetPasswordForm",
    "reset_password": _FORMS + "ResetPasswordForm",
    "reset_password_from_key": _FORMS + "ResetPasswordKeyForm",
    "reauthenticate": _FORMS + "ReauthenticateForm",
}
MFA_FORMS = {
    "authenticate": _FORMS + "AuthenticateForm",
    "reauthenticate": _FORMS + "ReauthenticateByCodeForm",
    "activate_totp": _FORMS + "ActivateForm",
    "add_webauthn": _FORMS + "AddKeyForm",
    "edit_webauthn": _FORMS + "EditKeyForm",
}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD, ACCOUNT_USER_MODEL_EMAIL_FIELD = "username", "email"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # a letter to whoever is typed into the form would be spam
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if SECURE else 0  # the proxy that ends TLS says whose request it is
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900  # seconds
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "20/m/ip,8/5m/key", "reset_password": "20/m/ip,5/m/key"}
USERSESSIONS_TRACK_ACTIVITY = True  # accounts/middleware.py, every ten minutes
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "paicha"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_STORE_TOKENS = False


def providers(path: str) -> dict[str, Any]:
    """The OpenID Connect providers of a TOML file: `[[provider]]` with id, name, client_id, secret, server_url."""
    if not path:
        return {}
    wanted = ("id", "name", "client_id", "secret", "server_url")
    try:
        listed = tomllib.loads(Path(path).read_text(encoding="utf-8"))["provider"]
        apps = [{name: str(each[name]) for name in wanted} for each in listed]
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise Problem(
            "setting_invalid", name="PAICHA_OIDC", value=path, help=f"{', '.join(wanted)}: {error}"
        ) from error
    return {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": app["id"],
                    "name": app["name"],
                    "client_id": app["client_id"],
                    "secret": app["secret"],
                    "settings": {"server_url": app["server_url"]},
                }
                for app in apps
            ],
            "OAUTH_PKCE_ENABLED": True,
        }
    }


def origins(found: dict[str, Any]) -> list[str]:
    """Where the providers are: the form that leads there must be allowed to."""
    urls = [urlsplit(app["settings"]["server_url"]) for each in found.values() for app in each["APPS"]]
    return [f"{url.scheme}://{url.netloc}" for url in urls]


SOCIALACCOUNT_PROVIDERS = providers(os.environ.get("PAICHA_OIDC", ""))
CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"] += origins(SOCIALACCOUNT_PROVIDERS)


# --- letters ---------------------------------------------------------------------------------------------------------
def mail(address: str) -> dict[str, Any]:
    """Settings for `smtp://user:password@host:port`; letters lie in the data folder when it is empty."""
    if not address:
        return {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend", "EMAIL_FILE_PATH": home() / "mail"}
    url = urlsplit(address)
    if url.scheme not in ("smtp", "smtps") or not url.hostname:
        raise Problem(
            "setting_invalid", name="PAICHA_MAIL", value=f"{url.scheme}:…", help="smtp://user:password@host:587"
        )
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": url.hostname,
        "EMAIL_PORT": url.port or (465 if url.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(url.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
        "EMAIL_USE_SSL": url.scheme == "smtps",
        "EMAIL_USE_TLS": url.scheme == "smtp" and bool(url.username),
        "EMAIL_TIMEOUT": 20,
    }


globals().update(mail(os.environ.get("PAICHA_MAIL", "")))
MAILED = bool(os.environ.get("PAICHA_MAIL"))
DEFAULT_FROM_EMAIL = os.environ.get("PAICHA_MAIL_FROM") or f"paicha@{_address.hostname}"

# --- what is remembered for a while ----------------------------------------------------------------------------------
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "web_cache"},
    "charts": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "charts",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 2_000},
    },
    "counts": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "counts",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
}
SILENCED_SYSTEM_CHECKS: list[str] = (
    []
    if SECURE
    else [
        # Served on this machine only, without TLS; `check --deploy` is clean where PAICHA_ADDRESS is https.
        "security.W004",
        "security.W008",
        "security.W012",
        "security.W016",
    ]
)
