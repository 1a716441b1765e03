"""docs/figures.md says what the figures say."""

from paicha.figures.documentation import PAGE, page
from paicha.figures.facts import facts
from paicha.figures.registry import figures


def test_the_page_is_written_from_the_figures() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(figures(), facts()), "run python -m paicha.figures.documentation"
