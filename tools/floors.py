"""Draws docs/pictures/floors.svg, the floors of the house, from the imports: `.venv/bin/python tools/floors.py`.

A room is a box on its floor, as pyproject.toml has the layers; an arrow leads to a room whose modules it imports.
Arrows that follow from others are left out: where web imports api and api imports orgs, none leads from web to orgs.
One that leads up, or to a room of the same floor, would be drawn in red. Tests are not looked at.
"""

import tomllib
from html import escape
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "pictures" / "floors.svg"
PACKAGE = "paicha"
WIDTH, ROW, BOX, TALL, MARGIN = 880, 74, 132, 34, 20
STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#1d2733;text-anchor:middle}"
    ".n{fill:#6a7684;font-size:11px}rect{fill:#f4f6f9;stroke:#c3ccd6}"
    "path{fill:none;stroke:#7d8fa3;stroke-width:1.2}.up{stroke:#c4382b;stroke-width:2}"
)


def floors() -> list[list[str]]:
    """The rooms of each floor, the highest first."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    return [[room.strip(" ()") for room in layer.split("|")] for layer in layers if "testing" not in layer]


def imports(rooms: set[str]) -> set[tuple[str, str]]:
    """Which room imports which."""
    graph = grimp.build_graph(PACKAGE)
    found = set()
    for module in graph.modules:
        parts = module.split(".")
        if len(parts) < 2 or parts[1] not in rooms or "tests" in parts:
            continue
        for other in graph.find_modules_directly_imported_by(module):
            target = other.split(".")
            if len(target) > 1 and target[1] in rooms - {parts[1]}:
                found.add((parts[1], target[1]))
    return found


def reduced(edges: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """The edges that do not follow from others."""
    beyond: dict[str, set[str]] = {}

    def reached(room: str) -> set[str]:
        if room not in beyond:
            beyond[room] = set()  # a circle ends here
            for source, target in edges:
                if source == room:
                    beyond[room] |= {target} | reached(target)
        return beyond[room]

    return {(a, b) for a, b in edges if not any(b in reached(c) for source, c in edges if source == a and c != b)}


def drawn() -> str:
    """The picture."""
    rows = floors()
    places: dict[str, tuple[int, int]] = {}  # of a box, the middle of its upper edge
    shapes: list[str] = []
    for number, rooms in enumerate(rows):
        top = MARGIN + number * ROW
        shapes.append(f'<text class="n" x="{MARGIN + 4}" y="{top + 21}">{len(rows) - number}</text>')
        step = (WIDTH - 2 * MARGIN) // len(rooms)
        for at, room in enumerate(rooms):
            middle = MARGIN + step * at + step // 2
            places[room] = (middle, top)
            shapes.append(f'<rect x="{middle - BOX // 2}" y="{top}" width="{BOX}" height="{TALL}" rx="5"/>')
            shapes.append(f'<text x="{middle}" y="{top + 22}">{escape(room)}</text>')
    arrows = [_arrow(places[a], places[b]) for a, b in sorted(reduced(imports(set(places))))]
    height = 2 * MARGIN + len(rows) * ROW - (ROW - TALL)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-label="The floors of the house and which room imports which"><style>{STYLE}</style>'
        '<defs><marker id="a" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 1 7 4 0 7"/></marker></defs>'
        f'<rect width="{WIDTH}" height="{height}" style="fill:#fff;stroke:none"/>\n'
        + "\n".join(arrows + shapes)
        + "\n</svg>\n"
    )


def _arrow(start: tuple[int, int], end: tuple[int, int]) -> str:
    """From the lower edge of a box to the upper edge of another, past the boxes between them."""
    (x, y), (u, v) = (start[0], start[1] + TALL), end
    upward = ' class="up"' if v <= y else ""
    bend = max(24, (v - y) // 3)
    aside = 0 if abs(v - y) < ROW or x != u else BOX // 2 + 26
    return f'<path{upward} marker-end="url(#a)" d="M{x} {y}C{x + aside} {y + bend} {u + aside} {v - bend} {u} {v}"/>'


if __name__ == "__main__":
    PICTURE.write_text(drawn(), encoding="utf-8")
