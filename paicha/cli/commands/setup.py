"""Make the database, or bring its structure up to this code."""

from django.utils.translation import gettext as _

from paicha.cli.frame import out, typer_app
from paicha.cli.installation import set_up
from paicha.kernel.home import home

app = typer_app()


@app.command()
def setup() -> None:
    """Make the database, or bring its structure up to this code. Any command makes one that is not there yet."""
    set_up()
    out.print(_("Ready: %(home)s") % {"home": home()}, markup=False)
