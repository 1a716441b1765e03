"""A document for reading on a page: the HTML file that is kept, with links in place of its proofs.

The file was written by us and its hash is the one that the ledger has, so its elements may stand in a page as they are.
"""

from collections.abc import Callable
from pathlib import Path

from lxml import etree, html

Link = Callable[[str], str]  # the id of a number, to its address


def read_file(path: Path, link: Link) -> str:
    """The article of a kept HTML file, each number a link."""
    root = html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
    article = root.find(".//article")
    for proof in article.xpath('.//div[@popover][contains(@class, "proof")]'):
        proof.drop_tree()
    for button in article.xpath('.//*[self::button or self::a][@class="n"]'):
        data = button.find(".//data")
        number = html.Element("a", {"class": "pc-tr", "href": link(data.get("id")), "id": data.get("id")})
        number.text, number.tail = data.text_content(), button.tail
        button.getparent().replace(button, number)
    for line in article.xpath('.//hr[@class="page"]'):
        line.set("class", "pc-page-end")
    parts = [etree.tostring(child, encoding="unicode", method="html") for child in article]
    return "".join(parts)
