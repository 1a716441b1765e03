"""How dimensions that findings share with the inspections that raised them are called."""

from django.utils.translation import gettext_lazy as _

from paicha.figures.keys import Dimension, register

register(Dimension("source", _("Source")))
register(Dimension("family", _("Kind of inspection")))
register(Dimension("inspector_group", _("Inspectors")))
