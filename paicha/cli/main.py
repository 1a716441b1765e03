"""`paicha`: Django is brought up in the reader's language first, then the commands are read and run."""

import sys

from paicha.cli.frame import INTERRUPTED, complain, run, speak_without_settings, spoken, start
from paicha.kernel.problems import Problem


def main() -> None:
    """The console script."""
    language = "en"
    try:
        language = spoken(sys.argv[1:])
        start(language)
    except Problem as problem:
        speak_without_settings(language)
        sys.exit(complain(problem))
    try:
        from paicha.cli.commands import app
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    sys.exit(run(app))
