"""`paicha`: reads the language, runs the command that is called, and says how it ended."""

import os
import sys
from collections.abc import Sequence

from paicha.cli.commands import commands, sentences

STOPPED = (143, 130)  # as shells number SIGTERM and SIGINT


def main() -> None:
    """The console script."""
    sys.exit(run(sys.argv[1:]))


def run(words: Sequence[str]) -> int:
    """Run a command line; returns the exit code (0 done, 1 could not or not true, 2 wrong call)."""
    language = spoken(words)
    try:
        commands(language).main(words, "paicha")
    except SystemExit as left:
        if left.code in STOPPED:
            _ = sentences(language).gettext
            done = _("Stopped. What was done stays; run the same command again and it goes on from there.")
            print(done, file=sys.stderr)
        return left.code if isinstance(left.code, int) else int(left.code is not None)
    except Exception as error:
        from paicha.cli.failures import told

        return told(error)
    return 0


def spoken(words: Sequence[str]) -> str:
    """The language to speak: `--lang` before the command, else PAICHA_LANG, else the terminal's locale; zh or en."""
    asked = ""
    for at, word in enumerate(words):
        if word == "--lang":
            asked = "".join(words[at + 1 : at + 2])
        elif word.startswith("--lang="):
            asked = word.partition("=")[2]
        elif not word.startswith("-") and (at == 0 or words[at - 1] != "--lang"):
            break
    given = (asked, *(os.environ.get(name) for name in ("PAICHA_LANG", "LC_ALL", "LC_MESSAGES", "LANG")))
    return "zh" if next(filter(None, given), "").startswith("zh") else "en"
