"""Every sentence that the code shows to people exists in Chinese."""

import re

from tools.translations import PO, catalogue, collected, compiled, untranslated

PLACE = re.compile(r"%\(\w+\)s|%%")
HAN = re.compile(r"[\u4e00-\u9fff]")


def test_sentences_are_collected() -> None:
    assert len(collected()) > 100


def test_the_catalogue_holds_exactly_the_sentences_of_the_code() -> None:
    known = {message.id for message in catalogue() if message.id}
    assert known == set(collected()), "run tools/translations.py"


def test_every_sentence_is_translated() -> None:
    assert untranslated(catalogue()) == []


def test_a_translation_keeps_its_places() -> None:
    wrong = []
    for message in catalogue():
        english = message.id if isinstance(message.id, str) else message.id[-1]
        chinese = message.string if isinstance(message.string, str) else "".join(message.string or ())
        if english and chinese and set(PLACE.findall(chinese)) != set(PLACE.findall(english)):
            wrong.append(english)
    assert wrong == []


def test_sentences_are_written_in_english_in_the_code() -> None:
    """An example may hold a Chinese word."""
    assert [message for message in collected() if len(HAN.findall(str(message))) > 5] == []


def test_the_compiled_catalogue_is_fresh() -> None:
    assert PO.with_suffix(".mo").read_bytes() == compiled(catalogue()), "run tools/translations.py"


def test_the_check_rejects_an_untranslated_sentence() -> None:
    chinese = catalogue()
    chinese.add("A sentence that nobody translated.")
    assert untranslated(chinese) == ["A sentence that nobody translated."]
