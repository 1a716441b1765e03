"""The kinds of record of accounts."""

from django.utils.translation import gettext_lazy as _

from paicha.accounts.models import SavedView, Token
from paicha.orgs.kinds import RecordKind, record_kind

record_kind(RecordKind(Token, _("token")))
record_kind(RecordKind(SavedView, _("view")))
