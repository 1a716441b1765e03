"""`paicha`: Django is brought up in the reader's language first, then the commands are read and run."""

import sys

from paicha.cli.frame import complain, run, spoken, start
from paicha.kernel.problems import Problem


def main() -> None:
    """The console script."""
    try:
        start(spoken(sys.argv[1:]))
    except Problem as problem:
        sys.exit(complain(problem))
    from paicha.cli.commands import app

    sys.exit(run(app))
