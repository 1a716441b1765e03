"""The registry: every figure of every room, checked when it is first needed.

A room's figures are the files in its folder `figures`. `versions.toml` remembers the digest of each version, so that no
query changes its meaning under a version that was published: change the query, raise the version, add the line that is
asked for.
"""

import difflib
import threading
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from paicha.figures import facts as declared
from paicha.figures.definitions import Figure, Wrong, parse
from paicha.figures.facts import Fact
from paicha.kernel.problems import Problem

VERSIONS = Path(__file__).with_name("versions.toml")


def read(folders: Iterable[Path], facts: Mapping[str, Fact], versions: Path = VERSIONS) -> dict[str, Figure]:
    """The figures of these folders by name; a Problem for the first that does not say rightly what it is."""
    known = _versions(versions)
    found: dict[str, Figure] = {}
    for path in sorted((path for folder in folders for path in folder.glob("*.sql")), key=lambda path: path.stem):
        try:
            figure = parse(path.read_text(encoding="utf-8"))
            _check(figure, path, facts, known, found)
        except Wrong as error:
            raise Problem("figure_wrong", figure=path.stem, reason=str(error)) from error
        found[figure.name] = figure
    return found


def _check(
    figure: Figure,
    path: Path,
    facts: Mapping[str, Fact],
    known: Mapping[tuple[str, int], str],
    others: Mapping[str, Figure],
) -> None:
    if figure.name != path.stem:
        raise Wrong(f"is called {figure.name} inside")
    if figure.name in others:
        raise Wrong("is there twice")
    if figure.grain in facts and not facts[figure.grain].label:
        raise Wrong(f"is about {figure.grain}, which has no label: only records that people know can be counted")
    for fact, kind in sorted(figure.views):
        if fact not in facts:
            raise Wrong(f"reads {fact}_{kind}, but no room has a fact {fact}")
        if kind == "history" and not facts[fact].dated:
            raise Wrong(f"reads {fact}_history, but {fact} has no dates to have a history by")
    if both := sorted(set(figure.offers) & set(facts[figure.grain].dimensions)):
        raise Wrong(f"offers {', '.join(both)}, which its grain has already")
    before = known.get((figure.name, figure.version))
    if before is None:
        raise Wrong(f"has a new version; add to versions.toml:\n{line(figure)}")
    if before != figure.digest:
        raise Wrong(
            f"was changed under version {figure.version}; raise its version, then add to versions.toml:\n{line(figure)}"
        )


def line(figure: Figure) -> str:
    """The line of versions.toml by which a version of a figure is published."""
    return f'{figure.name}.{figure.version} = "{figure.digest}"'


def _versions(path: Path) -> dict[tuple[str, int], str]:
    listed = tomllib.loads(path.read_text(encoding="utf-8"))
    return {(name, int(version)): digest for name, each in listed.items() for version, digest in each.items()}


def folders() -> list[Path]:
    """The folders `figures` of all rooms."""
    from django.apps import apps

    return [folder for app in apps.get_app_configs() if (folder := Path(app.path) / "figures").is_dir()]


def published(name: str, versions: Path = VERSIONS) -> dict[int, str]:
    """The digests of all versions of a figure that were ever published, by version."""
    found = {version: digest for (known, version), digest in _versions(versions).items() if known == name}
    return dict(sorted(found.items()))


_guard = threading.Lock()
_figures: dict[str, Figure] | None = None


def figures() -> dict[str, Figure]:
    """Every figure by name."""
    global _figures
    with _guard:
        if _figures is None:
            _figures = read(folders(), declared.facts())
        return _figures


def figure_named(name: str, among: Mapping[str, Figure] | None = None) -> Figure:
    """The figure of that name; a Problem that names the nearest ones when there is none."""
    known = figures() if among is None else among
    if name not in known:
        near = difflib.get_close_matches(name, known, 3, 0.0)
        raise Problem("figure_unknown", figure=name, nearest=", ".join(near))
    return known[name]


def check() -> None:
    """Read all figures anew; a Problem for the first that does not say rightly what it is."""
    read(folders(), declared.facts())
