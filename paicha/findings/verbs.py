"""The verbs of findings. Which step of a finding's life needs which of them stands in rules/lifecycle.py."""

from django.utils.translation import gettext_lazy as _

from paicha.orgs.roles import verb

verb("findings.see", _("see findings"), sees=True)
verb("findings.raise", _("raise findings"), ("administrator", "coordinator", "inspector"))
verb("findings.correct", _("report findings as put right"), ("owner",), duty=True)
verb("findings.verify", _("verify corrections and close findings"), ("administrator", "verifier"))
verb("findings.extend", _("extend deadlines"), ("administrator", "coordinator"))
verb("findings.reopen", _("reopen findings"), ("administrator", "coordinator", "inspector", "verifier"))
verb("findings.withdraw", _("withdraw findings"), ("administrator", "coordinator"))
