"""Scope as a value: which units, by their place in a line."""

from dataclasses import dataclass


def path_end(path: str) -> str:
    """The first path that is no longer below `path`: `/1/23/` gives `/1/230`.

    A subtree is then `path >= start AND path < end` on one index, on every database (compared byte by byte).
    """
    return path[:-1] + "0"


@dataclass(frozen=True, slots=True)
class Range:
    """The subtree below one unit in one line.

    `own` narrows it to records whose business line is this one: a food office sees its own inspections of a hospital,
    not the data-security ones.
    """

    line: int
    path: str
    own: bool = False

    @property
    def end(self) -> str:
        return path_end(self.path)

    def holds(self, path: str) -> bool:
        return self.path <= path < self.end


@dataclass(frozen=True, slots=True)
class Scope:
    """What is asked about (`focus`, None: everything) and how far the asker sees (`reach`, None: no bound).

    A reach of () sees nothing. The reach is the union of its ranges; what counts lies in the focus and in the reach.
    """

    reach: tuple[Range, ...] | None = None
    focus: Range | None = None


EVERYTHING = Scope()
