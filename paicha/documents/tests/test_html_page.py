"""The HTML file: one file, no script, its own policy."""

import base64
import hashlib
import json
import re
from functools import cache
from itertools import pairwise

import pytest
from lxml import html

from paicha.documents.tests import samples
from paicha.documents.writers import WRITERS


@cache
def page(language: str) -> str:
    return WRITERS["html"](samples.sealed(language)).decode()  # type: ignore[arg-type]


@pytest.mark.parametrize(("language", "tag"), [("zh", "zh-Hans"), ("en", "en")])
def test_language_title_and_headings(language: str, tag: str) -> None:
    root = html.document_fromstring(page(language))
    assert root.get("lang") == tag
    assert len(root.findall(".//h1")) == 1
    levels = [int(element.tag[1]) for element in root.iter("h1", "h2", "h3", "h4")]
    assert all(second <= first + 1 for first, second in pairwise(levels))
    assert "\u200b" not in root.findtext(".//title")


def test_its_policy_allows_its_own_style_and_nothing_else() -> None:
    text = page("zh")
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', text)
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    assert policy
    assert style
    hashed = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert policy[1] == f"default-src 'none'; style-src 'sha256-{hashed}'; base-uri 'none'; form-action 'none'"
    assert " style=" not in text
    assert not re.search(r"""(?:src|href)=["'](?!https://paicha\.example\.org/reports/)""", text)


def test_the_only_script_element_holds_data() -> None:
    root = html.document_fromstring(page("zh"))
    (block,) = root.iter("script")
    assert block.get("type") == "application/json"
    assert json.loads(block.text)["manifest"]["report"] == "0192-sample"
    assert not re.search(r"\son\w+=", page("zh"))


def test_numbers_are_data_with_proof() -> None:
    root = html.document_fromstring(page("zh"))
    data = {element.get("id"): element for element in root.iter("data")}
    assert len(data) == len(samples.sealed("zh").manifest["numbers"])
    first = data["n1"]
    assert (first.get("value"), first.text, first.getparent().get("popovertarget")) == ("420", "420", "n1-proof")
    proof = root.get_element_by_id("n1-proof")
    assert "popover" in proof.attrib
    assert "有问题单位率" in proof.text_content()
    assert proof.find(".//a").get("href").endswith("/numbers/n1#n1")


def test_ids_are_unique_and_what_is_targeted_exists() -> None:
    root = html.document_fromstring(page("zh"))
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert {element.get("popovertarget") for element in root.iter("button")} <= set(ids)
    assert set(re.findall(r"url\(#([^)]+)\)", page("zh"))) <= set(ids)


def test_charts_say_what_they_show() -> None:
    root = html.document_fromstring(page("zh"))
    drawn = [element for element in root.iter("svg") if element.get("role") == "img"]
    assert len(drawn) == 4  # two charts, each wide and narrow
    assert all(element.get("aria-label") for element in drawn)
    assert all(element.get("aria-hidden") == "true" for element in root.iter("svg") if element not in drawn)


def test_tables_have_heads_for_rows_and_columns() -> None:
    root = html.document_fromstring(page("en"))
    for table in root.iter("table"):
        assert table.find("caption") is not None
        assert {cell.get("scope") for cell in table.iter("th")} == {"col", "row"}
        assert all(cell.get("data-label") or cell.get("class") == "dot" for cell in table.iter("td"))
