"""How fields look, wherever a form is shown."""

from django.forms.renderers import DjangoTemplates


class Renderer(DjangoTemplates):
    """Fields one below the other, each with its label, its help and what is wrong with it."""

    form_template_name = "web/parts/form.html"
    field_template_name = "web/parts/field.html"
