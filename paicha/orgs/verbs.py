"""The verbs of units and people, and of figures, which know nobody."""

from django.utils.translation import gettext_lazy as _

from paicha.orgs.roles import verb

verb("units.see", _("see units"), sees=True)
verb("figures.ask", _("ask for figures"), sees=True)
verb("units.change", _("change units"), ("administrator", "coordinator"))
verb("people.change", _("look after people"), ("administrator",))
