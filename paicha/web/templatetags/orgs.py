"""Units and lines by name, in the reader's language."""

from django import template

from paicha.orgs.labels import line_name, unit_name

register = template.Library()
register.filter("unit_name", unit_name)
register.filter("line_name", line_name)
