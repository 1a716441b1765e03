"""A small map of a unit and those near it, drawn here: no page asks another server for anything."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _

from paicha.orgs.models import Unit
from paicha.orgs.unit_details import offset
from paicha.web.templatetags.parts import number

WIDTH, HEIGHT, EDGE = 300, 220, 14
STEPS = (10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)  # metres that a scale bar may show
LEAST, SHOWN = 50, 60  # metres from the middle to the edge at least; how many neighbours the map is fitted to


@dataclass(frozen=True, slots=True)
class Map:
    """Where the dots lie, in the drawing's own units, and what it says."""

    dots: Sequence[tuple[str, str]]
    bar: str  # length of the scale bar
    scale: str  # what it stands for
    sentence: str
    latitude: str
    longitude: str
    width: int = WIDTH
    height: int = HEIGHT
    x: int = WIDTH // 2
    y: int = HEIGHT // 2


def unit_map(unit: Unit, near: Sequence[tuple[Unit, int]]) -> Map | None:
    """The map of a unit with its neighbours; None for a unit without a position."""
    if unit.latitude_e6 is None or unit.longitude_e6 is None:
        return None
    radius = max([LEAST, *(away for _each, away in near[:SHOWN])])
    per_metre = (HEIGHT / 2 - EDGE) / radius
    dots = []
    for each, _away in near:
        up, right = offset(unit, each)
        x, y = WIDTH / 2 + right * per_metre, HEIGHT / 2 - up * per_metre
        if EDGE / 2 <= x <= WIDTH - EDGE / 2 and EDGE / 2 <= y <= HEIGHT - EDGE / 2:
            dots.append((f"{x:.1f}", f"{y:.1f}"))
    step = _step(per_metre)
    latitude, longitude = degrees(unit.latitude_e6), degrees(unit.longitude_e6)
    return Map(
        dots=dots,
        bar=f"{step * per_metre:.1f}",
        scale=distance(step),
        latitude=latitude,
        longitude=longitude,
        sentence=_("Map, north at the top: %(unit)s in the middle, and %(count)s other units within %(distance)s.")
        % {"unit": unit.name, "count": number(len(dots)), "distance": distance(round(radius))},
    )


def _step(per_metre: float) -> int:
    """The longest of the steps that takes at most a third of the map's width."""
    return next((low for low, high in pairwise(STEPS) if high * per_metre > WIDTH / 3), STEPS[-1])


def distance(metres: int) -> str:
    """A distance in metres, from a kilometre on in kilometres."""
    if metres < 1_000:
        return _("%(count)s m") % {"count": metres}
    return _("%(count)s km") % {"count": f"{metres / 1_000:.1f}".removesuffix(".0")}


def degrees(millionths: int) -> str:
    """Degrees with five places, about a metre."""
    return f"{millionths / 1e6:.5f}"
