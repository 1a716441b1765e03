"""Letters that we write ourselves, besides those of sign-in."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from paicha.orgs.models import Person

log = logging.getLogger("paicha.accounts")


def send_invitation(person: Person, link: str) -> bool:
    """Send somebody the link of their invitation, in their language. Whether the mail server took the letter."""
    if not (settings.MAILED and person.email):
        return False
    with translation.override(person.language):
        words = {"person": person, "link": link, "days": settings.PASSWORD_RESET_TIMEOUT // 86_400}
        subject, text = _("Your account at paicha"), render_to_string("account/email/invitation_message.txt", words)
    try:
        send_mail(subject, text, settings.DEFAULT_FROM_EMAIL, [person.email])
    except (OSError, SMTPException):
        log.exception("the mail server took no letter")
        return False
    return True
