"""The severity scales that come with paicha. They are data: another office publishes its own.

general/major follows Order 16 (2007) on hidden dangers; minor/serious/critical is the scale of many food codes, where
critical counts as major. The default days are starting points, not law.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GradeData:
    """A grade before it is published; `days` None: every finding states its own deadline."""

    code: str
    name_zh: str
    name_en: str
    colour: str
    days: int | None
    day_kind: str
    major: bool


SCALES: dict[str, tuple[str, str, tuple[GradeData, ...]]] = {
    "general-major": (
        "一般/重大",
        "General / major",
        (
            GradeData("major", "重大", "major", "red", 30, "calendar", True),
            GradeData("general", "一般", "general", "grey", 15, "calendar", False),
        ),
    ),
    "minor-serious-critical": (
        "轻微/较重/严重",
        "Minor / serious / critical",
        (
            GradeData("critical", "严重", "critical", "red", 14, "plain", True),
            GradeData("serious", "较重", "serious", "amber", 30, "plain", False),
            GradeData("minor", "轻微", "minor", "grey", 90, "plain", False),
        ),
    ),
}
