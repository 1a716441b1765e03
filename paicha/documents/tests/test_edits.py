"""Whatever single thing is changed in a file, verifying finds it, in all three formats."""

import dataclasses
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paicha.documents import readers
from paicha.documents.comparing import Verification, compare
from paicha.documents.document import Document, Inline, Language
from paicha.documents.sealing import Sealed, seal
from paicha.documents.tests import edits, samples
from paicha.documents.writers import WRITERS
from paicha.testing.scale import examples


@cache
def sealed(language: Language) -> Sealed:
    return samples.sealed(language, rows=24)


@cache
def written(language: Language, form: str) -> bytes:
    return WRITERS[form](sealed(language))


def forged(language: Language, changed: Document) -> Sealed:
    """A changed document that carries the manifest of the original."""
    genuine = sealed(language)
    made = seal(changed, report="forged", page=samples.PAGE, scope={}, key=samples.KEY)
    return dataclasses.replace(made, manifest=genuine.manifest, envelope=genuine.envelope)


def judged(language: Language, form: str, data: bytes) -> Verification:
    found = readers.READERS[f".{form}"](data, f"report.{form}")
    assert found.report == "0192-sample"
    return compare(found, sealed(language).manifest, samples.recomputed(sealed(language)))


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("language", ["zh", "en"])
@examples(5)
@given(data=st.data())
def test_a_changed_document_is_found(data: st.DataObject, language: Language, form: str) -> None:
    changed = data.draw(edits.any_edit(sealed(language).document))
    assert not judged(language, form, WRITERS[form](forged(language, changed))).ok


@pytest.mark.parametrize("language", ["zh", "en"])
@given(data=st.data())
def test_a_character_changed_in_a_docx_is_found(data: st.DataObject, language: Language) -> None:
    assert not judged(language, "docx", edits.in_docx(written(language, "docx"), data.draw)).ok


@pytest.mark.parametrize("language", ["zh", "en"])
@given(data=st.data())
def test_a_character_changed_in_an_html_file_is_found(data: st.DataObject, language: Language) -> None:
    assert not judged(language, "html", edits.in_html(written(language, "html"), data.draw)).ok


@pytest.mark.parametrize("form", WRITERS)
@examples(6)
@given(data=st.data())
def test_a_changed_number_is_one_false_number(data: st.DataObject, form: str) -> None:
    changed = data.draw(edits.swapped(sealed("zh").document))
    result = judged("zh", form, WRITERS[form](forged("zh", changed))).as_json()
    assert result["numbers"]["false"] == 1
    assert result["numbers"]["missing"] == result["numbers"]["unbound"] == 0
    assert result["paragraphs"] == {"changed": 0, "added": 0, "missing": 0}


@pytest.mark.parametrize("form", WRITERS)
@examples(6)
@given(data=st.data())
def test_a_removed_paragraph_is_one_missing_paragraph(data: st.DataObject, form: str) -> None:
    changed = data.draw(edits.removed(sealed("zh").document))
    result = judged("zh", form, WRITERS[form](forged("zh", changed))).as_json()
    assert result["paragraphs"]["missing"] == 1
    assert result["numbers"]["false"] == result["numbers"]["unbound"] == 0


@pytest.mark.parametrize("form", WRITERS)
@examples(6)
@given(data=st.data())
def test_an_added_paragraph_is_one_added_paragraph(data: st.DataObject, form: str) -> None:
    changed = data.draw(edits.added(sealed("en").document))
    result = judged("en", form, WRITERS[form](forged("en", changed))).as_json()
    assert result["paragraphs"] == {"changed": 0, "added": 1, "missing": 0}
    assert result["numbers"]["false"] == result["numbers"]["missing"] == 0


@pytest.mark.parametrize("form", WRITERS)
def test_another_towns_true_number_is_found(form: str, tmp_path: Path) -> None:
    """The brief's own case: 24 of Liupu in the place of 31 of Qinghe."""
    slots = [inline for inline in edits.inlines_of(sealed("zh").document) if inline.text in ("31", "24")]
    qinghe, liupu = slots[0], slots[1]

    def put(_: int, inline: Inline) -> Inline:
        return dataclasses.replace(inline, text=liupu.text) if inline is qinghe else inline

    changed = edits.of_texts(sealed("zh").document, put)
    result = judged("zh", form, WRITERS[form](forged("zh", changed)))
    (number,) = [number for number in result.numbers if number.judgement != "true"]
    assert (number.judgement, number.written, number.found, number.now) == ("false", "31", "24", "31")
