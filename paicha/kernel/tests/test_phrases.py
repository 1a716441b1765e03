"""Words of definitions speak both languages."""

import pytest
from django.utils import translation

from paicha.kernel.phrases import Phrase

MOVED = Phrase("期限由%(before)s改为%(after)s", "moved from %(before)s to %(after)s")


@pytest.mark.parametrize(("language", "said"), [("en", "moved from 1 to 2"), ("zh-hans", "期限由1改为2")])
def test_they_are_said_in_the_readers_language_at_the_time(language: str, said: str) -> None:
    with translation.override(language):
        assert said == MOVED % {"before": 1, "after": 2}
        assert str(Phrase("整改中", "in correction")) == {"en": "in correction", "zh-hans": "整改中"}[language]


@pytest.mark.parametrize(
    ("zh", "en"), [("", "open"), ("整改中", ""), ("由%(before)s", "from %(after)s"), ("由", "from %(after)s")]
)
def test_both_languages_say_the_same(zh: str, en: str) -> None:
    with pytest.raises(ValueError, match=r"language|places"):
        Phrase(zh, en)
