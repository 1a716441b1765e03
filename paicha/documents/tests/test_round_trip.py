"""Written, read back and compared: everything is true, in every format and both languages, and twice the same bytes."""

from pathlib import Path

import pytest

from paicha.documents import guard, readers
from paicha.documents.comparing import compare
from paicha.documents.document import PageBreak, Paragraph, Text
from paicha.documents.sealing import Sealed
from paicha.documents.tests import samples
from paicha.documents.writers import WRITERS

FORMATS = tuple(WRITERS)


@pytest.fixture(scope="module", params=["zh", "en"])
def sealed(request: pytest.FixtureRequest) -> Sealed:
    return samples.sealed(request.param)


def verified(sealed: Sealed, form: str, folder: Path) -> dict[str, object]:
    path = folder / f"report.{form}"
    path.write_bytes(WRITERS[form](sealed))
    return compare(readers.read(path), sealed.manifest, samples.recomputed(sealed)).as_json()


@pytest.mark.parametrize("form", FORMATS)
def test_an_untouched_report_is_true(sealed: Sealed, form: str, tmp_path: Path) -> None:
    result = verified(sealed, form, tmp_path)
    numbers = len(sealed.manifest["numbers"])
    assert result == {
        "ok": True,
        "numbers": {"true": numbers, "false": 0, "definition_changed": 0, "unbound": 0, "missing": 0},
        "paragraphs": {"changed": 0, "added": 0, "missing": 0},
        "report": "0192-sample",
        "copy": "same",
        "details": {"numbers": [], "paragraphs": []},
    }


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_report_gives_the_same_bytes(sealed: Sealed, form: str) -> None:
    assert WRITERS[form](sealed) == WRITERS[form](sealed)


def test_two_sealings_agree() -> None:
    assert samples.sealed("zh", rows=3).manifest == samples.sealed("zh", rows=3).manifest


@pytest.mark.parametrize("form", FORMATS)
def test_markup_in_names_is_only_text(form: str, tmp_path: Path) -> None:
    awkward = r"""<script>alert("1")</script> & *stars* _lines_ #hash $maths$ \back [link](x) `code` {{ b }} "q" '"""
    sealed = samples.of_blocks([Paragraph((Text(awkward),)), Paragraph((Text(awkward, strong=True),), "note")])
    assert verified(sealed, form, tmp_path)["ok"]


@pytest.mark.parametrize("form", FORMATS)
def test_rare_characters_are_true_too(form: str, tmp_path: Path) -> None:
    """What our faces lack, a PDF prints as 〓; combining and full-width characters are their equals."""
    text = "𠮷野家（😀）Café ＡＢＣ１２３％ ﬁne e\u0301 zero\u200bwidth soft\u00adhyphen well-known"
    sealed = samples.of_blocks([Paragraph((Text(text),)), PageBreak(), Paragraph((Text(text),), "item", "•")])
    assert verified(sealed, form, tmp_path)["ok"]


@pytest.mark.parametrize("form", FORMATS)
def test_a_number_may_run_over_the_end_of_a_line(form: str, tmp_path: Path) -> None:
    """Each paragraph pushes its words of quantity a character further, so some of them are cut by every line's end."""
    numbers = samples.Numbers("zh")
    paragraphs = [
        Paragraph(
            (Text("排" * at), numbers("绝大多数", field="words"), Text("单位合格，占"), numbers.share(8007, 8144))
        )
        for at in range(60)
    ]
    assert verified(samples.of_blocks(paragraphs), form, tmp_path)["ok"]


@pytest.mark.parametrize("form", FORMATS)
def test_a_report_without_blocks_can_be_written(form: str, tmp_path: Path) -> None:
    assert verified(samples.of_blocks([]), form, tmp_path)["ok"]


def test_the_samples_pass_the_guard(sealed: Sealed) -> None:
    assert guard.check(sealed.document) == []


def test_a_number_id_is_used_once() -> None:
    document = samples.document("zh", rows=1)
    doubled = document.blocks[3]
    with pytest.raises(ValueError, match="used twice"):
        samples.of_blocks([doubled, doubled])
