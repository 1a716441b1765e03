"""The commands of the terminal: each is a module of this package, imported when it is called.

A module offers its commands as `app`, and is called by its name. `paicha --help` says of it the first line of its
docstring, which is read without importing it; what `--help` says of a command is the docstring of its function. Both
are translated; tools/translations.py collects them.
"""

import ast
import gettext
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Annotated, Any, Literal

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command, get_group

HERE = Path(__file__).parent
LOCALE = HERE.parents[1] / "locale"


def sentences(language: str) -> gettext.NullTranslations:
    """The catalogue of a language, zh or en, for what is said before Django is up."""
    return gettext.translation("django", LOCALE, ["zh_Hans"]) if language == "zh" else gettext.NullTranslations()


class Later(TyperCommand):
    """A command whose module is imported, and Django brought up for it, when it is called."""

    def __init__(self, module: str, language: str) -> None:
        self._module, self._language, self._said = module, language, sentences(language)
        first = (ast.get_docstring(ast.parse((HERE / f"{module}.py").read_bytes())) or "").partition("\n")[0]
        # a name that is a word of Python's own is written with "_" at its end
        super().__init__(module.rstrip("_"), help=self._said.gettext(first), rich_markup_mode=None)

    def make_context(self, *arguments: Any, **named: Any) -> Any:
        """The call of the command itself."""
        return self.loaded().make_context(*arguments, **named)

    def loaded(self) -> Any:
        """The command itself, which speaks the language."""
        from paicha.cli.frame import start

        start(self._language)
        command = get_command(import_module(f"{__name__}.{self._module}").app)
        if isinstance(command, TyperGroup):
            command.help = self.help
        for each in command.commands.values() if isinstance(command, TyperGroup) else [command]:
            each.help = each.help and self._said.gettext(each.help)
        return command


def commands(language: str) -> TyperGroup:
    """All commands, with their help in a language."""
    _ = sentences(language).gettext
    app = typer.Typer(
        no_args_is_help=True,
        rich_markup_mode=None,
        help=_(
            "paicha 排查: inspections of an organisation's units, from the records to a report that can be verified. "
            "PAICHA_HOME names the data folder, PAICHA_DATABASE a PostgreSQL database (else SQLite in that folder)."
        ),
    )

    @app.callback()
    def begin(
        lang: Annotated[
            Literal["zh", "en"] | None, typer.Option(help=_("Language of words and labels: zh or en."))
        ] = None,
    ) -> None:
        """The options before any command; `main` has read them already, before the words were made."""

    group = get_group(app)
    for found in iter_modules([str(HERE)]):
        group.add_command(Later(found.name, language))
    return group
